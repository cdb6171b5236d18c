/** Carries contract frames between the agent and one window of its own. */
import type { IpcMain, IpcMainEvent, WebContents } from "electron";
import type { Wire } from "../../contract/rpc.ts";

export const channel = "assent.wire";

export type WindowContents = Pick<
  WebContents,
  "send" | "isDestroyed" | "once" | "off" | "mainFrame"
>;

export function windowWire(
  ipc: Pick<IpcMain, "on" | "off">,
  contents: WindowContents,
  origin: string,
): Wire {
  return {
    send(frame) {
      if (!contents.isDestroyed()) contents.send(channel, frame);
    },
    onFrame(listener) {
      const receive = (event: IpcMainEvent, frame: unknown) => {
        if (isOurs(event, contents, origin)) listener(frame);
      };
      ipc.on(channel, receive);
      return { [Symbol.dispose]: () => void ipc.off(channel, receive) };
    },
    onClose(listener) {
      if (contents.isDestroyed()) queueMicrotask(listener);
      else contents.once("destroyed", listener);
      return { [Symbol.dispose]: () => void contents.off("destroyed", listener) };
    },
  };
}

/**
 * Requirement ELE-05: only the main frame of this window, showing our own page. A frame that is
 * gone, `about:blank`, another window or a page inside ours is not our peer.
 */
function isOurs(event: IpcMainEvent, contents: WindowContents, origin: string): boolean {
  const { senderFrame } = event;
  if (senderFrame === null || contents.isDestroyed()) return false;
  return (
    event.sender === contents && senderFrame === contents.mainFrame && senderFrame.origin === origin
  );
}
