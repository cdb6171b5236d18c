import type { Rect } from "../../src/contract/geometry.ts";
import { tileColumns, tileSize } from "../../src/contract/frames.ts";
import type { GrabResult } from "../../src/core/ports/pixel-source.ts";

/** Finds colours in pictures of one source, which delivers every tile once. */
export class ColourBoxes {
  readonly #tiles = new Map<string, Uint8Array>();

  /** The smallest rectangle around all pixels of this colour (0xRRGGBB); `undefined` if none. */
  find(grab: GrabResult, colour: number): Rect | undefined {
    if (grab.outcome !== "grabbed") throw new Error(`Cannot read the picture: ${grab.why}`);
    for (const [key, rgb] of grab.fresh) this.#tiles.set(key, rgb);
    const columns = tileColumns(grab.grid.display);
    const xs: number[] = [];
    const ys: number[] = [];
    for (const [place, key] of grab.grid.places) {
      const rgb = this.#tiles.get(key);
      if (rgb === undefined) throw new Error("Cannot read the picture: a tile is missing");
      for (let index = 0; index < tileSize * tileSize; index++) {
        const [r = 0, g = 0, b = 0] = rgb.subarray(index * 3, index * 3 + 3);
        if (((r << 16) | (g << 8) | b) !== colour) continue;
        xs.push((place % columns) * tileSize + (index % tileSize));
        ys.push(Math.floor(place / columns) * tileSize + Math.floor(index / tileSize));
      }
    }
    if (xs.length === 0) return undefined;
    const [x, y] = [xs, ys].map((all) => all.reduce((a, b) => Math.min(a, b))) as [number, number];
    const [right, bottom] = [xs, ys].map((all) => all.reduce((a, b) => Math.max(a, b))) as [
      number,
      number,
    ];
    return { x, y, width: right + 1 - x, height: bottom + 1 - y };
  }
}
