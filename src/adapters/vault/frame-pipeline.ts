import type { FrameRecord } from "../../contract/frames.ts";
import type { KeptFrame } from "../../core/ports/session-vault.ts";
import type { FrameStore } from "./frame-store.ts";
import { type NewTile, type StoredPack, writePacks } from "./pack-writer.ts";
import type { SessionFiles } from "./session-files.ts";
import { SliceFile } from "./slice-file.ts";
import { tileBytes } from "./tile-atlas.ts";

/** A slice holds at most so much time, so that forgetting destroys whole slices. */
const sliceMs = 60_000;
const maxWaitingBytes = 96 * 1024 * 1024;

export interface FrameJob {
  /** `null` once the frame was forgotten; its tiles may still be needed by others. */
  record: FrameRecord | null;
  fresh: readonly NewTile[];
  packs: readonly StoredPack[];
}

interface Listener {
  /** A frame's pixels are on the disk and its rows may be committed. */
  stored(): void;
  failed(error: unknown): void;
}

/**
 * Turns frames into encrypted bytes on the disk, one after the other and off the caller's
 * turn. Tiles are copied out of the frame at once; what waits is bounded.
 */
export class FramePipeline {
  readonly #files: SessionFiles;
  readonly #frames: FrameStore;
  readonly #listener: Listener;
  readonly #known = new Map<string, number>();
  readonly #waiting = new Set<FrameJob>();
  #stored: FrameJob[] = [];
  #work: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  #lastTile: number;
  #lastPack: number;
  #slice: { readonly file: SliceFile; readonly from: number } | undefined;

  constructor(files: SessionFiles, frames: FrameStore, listener: Listener) {
    this.#files = files;
    this.#frames = frames;
    this.#listener = listener;
    this.#lastTile = frames.last("tiles");
    this.#lastPack = frames.last("packs");
  }

  /** `false` when too much waits already; then nothing of the frame is kept. */
  add({ frame, at, grid, tile }: KeptFrame): boolean {
    const places = [...grid.places].sort(([a], [b]) => a - b);
    const missing = new Set(places.map(([, key]) => key).filter((key) => !this.#known.has(key)));
    const bytes = missing.size * tileBytes;
    if (this.#waitingBytes + bytes > maxWaitingBytes) return false;
    const fresh = [...missing].map((key): NewTile => {
      const rgb = tile(key);
      if (rgb.length !== tileBytes)
        throw new TypeError("Cannot store frame: a tile has the wrong size");
      const number = ++this.#lastTile;
      this.#known.set(key, number);
      return { number, rgb: rgb.slice() };
    });
    const tiles = places.map(([place, key]): [number, number] => [
      place,
      this.#known.get(key) ?? 0,
    ]);
    const job: FrameJob = {
      record: { frame, at, display: grid.display, region: grid.region, tiles },
      fresh,
      packs: [],
    };
    this.#waiting.add(job);
    this.#waitingBytes += bytes;
    this.#then(async () => {
      try {
        await this.#store(job, at);
      } finally {
        this.#waiting.delete(job);
        this.#waitingBytes -= bytes;
      }
    });
    return true;
  }

  /** Frames whose rows may be committed now. */
  takeStored(): readonly FrameJob[] {
    const stored = this.#stored;
    this.#stored = [];
    return stored;
  }

  /** From now on nothing later than this moment is used again. */
  forget(after: number): void {
    const jobs = [...this.#waiting, ...this.#stored];
    for (const job of jobs) if (job.record !== null && job.record.at > after) job.record = null;
    const committed = this.#frames.times().filter(({ at }) => at <= after);
    const needed = new Set(this.#frames.tilesOf(committed.map(({ frame }) => frame)));
    for (const { record } of jobs) for (const [, tile] of record?.tiles ?? []) needed.add(tile);
    for (const job of this.#waiting)
      job.fresh = job.fresh.filter(({ number }) => needed.has(number));
    for (const [key, number] of this.#known) if (!needed.has(number)) this.#known.delete(key);
  }

  /** Runs after all frames so far and before all later ones, with no slice open. */
  afterFrames(task: () => Promise<void>): Promise<void> {
    const done = this.#work.then(async () => {
      await this.#endSlice();
      await task();
    });
    this.#work = done.catch(() => undefined);
    return done;
  }

  async idle(): Promise<void> {
    await this.#work;
  }

  async close(): Promise<void> {
    await this.#work;
    await this.#endSlice();
  }

  #then(task: () => Promise<void>): void {
    this.#work = this.#work.then(task).catch((error: unknown) => this.#listener.failed(error));
  }

  async #store(job: FrameJob, at: number): Promise<void> {
    if (job.fresh.length > 0) {
      const slice = await this.#sliceFor(at);
      job.packs = await writePacks(this.#files.session, slice, () => ++this.#lastPack, job.fresh);
      await slice.sync();
      job.fresh = [];
    }
    this.#stored.push(job);
    this.#listener.stored();
  }

  async #sliceFor(at: number): Promise<SliceFile> {
    if (this.#slice !== undefined && Math.abs(at - this.#slice.from) < sliceMs)
      return this.#slice.file;
    await this.#endSlice();
    const number = this.#files.nextSlice();
    const file = await SliceFile.create(this.#files.slicePath(number), number);
    this.#slice = { file, from: at };
    return file;
  }

  async #endSlice(): Promise<void> {
    await this.#slice?.file.close();
    this.#slice = undefined;
  }
}
