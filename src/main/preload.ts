/** All that the window gets of the host: one wire, as {@link WindowBridge} words it. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from "electron";
import { channel } from "../adapters/electron/window-wire.ts";
import type { WindowBridge } from "../contract/window-bridge.ts";

const bridge: WindowBridge = {
  send: (frame) => ipcRenderer.send(channel, frame),
  onFrame(listener) {
    const receive = (_event: IpcRendererEvent, frame: unknown) => listener(frame);
    ipcRenderer.on(channel, receive);
    return () => void ipcRenderer.off(channel, receive);
  },
  // The window ends with the process on the other side: nobody is left to tell.
  onClose: () => () => undefined,
};

contextBridge.exposeInMainWorld("assent", bridge);
