import type { SessionEvent } from "../../contract/events.ts";
import { type FrameRecord, tileColumns, tileSize } from "../../contract/frames.ts";
import type { Size } from "../../contract/geometry.ts";
import type { FrameId, SessionId } from "../../contract/ids.ts";
import type { ReviewEdit } from "../../contract/review.ts";
import type { DropCounts } from "../../contract/signals.ts";
import type { Picture, SessionReader } from "../../core/ports/session-vault.ts";
import type { MinuteDrops } from "../../core/review/released.ts";
import { EventStore } from "./event-store.ts";
import { FrameStore } from "./frame-store.ts";
import type { SessionFiles } from "./session-files.ts";
import { TileReader } from "./tile-reader.ts";

export class SqliteSessionReader implements SessionReader {
  readonly session: SessionId;
  readonly display: Size;
  readonly startedOn: string;
  readonly #files: SessionFiles;
  readonly #events: EventStore;
  readonly #frames: FrameStore;
  readonly #tiles: TileReader;
  readonly #closed: () => void;

  constructor(files: SessionFiles, display: Size, startedOn: string, closed: () => void) {
    this.session = files.session;
    this.display = display;
    this.startedOn = startedOn;
    this.#files = files;
    this.#closed = closed;
    this.#events = new EventStore(files);
    this.#frames = new FrameStore(files);
    this.#tiles = new TileReader(files, this.#frames);
  }

  events(after: number, limit: number): readonly SessionEvent[] {
    return this.#events.page(after, limit);
  }

  frames(): readonly FrameId[] {
    return this.#frames.times().map(({ frame }) => frame);
  }

  frameTimes(): readonly { readonly frame: FrameId; readonly at: number }[] {
    return this.#frames.times();
  }

  frameRecord(frame: FrameId): FrameRecord {
    return this.#frames.record(frame);
  }

  tiles(numbers: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
    return this.#tiles.read(numbers);
  }

  async picture(frame: FrameId): Promise<Picture> {
    const { display, tiles } = this.#frames.record(frame);
    const { width, height } = display;
    const pixels = await this.#tiles.read(tiles.map(([, tile]) => tile));
    const rgb = new Uint8Array(width * height * 3);
    const columns = tileColumns(display);
    for (const [place, tile] of tiles) {
      const source = pixels.get(tile);
      if (source === undefined) continue;
      const left = (place % columns) * tileSize;
      const top = Math.floor(place / columns) * tileSize;
      const visible = Math.min(tileSize, width - left) * 3;
      for (let y = 0; y < Math.min(tileSize, height - top); y++) {
        const start = y * tileSize * 3;
        rgb.set(source.subarray(start, start + visible), ((top + y) * width + left) * 3);
      }
    }
    return { width, height, rgb };
  }

  drops(): DropCounts {
    return this.#events.drops();
  }

  minuteDrops(): readonly MinuteDrops[] {
    return this.#events.minuteDrops();
  }

  edits(): readonly ReviewEdit[] {
    return this.#events.edits();
  }

  addEdit(edit: ReviewEdit): void {
    this.#events.addEdit(edit);
  }

  undoEdit(): boolean {
    return this.#events.undoEdit();
  }

  close(): void {
    this.#files.close();
    this.#closed();
  }
}
