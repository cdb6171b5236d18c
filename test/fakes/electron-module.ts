/**
 * Stands in for the module `electron` as the whole host uses it, held to its typings. Its utility
 * processes are real processes; windows, tray and the system's events are what a test says.
 */
import { type ChildProcess, fork } from "node:child_process";
import { EventEmitter } from "node:events";
import type * as Electron from "electron";
import { windowOrigin } from "../../src/adapters/electron/hardened-window.ts";
import { channel } from "../../src/adapters/electron/window-wire.ts";
import type { Utility } from "../../src/adapters/electron/utility-spawner.ts";
import type { Wire } from "../../src/contract/rpc.ts";
import { FakeIpcMain } from "./fake-electron.ts";
import { FakeWindow } from "./fake-window.ts";

export class FakeElectron {
  readonly windows: FakeWindow[] = [];
  readonly windowOptions: Electron.BrowserWindowConstructorOptions[] = [];
  readonly menus: Electron.MenuItemConstructorOptions[][] = [];
  readonly tips: string[] = [];
  readonly forked: { readonly script: string; readonly env: NodeJS.ProcessEnv }[] = [];
  readonly #ipc = new FakeIpcMain();
  readonly #app = new EventEmitter();
  readonly #exit = Promise.withResolvers<number>();
  readonly #first: boolean;
  quits = 0;

  /** `first`: whether no other instance of the app runs. */
  constructor({ first }: { readonly first: boolean }) {
    this.#first = first;
  }

  /** What `app.exit` was called with. */
  get exited(): Promise<number> {
    return this.#exit.promise;
  }

  happens(name: "second-instance" | "before-quit"): void {
    this.#app.emit(name, { preventDefault: () => undefined });
  }

  /** The end of the wire that the page in a window holds. */
  pageOf(window: FakeWindow): Wire {
    return {
      send: (frame) =>
        this.#ipc.deliver(channel, window.contents, window.contents.mainFrame, frame),
      onFrame(listener) {
        const { sent } = window.contents;
        const before = sent.push.bind(sent);
        sent.push = (frame) => {
          queueMicrotask(() => listener(frame));
          return before(frame);
        };
        return { [Symbol.dispose]: () => void (sent.push = before) };
      },
      onClose: () => ({ [Symbol.dispose]: () => undefined }),
    };
  }

  module() {
    const { tips, windows, windowOptions } = this;
    const session: Pick<Electron.Session, "setPermissionRequestHandler"> = {
      setPermissionRequestHandler: () => undefined,
    };
    const app: Pick<
      Electron.App,
      | "setName"
      | "enableSandbox"
      | "requestSingleInstanceLock"
      | "whenReady"
      | "on"
      | "quit"
      | "exit"
    > = {
      setName: () => undefined,
      enableSandbox: () => undefined,
      requestSingleInstanceLock: () => this.#first,
      whenReady: async () => undefined,
      on: ((name: string, listener: () => void) => this.#app.on(name, listener)) as never,
      quit: () => void this.quits++,
      exit: (code = 0) => this.#exit.resolve(code),
    };
    const utilityProcess: Pick<typeof Electron.utilityProcess, "fork"> = {
      fork: (script, _args, options) => {
        const env = (options?.env ?? {}) as NodeJS.ProcessEnv;
        this.forked.push({ script, env });
        return asUtility(fork(script, [], { env, serialization: "advanced" })) as never;
      },
    };
    return {
      app,
      utilityProcess,
      ipcMain: this.#ipc.api,
      protocol: { registerSchemesAsPrivileged: () => undefined } satisfies Pick<
        Electron.Protocol,
        "registerSchemesAsPrivileged"
      >,
      session: {
        defaultSession: {
          ...session,
          setPermissionCheckHandler: () => undefined,
          setDevicePermissionHandler: () => undefined,
          protocol: { handle: () => undefined },
          webRequest: { onBeforeRequest: () => undefined },
        },
      },
      globalShortcut: { register: () => true, unregisterAll: () => undefined } satisfies Pick<
        Electron.GlobalShortcut,
        "register" | "unregisterAll"
      >,
      powerMonitor: { on: () => undefined },
      nativeImage: {
        createEmpty: () => ({ addRepresentation: () => undefined }) as never,
      } satisfies Pick<typeof Electron.nativeImage, "createEmpty">,
      Menu: {
        buildFromTemplate: (items: Electron.MenuItemConstructorOptions[]) => {
          this.menus.push(items);
          return {} as Electron.Menu;
        },
      },
      Tray: class implements Pick<Electron.Tray, "setImage" | "setToolTip" | "setContextMenu"> {
        setImage(): void {}
        setToolTip(tip: string): void {
          tips.push(tip);
        }
        setContextMenu(): void {}
        on(): this {
          return this;
        }
      },
      BrowserWindow: function BrowserWindow(options: Electron.BrowserWindowConstructorOptions) {
        const window = new FakeWindow(windowOrigin);
        windowOptions.push(options);
        windows.push(window);
        return window.api;
      },
    };
  }
}

function asUtility(child: ChildProcess): Utility {
  return {
    postMessage: (message: unknown) => void child.send(message as object),
    on: ((name: string, listener: () => void) => child.on(name, listener)) as never,
    once: ((name: string, listener: () => void) => child.once(name, listener)) as never,
    off: ((name: string, listener: () => void) => child.off(name, listener)) as never,
    kill: () => child.kill(),
  };
}
