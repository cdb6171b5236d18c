/** Small stand-ins for the parts of Electron that the host touches, held to its own typings. */
import { EventEmitter } from "node:events";
import type { IpcMain, IpcMainEvent, WebFrameMain } from "electron";
import type { Utility } from "../../src/adapters/electron/utility-spawner.ts";
import type { WindowContents } from "../../src/adapters/electron/window-wire.ts";

type Frame = Pick<WebFrameMain, "origin">;

export class FakeIpcMain {
  readonly #events = new EventEmitter();
  readonly api: Pick<IpcMain, "on" | "off"> = {
    on: (channel, listener) => {
      this.#events.on(channel, listener);
      return this.api as IpcMain;
    },
    off: (channel, listener) => {
      this.#events.off(channel, listener);
      return this.api as IpcMain;
    },
  };

  /** What the main process receives when a frame of some window sends. */
  deliver(channel: string, sender: FakeContents, frame: Frame | null, message: unknown): void {
    const event = { sender: sender.api, senderFrame: frame } as unknown as IpcMainEvent;
    this.#events.emit(channel, event, message);
  }
}

export class FakeContents {
  readonly sent: unknown[] = [];
  readonly mainFrame: Frame;
  readonly api: WindowContents;
  readonly #events = new EventEmitter();
  #destroyed = false;

  constructor(origin: string) {
    this.mainFrame = { origin };
    this.api = {
      mainFrame: this.mainFrame as WebFrameMain,
      send: (_channel, frame) => void this.sent.push(frame),
      isDestroyed: () => this.#destroyed,
      once: ((name: string, listener: () => void) => this.#events.once(name, listener)) as never,
      off: ((name: string, listener: () => void) => this.#events.off(name, listener)) as never,
    };
  }

  destroy(): void {
    this.#destroyed = true;
    this.#events.emit("destroyed");
  }
}

/** A utility process whose other end is in this process. */
export class FakeUtility {
  readonly received: unknown[] = [];
  readonly #events = new EventEmitter();
  readonly api: Utility = {
    postMessage: (message: unknown) => void this.received.push(message),
    on: ((name: string, listener: () => void) => this.#events.on(name, listener)) as never,
    once: ((name: string, listener: () => void) => this.#events.once(name, listener)) as never,
    off: ((name: string, listener: () => void) => this.#events.off(name, listener)) as never,
    kill: () => {
      queueMicrotask(() => this.exit());
      return true;
    },
  };

  say(message: unknown): void {
    this.#events.emit("message", message);
  }

  exit(): void {
    this.#events.emit("exit", 0);
  }
}
