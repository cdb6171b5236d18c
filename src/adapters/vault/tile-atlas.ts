import sharp from "sharp";
import { tileSize, tilesPerAtlasRow } from "../../contract/frames.ts";

export const tileBytes = tileSize * tileSize * 3;
const tileRowBytes = tileSize * 3;

/** One picture at a time, and nothing of it kept: the rest of the machine is the person's. */
export function calmSharp(): void {
  sharp.concurrency(1);
  sharp.cache(false);
}

/** Lossless WebP of these tiles, 16 a row. Quick rather than small: it runs while recording. */
export async function encodeAtlas(tiles: readonly Uint8Array[]): Promise<Buffer> {
  const columns = Math.min(tiles.length, tilesPerAtlasRow);
  const rows = Math.ceil(tiles.length / tilesPerAtlasRow);
  const stride = columns * tileRowBytes;
  const rgb = Buffer.alloc(rows * tileSize * stride);
  tiles.forEach((tile, index) => {
    const left = (index % tilesPerAtlasRow) * tileRowBytes;
    const top = Math.floor(index / tilesPerAtlasRow) * tileSize;
    for (let y = 0; y < tileSize; y++)
      rgb.set(tile.subarray(y * tileRowBytes, (y + 1) * tileRowBytes), (top + y) * stride + left);
  });
  const raw = { width: columns * tileSize, height: rows * tileSize, channels: 3 } as const;
  return sharp(rgb, { raw }).webp({ lossless: true, effort: 0 }).toBuffer();
}

/** Takes single tiles out of an atlas. */
export async function decodeAtlas(
  webp: Uint8Array,
): Promise<{ readonly bytes: number; readonly tile: (position: number) => Uint8Array }> {
  const { data, info } = await sharp(webp)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const stride = info.width * 3;
  return {
    bytes: data.length,
    tile(position) {
      const left = (position % tilesPerAtlasRow) * tileRowBytes;
      const top = Math.floor(position / tilesPerAtlasRow) * tileSize;
      const tile = new Uint8Array(tileBytes);
      for (let y = 0; y < tileSize; y++) {
        const start = (top + y) * stride + left;
        tile.set(data.subarray(start, start + tileRowBytes), y * tileRowBytes);
      }
      return tile;
    },
  };
}
