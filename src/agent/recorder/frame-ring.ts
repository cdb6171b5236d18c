/** The last few pictures of allowed windows, in memory only, as shared tiles. */
import type { GrabResult, TileGrid } from "../../core/ports/pixel-source.ts";

type Grabbed = Extract<GrabResult, { outcome: "grabbed" }>;

export interface HeldPicture {
  readonly ref: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly grid: TileGrid;
}

/** 12 KiB a tile: 96 MiB at most before the source is asked to deliver anew. */
const mostTiles = 8_192;

export class FrameRing {
  readonly #pictures = new Map<string, HeldPicture>();
  readonly #tiles = new Map<string, Uint8Array>();
  #next = 0;

  /** Keeps a picture; `undefined` when a tile is missing, which makes the picture unusable. */
  hold(grabbed: Grabbed): HeldPicture | undefined {
    for (const [key, rgb] of grabbed.fresh) this.#tiles.set(key, rgb);
    for (const key of grabbed.grid.places.values()) if (!this.#tiles.has(key)) return undefined;
    const { startedAt, endedAt, grid } = grabbed;
    const picture = { ref: `p${this.#next++}`, startedAt, endedAt, grid };
    this.#pictures.set(picture.ref, picture);
    return picture;
  }

  get(ref: string): HeldPicture | undefined {
    return this.#pictures.get(ref);
  }

  /** The bytes of this picture's tiles, safe to use after the picture was dropped. */
  tilesOf(picture: HeldPicture): ReadonlyMap<string, Uint8Array> {
    const tiles = new Map<string, Uint8Array>();
    for (const key of picture.grid.places.values()) {
      const rgb = this.#tiles.get(key);
      if (rgb !== undefined) tiles.set(key, rgb);
    }
    return tiles;
  }

  drop(refs: Iterable<string>): void {
    for (const ref of refs) this.#pictures.delete(ref);
  }

  /** Whether so many tiles are held that the source has to be reset and old tiles let go. */
  get full(): boolean {
    return this.#tiles.size > mostTiles;
  }

  /** Lets go of tiles that no held picture shows. Call together with the source's `reset`. */
  trim(): void {
    const used = new Set<string>();
    for (const { grid } of this.#pictures.values())
      for (const key of grid.places.values()) used.add(key);
    for (const key of this.#tiles.keys()) if (!used.has(key)) this.#tiles.delete(key);
  }

  clear(): void {
    this.#pictures.clear();
    this.#tiles.clear();
  }
}
