import { XConnection } from "../../src/adapters/x11/connection.ts";

export interface CanaryOptions {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB; magenta unless told. */
  readonly colour?: number;
  /** Unmanaged, like a menu or a notification. */
  readonly overrideRedirect?: boolean;
  readonly title?: string;
  /** What the window says its class is. */
  readonly className?: string;
  /** What the window says its process is. */
  readonly claimedPid?: number;
  readonly transientFor?: number;
}

export const magenta = 0xff00ff;
const askAgainMs = 1_000;

/** A window of one colour with a connection of its own, as an app in this process. */
export class CanaryWindow implements Disposable {
  readonly connection: XConnection;
  readonly id: number;

  private constructor(connection: XConnection, id: number) {
    this.connection = connection;
    this.id = id;
  }

  /** Resolves when the window can be seen. */
  static async open(display: string, options: CanaryOptions): Promise<CanaryWindow> {
    const connection = await XConnection.open(display);
    const { client, root } = connection;
    const id = client.AllocID();
    const { x, y, width, height } = options;
    const mask = client.eventMask;
    client.CreateWindow(id, root, x, y, width, height, 0, 0, 1, 0, {
      backgroundPixel: options.colour ?? magenta,
      overrideRedirect: options.overrideRedirect === true ? 1 : 0,
      eventMask:
        (mask["StructureNotify"] ?? 0) | (mask["KeyPress"] ?? 0) | (mask["FocusChange"] ?? 0),
    });
    const text = async (name: string, value: string): Promise<void> => {
      const type = name.startsWith("_NET") ? await connection.atom("UTF8_STRING") : 31;
      const atom = await connection.atom(name);
      client.ChangeProperty(0, id, atom, type, 8, Buffer.from(value));
    };
    await text("_NET_WM_NAME", options.title ?? "canary");
    await text("WM_CLASS", `${options.className ?? "canary"}\0${options.className ?? "Canary"}\0`);
    const number = async (name: string, type: number, values: number[]): Promise<void> =>
      client.ChangeProperty(0, id, await connection.atom(name), type, 32, values);
    await number("_NET_WM_PID", 6, [options.claimedPid ?? process.pid]);
    // The window manager keeps the place that the person asked for: USPosition | USSize.
    await number("WM_NORMAL_HINTS", 41, [3, x, y, width, height, ...Array<number>(13).fill(0)]);
    if (options.transientFor !== undefined) {
      await number("WM_TRANSIENT_FOR", 33, [options.transientFor]);
    }
    const window = new CanaryWindow(connection, id);
    const mapped = window.next((event) => event.name === "MapNotify" && event.wid === id);
    // A busy window manager can overlook the request; it is made again until it is granted.
    client.MapWindow(id);
    const again = setInterval(() => client.MapWindow(id), askAgainMs);
    await mapped.finally(() => clearInterval(again));
    await connection.sync();
    return window;
  }

  /** The next event of this window's own connection that fits. */
  next(fits: (event: CanaryEvent) => boolean): Promise<CanaryEvent> {
    return new Promise((resolve) => {
      const { client } = this.connection;
      const listener = (event: CanaryEvent): void => {
        if (!fits(event)) return;
        client.removeListener("event", listener);
        resolve(event);
      };
      client.on("event", listener);
    });
  }

  /** Paints the whole window in its colour again. */
  async repaint(colour?: number): Promise<void> {
    const { client } = this.connection;
    if (colour !== undefined) client.ChangeWindowAttributes(this.id, { backgroundPixel: colour });
    client.ClearArea(this.id, 0, 0, 0, 0, 0);
    await this.connection.sync();
  }

  async unmap(): Promise<void> {
    this.connection.client.UnmapWindow(this.id);
    await this.connection.sync();
  }

  async close(): Promise<void> {
    this.connection.client.DestroyWindow(this.id);
    await this.connection.sync();
  }

  [Symbol.dispose](): void {
    this.connection[Symbol.dispose]();
  }
}

interface CanaryEvent {
  readonly name?: string;
  readonly wid: number;
  readonly [field: string]: unknown;
}
