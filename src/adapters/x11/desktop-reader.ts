import type { XAttributes, XGeometry, XProperty } from "x11";
import type { Rect, Size } from "../../contract/geometry.ts";
import type { AppIdentity } from "../../core/ports/window-tracker.ts";
import type { XConnection } from "./connection.ts";
import { appOf, type ProcessIdentity } from "./process-identity.ts";

const longestTitle = 500;
const viewable = 2;
const inputOnly = 2;

/** One window that can be seen, as the server describes it. */
export interface SeenWindow {
  readonly id: number;
  readonly app: AppIdentity | null;
  readonly bounds: Rect;
  readonly overrideRedirect: boolean;
  /** Known to the window manager. */
  readonly managed: boolean;
  /** What WM_TRANSIENT_FOR says. */
  readonly transientFor: number | null;
  readonly title: string | undefined;
}

export interface SeenDesktop {
  readonly display: Size;
  /** Lowest first. */
  readonly windows: readonly SeenWindow[];
  /** The number that the server gives for the keyboard's window; 0 none, 1 follows the pointer. */
  readonly rawFocus: number;
  /** Top-level window (of `windows`) that holds it. */
  readonly focus: number | null;
}

interface Atoms {
  readonly clientList: number;
  readonly title: number;
  readonly transientFor: number;
}

/** Reads the whole desktop. Requests that do not need one another are sent at once. */
export class DesktopReader {
  readonly #connection: XConnection;
  readonly #identity: ProcessIdentity;
  readonly #select: (window: number) => void;
  readonly #atoms: Atoms;
  /** Which child of the root holds a managed window. */
  readonly #frames = new Map<number, number>();

  private constructor(
    connection: XConnection,
    identity: ProcessIdentity,
    select: (window: number) => void,
    atoms: Atoms,
  ) {
    this.#connection = connection;
    this.#identity = identity;
    this.#select = select;
    this.#atoms = atoms;
  }

  /** `select` is called for each window before it is read, to be told when it changes. */
  static async open(
    connection: XConnection,
    identity: ProcessIdentity,
    select: (window: number) => void,
  ): Promise<DesktopReader> {
    const [clientList, title, transientFor] = await Promise.all([
      connection.atom("_NET_CLIENT_LIST"),
      connection.atom("_NET_WM_NAME"),
      connection.atom("WM_TRANSIENT_FOR"),
    ]);
    return new DesktopReader(connection, identity, select, { clientList, title, transientFor });
  }

  async read(): Promise<SeenDesktop> {
    const { client, root } = this.#connection;
    const [tree, managed, geometry] = await Promise.all([
      this.#tree(root),
      this.#managedWindows(),
      this.#connection.ask<XGeometry>((answer) => client.GetGeometry(root, answer)),
    ]);
    const children = tree?.children ?? [];
    const clientOf = await this.#clientsByFrame(managed, new Set(children));
    const read = await Promise.all(
      children.flatMap((child) => {
        const held = clientOf.get(child) ?? [];
        // A frame lies below what it holds, and is its window manager's.
        const frame = held.includes(child) ? [] : [this.#window(child, false)];
        return [...frame, ...held.map((window) => this.#window(window, true))];
      }),
    );
    const windows = read.filter((window) => window !== null);
    const known = new Set(windows.map((window) => window.id));
    const { rawFocus, focus } = await this.#focus(known);
    return {
      display: { width: geometry.width, height: geometry.height },
      windows,
      rawFocus,
      focus,
    };
  }

  forget(window: number): void {
    this.#frames.delete(window);
    this.#identity.forget(window);
  }

  async #window(id: number, managed: boolean): Promise<SeenWindow | null> {
    const { client, root } = this.#connection;
    this.#select(id);
    const there = this.#connection;
    const [attributes, geometry, origin, pid, title, transient] = await Promise.all([
      there.askIfThere<XAttributes>((answer) => client.GetWindowAttributes(id, answer)),
      there.askIfThere<XGeometry>((answer) => client.GetGeometry(id, answer)),
      there.askIfThere<{ destX: number; destY: number }>((answer) =>
        client.TranslateCoordinates(id, root, 0, 0, answer),
      ),
      this.#identity.pidOf(id),
      this.#property(id, this.#atoms.title, longestTitle),
      this.#property(id, this.#atoms.transientFor, 1),
    ]);
    if (attributes === undefined || geometry === undefined || origin === undefined) return null;
    if (attributes.mapState !== viewable || attributes.klass === inputOnly) return null;
    return {
      id,
      app: pid === null ? null : appOf(pid),
      bounds: {
        x: origin.destX,
        y: origin.destY,
        width: geometry.width,
        height: geometry.height,
      },
      overrideRedirect: attributes.overrideRedirect !== 0,
      managed,
      transientFor: transient.length >= 4 ? transient.readUInt32LE(0) : null,
      title: title.length === 0 ? undefined : plainTitle(title),
    };
  }

  async #focus(known: ReadonlySet<number>): Promise<{ rawFocus: number; focus: number | null }> {
    const { client, root } = this.#connection;
    const reply = await this.#connection.ask<{ focus: number }>((answer) =>
      client.GetInputFocus(answer),
    );
    let window = reply.focus;
    while (window > 1 && window !== root && !known.has(window)) {
      window = (await this.#tree(window))?.parent ?? 0;
    }
    return { rawFocus: reply.focus, focus: known.has(window) ? window : null };
  }

  async #clientsByFrame(
    managed: readonly number[],
    children: ReadonlySet<number>,
  ): Promise<ReadonlyMap<number, readonly number[]>> {
    const frames = await Promise.all(managed.map((window) => this.#frameOf(window, children)));
    const byFrame = new Map<number, number[]>();
    managed.forEach((window, index) => {
      const frame = frames[index];
      if (frame !== undefined) byFrame.set(frame, [...(byFrame.get(frame) ?? []), window]);
    });
    return byFrame;
  }

  async #frameOf(window: number, children: ReadonlySet<number>): Promise<number | undefined> {
    const known = this.#frames.get(window);
    if (known !== undefined && children.has(known)) return known;
    let current = window;
    while (current > 1 && !children.has(current)) {
      current = (await this.#tree(current))?.parent ?? 0;
    }
    if (current <= 1) return undefined;
    this.#frames.set(window, current);
    return current;
  }

  #tree(window: number): Promise<{ parent: number; children: readonly number[] } | undefined> {
    return this.#connection.askIfThere((answer) =>
      this.#connection.client.QueryTree(window, answer),
    );
  }

  async #managedWindows(): Promise<readonly number[]> {
    const data = await this.#property(this.#connection.root, this.#atoms.clientList, 4096);
    return Array.from({ length: data.length >> 2 }, (_, index) => data.readUInt32LE(index * 4));
  }

  async #property(window: number, atom: number, words: number): Promise<Buffer> {
    const property = await this.#connection.askIfThere<XProperty>((answer) =>
      this.#connection.client.GetProperty(0, window, atom, 0, 0, words, answer),
    );
    return property?.data ?? Buffer.alloc(0);
  }
}

/** At most 500 characters, without control characters. */
export function plainTitle(utf8: Buffer): string {
  const text = utf8.toString("utf8").replace(/\p{C}/gu, "");
  return Array.from(text).slice(0, longestTitle).join("");
}
