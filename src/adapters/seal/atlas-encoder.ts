import { createHash } from "node:crypto";
import sharp from "sharp";
import { tileSize, tilesPerAtlasRow } from "../../contract/frames.ts";

const maxKeptBytes = 64 * 1024 * 1024;
const tileRow = tileSize * 3;
const stride = tilesPerAtlasRow * tileRow;

/** Encodes atlases as lossless WebP, and keeps the latest results by their pixels. */
export class AtlasEncoder {
  readonly #kept = new Map<string, Uint8Array>();
  #keptBytes = 0;

  async encode(tiles: readonly Uint8Array[]): Promise<Uint8Array> {
    const height = Math.ceil(tiles.length / tilesPerAtlasRow) * tileSize;
    const rgb = Buffer.alloc(height * stride);
    tiles.forEach((tile, index) => {
      const left = (index % tilesPerAtlasRow) * tileRow;
      const top = Math.floor(index / tilesPerAtlasRow) * tileSize;
      for (let y = 0; y < tileSize; y++)
        rgb.set(tile.subarray(y * tileRow, (y + 1) * tileRow), (top + y) * stride + left);
    });
    const key = createHash("sha256").update(rgb).digest("base64");
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const raw = { width: tilesPerAtlasRow * tileSize, height, channels: 3 } as const;
    const webp = await sharp(rgb, { raw }).webp({ lossless: true, effort: 4 }).toBuffer();
    this.#keep(key, webp);
    return webp;
  }

  #keep(key: string, webp: Uint8Array): void {
    if (this.#kept.has(key)) return;
    this.#kept.set(key, webp);
    this.#keptBytes += webp.length;
    for (const [oldest, { length }] of this.#kept) {
      if (this.#keptBytes <= maxKeptBytes) return;
      this.#kept.delete(oldest);
      this.#keptBytes -= length;
    }
  }
}
