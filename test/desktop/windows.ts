import type { Rect, Size } from "../../src/contract/geometry.ts";
import type { XConnection } from "../../src/adapters/x11/connection.ts";

/** Managed windows of the desktop, oldest first. */
export async function managedWindows(connection: XConnection): Promise<readonly number[]> {
  const list = await connection.atom("_NET_CLIENT_LIST");
  const { data } = await connection.ask<{ data: Buffer }>((answer) =>
    connection.client.GetProperty(0, connection.root, list, 0, 0, 4096, answer),
  );
  return Array.from({ length: data.length / 4 }, (_, index) => data.readUInt32LE(index * 4));
}

export interface Wanted {
  readonly pid?: number;
  /** Instance or class of WM_CLASS. */
  readonly className?: string;
  readonly title?: string;
}

/** Waits for a managed, visible window; told by the server, without polling. */
export async function findWindow(connection: XConnection, wanted: Wanted): Promise<number> {
  const { client, root } = connection;
  const mask =
    (client.eventMask["PropertyChange"] ?? 0) | (client.eventMask["SubstructureNotify"] ?? 0);
  client.ChangeWindowAttributes(root, { eventMask: mask });
  const seen = new Set<number>();
  for (;;) {
    const { promise, resolve } = Promise.withResolvers<void>();
    const listener = (): void => resolve();
    client.on("event", listener);
    try {
      for (const window of await managedWindows(connection)) {
        // Titles and classes may be set after the window appeared.
        if (!seen.has(window)) client.ChangeWindowAttributes(window, { eventMask: mask });
        seen.add(window);
        if (await matches(connection, window, wanted)) return window;
      }
      await promise;
    } finally {
      client.removeListener("event", listener);
    }
  }
}

/** Gives a window the keyboard and raises it, as a task bar does. */
export async function focusWindow(connection: XConnection, window: number): Promise<void> {
  const active = await connection.atom("_NET_ACTIVE_WINDOW");
  // Source 2: a pager, which the window manager obeys. Without the moment the server may drop the
  // change of focus as older than the one before; its clock is this machine's monotonic one.
  const stamp = Number(BigInt.asUintN(32, process.hrtime.bigint() / 1_000_000n));
  connection.client.SendClientMessage(connection.root, window, active, 32, [2, stamp, 0]);
  await connection.sync();
}

export async function raiseWindow(connection: XConnection, window: number): Promise<void> {
  connection.client.RaiseWindow(window);
  await connection.sync();
}

export async function moveWindow(
  connection: XConnection,
  window: number,
  x: number,
  y: number,
  width?: number,
  height?: number,
): Promise<void> {
  if (width === undefined || height === undefined) connection.client.MoveWindow(window, x, y);
  else connection.client.MoveResizeWindow(window, x, y, width, height);
  await connection.sync();
}

async function matches(connection: XConnection, window: number, wanted: Wanted): Promise<boolean> {
  if (wanted.pid !== undefined) {
    const data = await property(connection, window, "_NET_WM_PID");
    if (data.length < 4 || data.readUInt32LE(0) !== wanted.pid) return false;
  }
  if (wanted.className !== undefined) {
    const data = await property(connection, window, "WM_CLASS");
    if (!data.toString("latin1").split("\0").includes(wanted.className)) return false;
  }
  if (wanted.title !== undefined) {
    const data = await property(connection, window, "_NET_WM_NAME");
    if (data.toString("utf8") !== wanted.title) return false;
  }
  return true;
}

async function property(connection: XConnection, window: number, name: string): Promise<Buffer> {
  const atom = await connection.atom(name);
  const answer = await connection.askIfThere<{ data: Buffer }>((reply) =>
    connection.client.GetProperty(0, window, atom, 0, 0, 1024, reply),
  );
  return answer?.data ?? Buffer.alloc(0);
}

/** A window's client area in display coordinates. */
export async function boundsOf(connection: XConnection, window: number): Promise<Rect> {
  const { client, root } = connection;
  const { width, height } = await connection.ask<Size>((answer) =>
    client.GetGeometry(window, answer),
  );
  const { destX, destY } = await connection.ask<{ destX: number; destY: number }>((answer) =>
    client.TranslateCoordinates(window, root, 0, 0, answer),
  );
  return { x: destX, y: destY, width, height };
}
