/**
 * Carries contract frames between a process and its child (`child_process.fork`, or spawn with
 * an `ipc` channel).
 */
import type { ChildProcess } from "node:child_process";
import type { Wire } from "../../contract/rpc.ts";

/** What a child and a parent have in common: the global `process`, or a `ChildProcess`. */
export type IpcEnd = Pick<ChildProcess, "connected" | "on" | "off" | "once"> & {
  send?: ChildProcess["send"] | undefined;
};

export function processWire(end: IpcEnd): Wire {
  return {
    send(frame) {
      // The channel may close between the check and the write: that is a lost wire, not a fault.
      if (end.connected) end.send?.(frame as object, () => undefined);
    },
    onFrame(listener) {
      end.on("message", listener);
      return { [Symbol.dispose]: () => void end.off("message", listener) };
    },
    onClose(listener) {
      if (!end.connected) queueMicrotask(listener);
      else end.once("disconnect", listener);
      return { [Symbol.dispose]: () => void end.off("disconnect", listener) };
    },
  };
}
