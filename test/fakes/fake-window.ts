/** Stands in for Electron's `BrowserWindow`, held to its typings by what the host takes of it. */
import { EventEmitter } from "node:events";
import type { Shown } from "../../src/main/app-window.ts";
import { FakeContents } from "./fake-electron.ts";

export class FakeWindow {
  readonly done: string[] = [];
  readonly contents: FakeContents;
  readonly #events = new EventEmitter();
  #destroyed = false;
  minimized = false;
  readonly api: Shown;

  constructor(origin: string) {
    this.contents = new FakeContents(origin);
    this.api = {
      webContents: this.contents.api,
      show: () => void this.done.push("show"),
      hide: () => void this.done.push("hide"),
      focus: () => void this.done.push("focus"),
      restore: () => void this.done.push("restore"),
      isMinimized: () => this.minimized,
      isDestroyed: () => this.#destroyed,
      loadURL: async (url) => void this.done.push(`load ${url}`),
      setContentProtection: (enable) => void this.done.push(`protect ${enable}`),
      on: ((name: string, listener: () => void) => this.#events.on(name, listener)) as never,
      destroy: () => {
        this.#destroyed = true;
        this.contents.destroy();
      },
    };
  }

  /** The participant presses the cross. */
  close(): void {
    let prevented = false;
    this.#events.emit("close", { preventDefault: () => (prevented = true) });
    if (!prevented) this.api.destroy();
  }
}
