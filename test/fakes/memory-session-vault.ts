import type { SessionEvent } from "../../src/contract/events.ts";
import type { SessionId } from "../../src/contract/ids.ts";
import type { DropReason } from "../../src/contract/signals.ts";
import { assertPermitted, type Permitted } from "../../src/core/gate/permitted.ts";
import type { KeptFrame, SessionVault } from "../../src/core/ports/session-vault.ts";
import { partBefore } from "../../src/core/review/part-before.ts";

/** Keeps a session in memory, as rows and tiles that a test can look at. */
export class MemorySessionVault implements SessionVault {
  readonly session: SessionId;
  readonly #queue: SessionEvent[] = [];
  events: readonly SessionEvent[] = [];
  frames: readonly Pick<KeptFrame, "frame" | "at" | "grid">[] = [];
  readonly tiles = new Map<string, Uint8Array>();
  #counted: { readonly minute: number; readonly reason: DropReason; readonly count: number }[] = [];
  closed = false;

  constructor(session: SessionId) {
    this.session = session;
  }

  append(events: readonly Permitted<SessionEvent>[]): void {
    this.#assertOpen();
    for (const event of events) {
      assertPermitted(event);
      this.#queue.push(event.value);
    }
  }

  keepFrame(frame: Permitted<KeptFrame>): void {
    this.#assertOpen();
    assertPermitted(frame);
    const { frame: id, at, grid, tile } = frame.value;
    for (const key of new Set(grid.places.values()))
      if (!this.tiles.has(key)) this.tiles.set(key, tile(key).slice());
    this.frames = [...this.frames, { frame: id, at, grid }];
  }

  count(drops: ReadonlyMap<DropReason, number>, at: number): void {
    for (const [reason, count] of drops)
      this.#counted.push({ minute: Math.floor(at / 60_000), reason, count });
  }

  get drops(): ReadonlyMap<DropReason, number> {
    const sums = new Map<DropReason, number>();
    for (const { reason, count } of this.#counted)
      sums.set(reason, (sums.get(reason) ?? 0) + count);
    return sums;
  }

  async flush(): Promise<void> {
    this.#assertOpen();
    this.events = [...this.events, ...this.#queue.splice(0)];
  }

  async forget(after: number): Promise<void> {
    this.events = [...this.events, ...this.#queue.splice(0)];
    this.frames = this.frames.filter(({ at }) => at <= after);
    this.#counted = this.#counted.filter(({ minute }) => (minute + 1) * 60_000 <= after);
    const known = new Set(this.frames.map(({ frame }) => frame));
    this.events = this.events
      .flatMap((event) => partBefore(event, after) ?? [])
      .filter((event) => event.kind !== "frame-taken" || known.has(event.frame));
    const used = new Set(this.frames.flatMap(({ grid }) => [...grid.places.values()]));
    for (const key of this.tiles.keys()) if (!used.has(key)) this.tiles.delete(key);
  }

  async close(): Promise<void> {
    if (!this.closed) await this.flush();
    this.closed = true;
  }

  #assertOpen(): void {
    if (this.closed) throw new TypeError("Cannot store: the session is closed");
  }
}
