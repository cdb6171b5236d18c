/** The one window: made when it is first needed, hidden when it is closed, gone when Assent quits. */
import type { BrowserWindow, IpcMain } from "electron";
import type { Wire } from "../contract/rpc.ts";
import { windowOrigin } from "../adapters/electron/hardened-window.ts";
import { windowWire, type WindowContents } from "../adapters/electron/window-wire.ts";

export type Shown = Pick<
  BrowserWindow,
  | "show"
  | "hide"
  | "focus"
  | "restore"
  | "isMinimized"
  | "isDestroyed"
  | "loadURL"
  | "on"
  | "destroy"
  | "setContentProtection"
> & { readonly webContents: WindowContents };

export class AppWindow implements Disposable {
  readonly #make: () => Shown;
  readonly #ipc: Pick<IpcMain, "on" | "off">;
  readonly #serve: (wire: Wire) => Disposable;
  #shown: { readonly window: Shown; readonly serving: Disposable } | undefined;
  #ending = false;

  /** `serve`: answers the window's calls, until it is disposed of. */
  constructor(options: {
    readonly make: () => Shown;
    readonly ipc: Pick<IpcMain, "on" | "off">;
    readonly serve: (wire: Wire) => Disposable;
  }) {
    this.#make = options.make;
    this.#ipc = options.ipc;
    this.#serve = options.serve;
  }

  async open(): Promise<void> {
    if (this.#ending) return;
    if (this.#shown === undefined || this.#shown.window.isDestroyed()) await this.#create();
    const window = this.#shown?.window;
    if (window === undefined || window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  [Symbol.dispose](): void {
    this.#ending = true;
    this.#shown?.serving[Symbol.dispose]();
    if (this.#shown?.window.isDestroyed() === false) this.#shown.window.destroy();
    this.#shown = undefined;
  }

  async #create(): Promise<void> {
    this.#shown?.serving[Symbol.dispose]();
    const window = this.#make();
    // Requirement ELE-10: other programs do not see what is being reviewed.
    window.setContentProtection(true);
    const serving = this.#serve(windowWire(this.#ipc, window.webContents, windowOrigin));
    this.#shown = { window, serving };
    window.on("close", (event) => {
      if (this.#ending) return;
      event.preventDefault();
      window.hide();
    });
    await window.loadURL(`${windowOrigin}/`);
  }
}
