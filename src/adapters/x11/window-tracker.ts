import { isDeepStrictEqual } from "node:util";
import type { XEvent } from "x11";
import { SourceUnavailable } from "../../core/ports/input-source.ts";
import type { Health, Mono, Observation } from "../../core/ports/observation.ts";
import type { WindowTracker, WindowWorld } from "../../core/ports/window-tracker.ts";
import { DisplayLost, XConnection } from "./connection.ts";
import { DesktopReader, type SeenDesktop } from "./desktop-reader.ts";
import { monotonicNow } from "./monotonic.ts";
import { ProcessIdentity } from "./process-identity.ts";
import { ServerTime } from "./server-time.ts";
import { worldOf } from "./window-world.ts";

/** Also how often the server has something to send, which frees the input it holds back. */
const pollEvery = 30;
const retryAfter = 4;

const structural: ReadonlySet<string> = new Set(
  "Create Destroy Map Unmap Configure Reparent Circulate Gravity"
    .split(" ")
    .map((change) => `${change}Notify`),
);
const grabMode = { normal: 0, grab: 1, ungrab: 2, whileGrabbed: 3 } as const;

type Sink = (observation: Observation<WindowWorld>) => void;

/**
 * Follows windows and focus by the server's own events. The X protocol sends events before the
 * answers to later requests; so when a question comes back without an event before it, nothing
 * had changed when it was sent.
 *
 * Moments are lowered by the margin of {@link ServerTime}: an input's stamp may be that much
 * earlier than the input, and must not fall into a time that is already confirmed.
 */
export class X11WindowTracker implements WindowTracker {
  readonly #display: string;
  #health: Health = { ok: false, reasons: ["Window tracking has not started."] };

  constructor(display: string) {
    this.#display = display;
  }

  async start(sink: Sink): Promise<AsyncDisposable> {
    let connection: XConnection;
    try {
      connection = await XConnection.open(this.#display);
    } catch (cause) {
      throw new SourceUnavailable(
        "Cannot follow windows: the display cannot be reached. Start Assent in an X11 session",
        { cause },
      );
    }
    const tracking = await Tracking.begin(connection, sink, (health) => (this.#health = health));
    return {
      [Symbol.asyncDispose]: async () => {
        await tracking.end();
        this.#health = { ok: false, reasons: ["Window tracking has ended."] };
      },
    };
  }

  health(): Health {
    return this.#health;
  }
}

class Tracking {
  readonly #connection: XConnection;
  readonly #sink: Sink;
  readonly #report: (health: Health) => void;
  readonly #selected = new Set<number>();
  readonly #watchedProperties = new Set<number>();
  #reader!: DesktopReader;
  #margin = 0;
  #confirmed: Mono = 0;
  #last: WindowWorld | null = null;
  #seen: SeenDesktop | null = null;
  #grabbed = false;
  #changes = 0;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #busy = false;
  #ended = false;

  private constructor(connection: XConnection, sink: Sink, report: (health: Health) => void) {
    this.#connection = connection;
    this.#sink = sink;
    this.#report = report;
  }

  static async begin(
    connection: XConnection,
    sink: Sink,
    report: (health: Health) => void,
  ): Promise<Tracking> {
    const tracking = new Tracking(connection, sink, report);
    await tracking.#begin();
    return tracking;
  }

  async #begin(): Promise<void> {
    const connection = this.#connection;
    const { client, root } = connection;
    connection.onLost(() => this.#lost());
    this.#margin = (await ServerTime.calibrate(connection)).margin;
    for (const name of ["_NET_CLIENT_LIST", "_NET_CLIENT_LIST_STACKING", "_NET_ACTIVE_WINDOW"]) {
      this.#watchedProperties.add(await connection.atom(name));
    }
    this.#watchedProperties.add(await connection.atom("_NET_WM_NAME"));
    this.#watchedProperties.add(await connection.atom("WM_TRANSIENT_FOR"));
    const identity = await ProcessIdentity.open(connection);
    this.#report(
      identity.canVerify
        ? { ok: true, reasons: [] }
        : { ok: false, reasons: ["The X server cannot tell which process owns a window."] },
    );
    this.#grabbed = await alreadyGrabbed(connection);
    this.#confirmed = monotonicNow() - this.#margin;
    connection.onEvent((event) => this.#onEvent(event));
    const mask = client.eventMask;
    client.ChangeWindowAttributes(root, {
      eventMask:
        (mask["SubstructureNotify"] ?? 0) |
        (mask["PropertyChange"] ?? 0) |
        (mask["FocusChange"] ?? 0) |
        (mask["StructureNotify"] ?? 0),
    });
    this.#reader = await DesktopReader.open(connection, identity, (window) => this.#select(window));
    this.#changes++;
    await this.#turn();
  }

  async end(): Promise<void> {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#connection[Symbol.dispose]();
    await this.#running;
  }

  #turn(): Promise<void> {
    if (this.#busy || this.#ended) return this.#running;
    this.#busy = true;
    clearTimeout(this.#timer);
    this.#running = this.#observe()
      .catch((error: unknown) => {
        if (!(error instanceof DisplayLost)) throw error;
        return pollEvery;
      })
      .then((wait) => {
        this.#busy = false;
        if (!this.#ended) this.#timer = setTimeout(() => void this.#turn(), wait);
      });
    return this.#running;
  }

  /** Asks once; returns when to ask again. */
  async #observe(): Promise<number> {
    const changes = this.#changes;
    const sent = monotonicNow() - this.#margin;
    if (changes === 0 && this.#seen !== null) {
      const { focus } = await this.#connection.ask<{ focus: number }>((answer) =>
        this.#connection.client.GetInputFocus(answer),
      );
      if (focus !== this.#seen.rawFocus) this.#changes++;
      if (this.#changes !== 0) return 0;
      this.#confirm(sent);
      return pollEvery;
    }
    const desktop = await this.#reader.read();
    // Something changed while it was read: what was read may be half old, half new.
    if (this.#changes !== changes) return retryAfter;
    this.#changes = 0;
    this.#seen = desktop;
    const world = worldOf(desktop, this.#grabbed);
    if (!isDeepStrictEqual(world, this.#last)) this.#tell(world, monotonicNow());
    this.#confirm(sent);
    return pollEvery;
  }

  #tell(value: WindowWorld, latest: Mono): void {
    if (this.#ended) return;
    this.#last = value;
    this.#sink({ kind: "changed", value, earliest: this.#confirmed, latest });
  }

  #confirm(upTo: Mono): void {
    if (this.#ended || upTo <= this.#confirmed) return;
    this.#confirmed = upTo;
    this.#sink({ kind: "confirmed", upTo });
  }

  #select(window: number): void {
    if (this.#selected.has(window)) return;
    this.#selected.add(window);
    const { client } = this.#connection;
    const mask = client.eventMask;
    client.ChangeWindowAttributes(window, {
      eventMask:
        (mask["PropertyChange"] ?? 0) | (mask["FocusChange"] ?? 0) | (mask["StructureNotify"] ?? 0),
    });
  }

  #onEvent(event: XEvent): void {
    if (this.#ended) return;
    if (event.name === "FocusIn" || event.name === "FocusOut") this.#onFocus(event);
    else if (event.name === "PropertyNotify") {
      if (!this.#watchedProperties.has(Number(event["atom"]))) return;
    } else if (!structural.has(event.name ?? "")) return;
    if (event.name === "DestroyNotify") {
      this.#selected.delete(event.wid);
      this.#reader?.forget(event.wid);
    }
    this.#changes++;
    void this.#turn();
  }

  /** Between a focus event and the next reading nobody is known to have the keyboard. */
  #onFocus(event: XEvent): void {
    const mode = Number(event["mode"]);
    const entering = event.name === "FocusIn";
    if (mode === grabMode.grab || mode === grabMode.whileGrabbed) this.#grabbed = true;
    else if (mode === grabMode.ungrab || entering) this.#grabbed = false;
    const last = this.#last;
    if (last === null) return;
    const moved = mode === grabMode.normal || mode === grabMode.whileGrabbed;
    const focus = moved ? null : last.focus;
    if (focus === last.focus && this.#grabbed === last.keyboardGrabbed) return;
    this.#tell({ ...last, focus, keyboardGrabbed: this.#grabbed }, monotonicNow());
  }

  #lost(): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#report({ ok: false, reasons: ["The display was lost."] });
    this.#sink({ kind: "lost", from: this.#confirmed });
  }
}

/** Whether some client held the keyboard before anything could be observed. */
async function alreadyGrabbed(connection: XConnection): Promise<boolean> {
  const { client, root } = connection;
  const asynchronous = 1;
  const status = await connection.ask<number>((answer) =>
    client.GrabKeyboard(root, true, 0, asynchronous, asynchronous, answer),
  );
  if (status === 0) client.UngrabKeyboard(0);
  return status !== 0;
}
