import type { FrameStore } from "./frame-store.ts";
import { tilesPerPack } from "./frame-store.ts";
import { sealPack, type SliceFile } from "./slice-file.ts";
import { encodeAtlas } from "./tile-atlas.ts";

export interface NewTile {
  readonly number: number;
  readonly rgb: Uint8Array;
}

/** Rows that may be committed, because the bytes they name are on the disk. */
export interface StoredPack {
  readonly slice: number;
  readonly sliceKey: Uint8Array;
  readonly number: number;
  readonly start: number;
  readonly bytes: number;
  /** Numbers of the tiles, by their position. */
  readonly tiles: readonly number[];
}

/** Encodes, encrypts and appends tiles. The caller syncs the slice. */
export async function writePacks(
  session: string,
  slice: SliceFile,
  nextPack: () => number,
  tiles: readonly NewTile[],
): Promise<readonly StoredPack[]> {
  const stored: StoredPack[] = [];
  for (let first = 0; first < tiles.length; first += tilesPerPack) {
    const part = tiles.slice(first, first + tilesPerPack);
    const webp = await encodeAtlas(part.map(({ rgb }) => rgb));
    stored.push(
      await writeSealed(
        session,
        slice,
        nextPack(),
        webp,
        part.map(({ number }) => number),
      ),
    );
  }
  return stored;
}

/** Encrypts and appends a pack that is encoded already. */
export async function writeSealed(
  session: string,
  slice: SliceFile,
  number: number,
  webp: Uint8Array,
  tiles: StoredPack["tiles"],
): Promise<StoredPack> {
  const sealed = sealPack(webp, slice.key, { session, slice: slice.number, pack: number });
  const start = await slice.append(sealed);
  return {
    slice: slice.number,
    sliceKey: slice.key,
    number,
    start,
    bytes: sealed.length,
    tiles,
  };
}

export function putPacks(frames: FrameStore, packs: readonly StoredPack[]): void {
  for (const pack of packs) {
    frames.putSlice(pack.slice, pack.sliceKey);
    frames.putPack(pack);
    pack.tiles.forEach((tile, position) => frames.putTile(tile, pack.number, position));
  }
}
