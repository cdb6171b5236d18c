/**
 * The screenshots of one session, put together again from their tiles.
 *
 * Pictures are the most dangerous part of a bundle, because a large library reads them.
 * Only simple lossless WebP of exactly the announced size is handed to it, every atlas is
 * decoded before the bundle is accepted, and any warning is a refusal (ENC-09).
 *
 * @module
 */
import sharp from "sharp";
import {
  type FrameRecord,
  tileColumns,
  tilesPerAtlas,
  tilesPerAtlasRow,
  tileSize,
} from "../../contract/frames.ts";
import { BundleRefused } from "./refusal.ts";

const atlasWidth = tilesPerAtlasRow * tileSize;
const mostKept = 16;

/** RGB, three bytes a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Buffer;
}

export const atlasName = (atlas: number) => `tiles/${String(atlas).padStart(6, "0")}.webp`;

export class Pictures {
  readonly #atlases: readonly Uint8Array[];
  readonly #kept = new Map<number, Buffer>();

  private constructor(atlases: readonly Uint8Array[]) {
    this.#atlases = atlases;
  }

  /** `files` are those of the bundle that follow the two lists, in order. */
  static async open(
    files: ReadonlyMap<string, Uint8Array>,
    frames: readonly FrameRecord[],
  ): Promise<Pictures> {
    let most = -1;
    for (const { tiles } of frames) for (const [, tile] of tiles) most = Math.max(most, tile);
    const count = Math.ceil((most + 1) / tilesPerAtlas);
    const atlases = [...files.values()];
    const announced = [...files.keys()].every((name, index) => name === atlasName(index));
    if (!announced || atlases.length !== count)
      throw new BundleRefused(
        "bad-picture",
        "its picture files are not those that its frames need",
      );
    const pictures = new Pictures(atlases);
    for (let atlas = 0; atlas < count; atlas++) {
      const tiles = Math.min(most + 1 - atlas * tilesPerAtlas, tilesPerAtlas);
      const pixels = await pictures.#atlas(atlas);
      const height = Math.ceil(tiles / tilesPerAtlasRow) * tileSize;
      if (pixels.length !== atlasWidth * height * 3)
        throw new BundleRefused("bad-picture", "a picture file in it has the wrong size");
    }
    return pictures;
  }

  /** The whole display, black where nothing was captured. */
  async compose({ display, tiles }: FrameRecord): Promise<Picture> {
    const { width, height } = display;
    const rgb = Buffer.alloc(width * height * 3);
    const columns = tileColumns(display);
    for (const [place, tile] of tiles) {
      const atlas = await this.#atlas(Math.floor(tile / tilesPerAtlas));
      const inAtlas = tile % tilesPerAtlas;
      const fromX = (inAtlas % tilesPerAtlasRow) * tileSize;
      const fromY = Math.floor(inAtlas / tilesPerAtlasRow) * tileSize;
      const toX = (place % columns) * tileSize;
      const toY = Math.floor(place / columns) * tileSize;
      const wide = Math.min(tileSize, width - toX) * 3;
      const high = Math.min(tileSize, height - toY);
      for (let row = 0; row < high; row++) {
        const from = ((fromY + row) * atlasWidth + fromX) * 3;
        atlas.copy(rgb, ((toY + row) * width + toX) * 3, from, from + wide);
      }
    }
    return { width, height, rgb };
  }

  async #atlas(index: number): Promise<Buffer> {
    const kept = this.#kept.get(index);
    if (kept !== undefined) return kept;
    const bytes = this.#atlases[index];
    if (bytes === undefined) throw new TypeError("Cannot decode: no such picture file");
    const pixels = await decode(bytes);
    this.#kept.set(index, pixels);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > mostKept && oldest.done !== true) this.#kept.delete(oldest.value);
    return pixels;
  }
}

/** A file of one chunk and no more: no metadata, animation or colour profile, no loss, no tail. */
function isSimpleLossless(bytes: Uint8Array): boolean {
  if (bytes.length < 20) return false;
  const header = Buffer.from(bytes.subarray(0, 20));
  const mark = (from: number) => header.toString("latin1", from, from + 4);
  const chunk = header.readUInt32LE(16);
  return (
    mark(0) === "RIFF" &&
    header.readUInt32LE(4) === bytes.length - 8 &&
    mark(8) === "WEBP" &&
    mark(12) === "VP8L" &&
    chunk + (chunk % 2) === bytes.length - 20
  );
}

async function decode(bytes: Uint8Array): Promise<Buffer> {
  const refuse = (fact: string, options?: ErrorOptions) =>
    new BundleRefused("bad-picture", fact, options);
  if (!isSimpleLossless(bytes)) throw refuse("a picture file in it is not lossless WebP");
  try {
    const { data, info } = await sharp(bytes, {
      limitInputPixels: atlasWidth * atlasWidth,
      failOn: "warning",
    })
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.width === atlasWidth && info.channels === 3) return data;
  } catch (cause) {
    throw refuse("a picture file in it cannot be decoded", { cause });
  }
  throw refuse("a picture file in it has the wrong form");
}
