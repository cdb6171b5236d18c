import type { FrameStore, PackRow } from "./frame-store.ts";
import type { SessionFiles } from "./session-files.ts";
import { decodeAtlas } from "./tile-atlas.ts";

const cacheBytes = 32 * 1024 * 1024;

interface TileRow {
  readonly tile: number;
  readonly position: number;
  readonly number: number;
  readonly slice: number;
  readonly start: number;
  readonly bytes: number;
}

/** Reads tiles, and keeps the packs that were used last decoded. */
export class TileReader {
  readonly #files: SessionFiles;
  readonly #frames: FrameStore;
  readonly #cache = new Map<number, Awaited<ReturnType<typeof decodeAtlas>>>();
  #cached = 0;

  constructor(files: SessionFiles, frames: FrameStore) {
    this.#files = files;
    this.#frames = frames;
  }

  async read(numbers: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>> {
    const find = this.#files.db.prepare<[number], TileRow>(
      `SELECT tiles.number AS tile, position, packs.number AS number, slice, start, bytes
       FROM tiles JOIN packs ON packs.number = tiles.pack WHERE tiles.number = ?`,
    );
    const rows = [...new Set(numbers)].map((number) => {
      const row = find.get(number);
      if (row === undefined) throw new TypeError("Cannot read frame: a tile is missing");
      return row;
    });
    const tiles = new Map<number, Uint8Array>();
    for (const [, group] of Map.groupBy(rows, ({ number }) => number)) {
      const [first] = group;
      if (first === undefined) continue;
      const atlas = await this.#atlas(first);
      for (const { tile, position } of group) tiles.set(tile, atlas.tile(position));
    }
    return tiles;
  }

  async #atlas(pack: PackRow): ReturnType<typeof decodeAtlas> {
    const known = this.#cache.get(pack.number);
    if (known !== undefined) {
      this.#cache.delete(pack.number);
      this.#cache.set(pack.number, known);
      return known;
    }
    const atlas = await decodeAtlas(this.#frames.readPack(pack));
    if (!this.#cache.has(pack.number)) this.#cached += atlas.bytes;
    this.#cache.set(pack.number, atlas);
    for (const [number, { bytes }] of this.#cache) {
      if (this.#cached <= cacheBytes || number === pack.number) break;
      this.#cache.delete(number);
      this.#cached -= bytes;
    }
    return atlas;
  }
}
