import { rm } from "node:fs/promises";
import type { FrameStore, PackRow } from "./frame-store.ts";
import { putPacks, type StoredPack, writePacks, writeSealed } from "./pack-writer.ts";
import type { SessionFiles } from "./session-files.ts";
import { SliceFile } from "./slice-file.ts";
import { decodeAtlas } from "./tile-atlas.ts";

interface TileRow {
  readonly number: number;
  readonly key: string | null;
  readonly pack: number;
  readonly position: number;
}

/** What is to be committed so that only the needed tiles are left. */
export interface SliceRewrite {
  /** Inside the caller's transaction. */
  commit(): void;
  /** After it: removes the files whose keys are gone. */
  removeFiles(): Promise<void>;
}

/**
 * Writes what is still needed of every slice that also holds something else into one new
 * slice under a new key. Slices of which all is needed stay as they are.
 */
export async function rewriteSlices(
  files: SessionFiles,
  frames: FrameStore,
  needed: ReadonlySet<number>,
): Promise<SliceRewrite> {
  const tiles = files.db.prepare<[], TileRow>("SELECT * FROM tiles ORDER BY pack, position").all();
  const byPack = Map.groupBy(tiles, ({ pack }) => pack);
  const packs = frames.packs();
  const sliceNumbers = files.db.prepare<[], number>("SELECT number FROM slices").pluck().all();
  const whole = ({ number }: PackRow) =>
    (byPack.get(number) ?? []).every((tile) => needed.has(tile.number));
  const bySlice = Map.groupBy(packs, ({ slice }) => slice);
  const affected = new Set(
    sliceNumbers.filter((slice) => {
      const own = bySlice.get(slice) ?? [];
      return own.length === 0 || !own.every(whole);
    }),
  );

  const moving = packs.filter(
    ({ slice, number }) =>
      affected.has(slice) && (byPack.get(number) ?? []).some((tile) => needed.has(tile.number)),
  );
  let stored: readonly StoredPack[] = [];
  if (moving.length > 0) {
    const target = files.nextSlice();
    const file = await SliceFile.create(files.slicePath(target), target);
    try {
      stored = await move(files, frames, file, moving, byPack, needed);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  return {
    commit() {
      const { db } = files;
      const removeTile = db.prepare("DELETE FROM tiles WHERE number = ?");
      for (const { number } of tiles) if (!needed.has(number)) removeTile.run(number);
      const removeSlice = db.prepare("DELETE FROM slices WHERE number = ?");
      const removePacks = db.prepare("DELETE FROM packs WHERE slice = ?");
      for (const slice of affected) {
        removeSlice.run(slice);
        removePacks.run(slice);
      }
      putPacks(frames, stored);
    },
    async removeFiles() {
      await Promise.all([...affected].map((slice) => rm(files.slicePath(slice), { force: true })));
    },
  };
}

async function move(
  files: SessionFiles,
  frames: FrameStore,
  target: SliceFile,
  packs: readonly PackRow[],
  byPack: ReadonlyMap<number, readonly TileRow[]>,
  needed: ReadonlySet<number>,
): Promise<readonly StoredPack[]> {
  const stored: StoredPack[] = [];
  for (const pack of packs) {
    const tiles = byPack.get(pack.number) ?? [];
    const kept = tiles.filter(({ number }) => needed.has(number));
    const webp = frames.readPack(pack);
    if (kept.length === tiles.length) {
      stored.push(await writeSealed(files.session, target, pack.number, webp, tiles));
      continue;
    }
    const atlas = await decodeAtlas(webp);
    const pixels = kept.map((tile) => ({ ...tile, rgb: atlas.tile(tile.position) }));
    stored.push(...(await writePacks(files.session, target, () => pack.number, pixels)));
  }
  return stored;
}
