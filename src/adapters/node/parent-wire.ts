/** The way to the process that started this one: Electron's utility port, or Node's channel. */
import type { Wire } from "../../contract/rpc.ts";

/** What Electron adds to `process` in a utility process. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): unknown;
  off(event: "message", listener: (event: { readonly data: unknown }) => void): unknown;
}

export function parentWire(): Wire {
  const { parentPort } = process as { parentPort?: ParentPort };
  return parentPort === undefined ? channelWire() : portWire(parentPort);
}

function channelWire(): Wire {
  return {
    send(frame) {
      if (process.connected) process.send?.(frame as object, undefined, undefined, () => undefined);
    },
    onFrame(listener) {
      process.on("message", listener);
      return { [Symbol.dispose]: () => void process.off("message", listener) };
    },
    onClose(listener) {
      if (process.connected) process.once("disconnect", listener);
      else queueMicrotask(listener);
      return { [Symbol.dispose]: () => void process.off("disconnect", listener) };
    },
  };
}

function portWire(port: ParentPort): Wire {
  return {
    send: (frame) => port.postMessage(frame),
    onFrame(listener) {
      const heard = ({ data }: { readonly data: unknown }) => listener(data);
      port.on("message", heard);
      return { [Symbol.dispose]: () => void port.off("message", heard) };
    },
    // A utility process ends with its parent.
    onClose: () => ({ [Symbol.dispose]: () => undefined }),
  };
}
