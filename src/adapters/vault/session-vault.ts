import type { SessionEvent } from "../../contract/events.ts";
import type { SessionId } from "../../contract/ids.ts";
import type { DropReason } from "../../contract/signals.ts";
import { assertPermitted, type Permitted } from "../../core/gate/permitted.ts";
import { type KeptFrame, type SessionVault, StoreFull } from "../../core/ports/session-vault.ts";
import { partBefore } from "../../core/review/part-before.ts";
import { EventStore } from "./event-store.ts";
import { forgetAfter } from "./forget.ts";
import { type FrameJob, FramePipeline } from "./frame-pipeline.ts";
import { FrameStore } from "./frame-store.ts";
import { putPacks } from "./pack-writer.ts";
import type { SessionFiles } from "./session-files.ts";
import { asStoreFull } from "./store-full.ts";

const commitEveryMs = 50;
const eventsPerCommit = 10_000;

export class SqliteSessionVault implements SessionVault {
  readonly session: SessionId;
  readonly #files: SessionFiles;
  readonly #events: EventStore;
  readonly #frames: FrameStore;
  readonly #pipeline: FramePipeline;
  readonly #closed: () => void;
  #queue: SessionEvent[] = [];
  #drops = new Map<number, Map<DropReason, number>>();
  #timer: NodeJS.Timeout | undefined;
  #forgetting: Promise<void> = Promise.resolve();
  #held = 0;
  #failure: unknown;
  #open = true;

  /** `closed` closes the files. */
  constructor(files: SessionFiles, closed: () => void) {
    this.session = files.session;
    this.#files = files;
    this.#closed = closed;
    this.#events = new EventStore(files);
    this.#frames = new FrameStore(files);
    this.#pipeline = new FramePipeline(files, this.#frames, {
      stored: () => this.#arm(),
      failed: (error) => this.#fail(error),
    });
  }

  append(events: readonly Permitted<SessionEvent>[]): void {
    this.#assertWorking();
    for (const event of events) {
      assertPermitted(event);
      this.#queue.push(event.value);
    }
    if (this.#queue.length >= eventsPerCommit && this.#held === 0) this.#commit();
    else this.#arm();
    this.#assertWorking();
  }

  keepFrame(frame: Permitted<KeptFrame>): void {
    assertPermitted(frame);
    this.#assertWorking();
    if (!this.#pipeline.add(frame.value))
      this.count(new Map([["queue-overflow", 1]]), frame.value.at);
  }

  count(drops: ReadonlyMap<DropReason, number>, at: number): void {
    if (drops.size === 0) return;
    const minute = Math.floor(Math.max(0, at) / 60_000);
    const counts = this.#drops.get(minute) ?? new Map<DropReason, number>();
    this.#drops.set(minute, counts);
    for (const [reason, count] of drops) counts.set(reason, (counts.get(reason) ?? 0) + count);
    this.#arm();
  }

  async flush(): Promise<void> {
    await this.#pipeline.idle();
    await this.#forgetting;
    this.#commit();
    this.#assertWorking();
  }

  /** Also after a failed write: what was committed before can still be forgotten. */
  forget(after: number): Promise<void> {
    this.#assertOpen();
    this.#queue = this.#queue.flatMap((event) => partBefore(event, after) ?? []);
    this.#commit();
    this.#pipeline.forget(after);
    this.#held++;
    const done = this.#pipeline.afterFrames(async () => {
      try {
        const frames = this.#pipeline.takeStored();
        if (this.#failure === undefined) this.#write([], frames);
        const { keptTheRest } = await forgetAfter(this.#files, this.#frames, after);
        if (!keptTheRest) this.#fail(new StoreFull());
      } finally {
        this.#held--;
        this.#arm();
      }
    });
    this.#forgetting = done.catch((error: unknown) => this.#fail(error));
    return done.catch((error: unknown) => {
      throw asStoreFull(error);
    });
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    try {
      await this.#pipeline.idle();
      await this.#forgetting;
      this.#commit();
    } finally {
      clearTimeout(this.#timer);
      await this.#pipeline.close();
      this.#closed();
    }
  }

  #arm(): void {
    if (this.#timer !== undefined || this.#held > 0 || this.#failure !== undefined) return;
    this.#timer = setTimeout(() => this.#commit(), commitEveryMs);
  }

  #commit(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#held > 0 || this.#failure !== undefined) return;
    const events = this.#queue;
    this.#queue = [];
    try {
      this.#write(events, this.#pipeline.takeStored());
    } catch (error) {
      this.#fail(error);
    }
  }

  #write(events: readonly SessionEvent[], frames: readonly FrameJob[]): void {
    const drops = this.#drops;
    if (events.length === 0 && frames.length === 0 && drops.size === 0) return;
    this.#drops = new Map();
    this.#files.db.transaction(() => {
      this.#events.put(events);
      for (const { packs, record } of frames) {
        putPacks(this.#frames, packs);
        if (record !== null) this.#frames.put(record);
      }
      this.#events.count(drops);
    })();
  }

  #fail(error: unknown): void {
    this.#failure ??= asStoreFull(error);
    this.#queue = [];
  }

  #assertOpen(): void {
    if (!this.#open) throw new TypeError("Cannot store: the session is closed");
  }

  #assertWorking(): void {
    this.#assertOpen();
    if (this.#failure instanceof StoreFull) throw new StoreFull({ cause: this.#failure });
    if (this.#failure !== undefined)
      throw new Error("Cannot store more of this session: a write failed", {
        cause: this.#failure,
      });
  }
}
