import { tilesPerAtlasRow } from "../../contract/frames.ts";
import { readSync, openSync, closeSync } from "node:fs";
import type { FrameRecord } from "../../contract/frames.ts";
import type { FrameId } from "../../contract/ids.ts";
import { decodePlaces, encodePlaces } from "./places.ts";
import type { Row } from "./rows.ts";
import type { SessionFiles } from "./session-files.ts";
import { openPack } from "./slice-file.ts";

/** So many tiles fit into one WebP picture with room to spare (16 a row, 8192 pixels high). */
export const tilesPerPack = tilesPerAtlasRow * 128;

export interface PackRow {
  readonly number: number;
  readonly slice: number;
  readonly start: number;
  readonly bytes: number;
}

export function numberOf(frame: FrameId): number {
  return Number(frame.slice(1));
}

export function idOf(number: number): FrameId {
  return `f${number}` as FrameId;
}

/** The frame, tile, pack and slice rows of one session. */
export class FrameStore {
  readonly #files: SessionFiles;

  constructor(files: SessionFiles) {
    this.#files = files;
  }

  times(): readonly { readonly frame: FrameId; readonly at: number }[] {
    const rows = this.#files.db.prepare<[], { number: number; at: number }>(
      "SELECT number, at FROM frames ORDER BY number",
    );
    return rows.all().map(({ number, at }) => ({ frame: idOf(number), at }));
  }

  record(frame: FrameId): FrameRecord {
    const row = this.#files.db
      .prepare<[number], Row>("SELECT * FROM frames WHERE number = ?")
      .get(numberOf(frame));
    if (row === undefined) throw new TypeError("Cannot read frame: the session has none such");
    return {
      frame,
      at: row["at"] as number,
      display: { width: row["width"] as number, height: row["height"] as number },
      region: {
        x: row["x"] as number,
        y: row["y"] as number,
        width: row["region_width"] as number,
        height: row["region_height"] as number,
      },
      tiles: decodePlaces(row["places"] as Buffer),
    };
  }

  put({ frame, at, display, region, tiles }: FrameRecord): void {
    this.#files.db
      .prepare("INSERT OR REPLACE INTO frames VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .run(
        numberOf(frame),
        at,
        display.width,
        display.height,
        region.x,
        region.y,
        region.width,
        region.height,
        encodePlaces(tiles),
      );
  }

  /** Numbers of the tiles that any of these frames shows. */
  tilesOf(frames: readonly FrameId[]): ReadonlySet<number> {
    const places = this.#files.db
      .prepare<[number], Buffer>("SELECT places FROM frames WHERE number = ?")
      .pluck();
    const used = new Set<number>();
    for (const frame of frames) {
      const bytes = places.get(numberOf(frame));
      if (bytes !== undefined) for (const [, tile] of decodePlaces(bytes)) used.add(tile);
    }
    return used;
  }

  putSlice(slice: number, key: Uint8Array): void {
    this.#files.db.prepare("INSERT OR IGNORE INTO slices VALUES (?, ?)").run(slice, key);
  }

  putPack(pack: PackRow): void {
    this.#files.db
      .prepare("INSERT OR REPLACE INTO packs VALUES (?, ?, ?, ?)")
      .run(pack.number, pack.slice, pack.start, pack.bytes);
  }

  putTile(tile: number, pack: number, position: number): void {
    this.#files.db
      .prepare("INSERT OR REPLACE INTO tiles VALUES (?, ?, ?)")
      .run(tile, pack, position);
  }

  packs(): readonly PackRow[] {
    return this.#files.db.prepare<[], PackRow>("SELECT * FROM packs ORDER BY number").all();
  }

  /** Highest number in use in one of the tables; 0 when it is empty. */
  last(table: "tiles" | "packs"): number {
    const sql = `SELECT coalesce(max(number), 0) FROM ${table}`;
    return this.#files.db.prepare<[], number>(sql).pluck().get() ?? 0;
  }

  sliceKey(slice: number): Buffer {
    const key = this.#files.db
      .prepare<[number], Buffer>("SELECT key FROM slices WHERE number = ?")
      .pluck()
      .get(slice);
    if (key === undefined) throw new TypeError("Cannot read frame: its key is gone");
    return key;
  }

  /** The WebP bytes of a pack. */
  readPack({ number, slice, start, bytes }: PackRow): Buffer {
    const sealed = Buffer.alloc(bytes);
    const file = openSync(this.#files.slicePath(slice), "r");
    try {
      readSync(file, sealed, 0, bytes, start);
    } finally {
      closeSync(file);
    }
    const place = { session: this.#files.session, slice, pack: number };
    return openPack(sealed, this.sliceKey(slice), place);
  }
}
