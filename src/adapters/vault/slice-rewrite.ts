import { rm } from "node:fs/promises";
import type { FrameStore, PackRow } from "./frame-store.ts";
import { putPacks, type StoredPack, writePacks, writeSealed } from "./pack-writer.ts";
import type { SessionFiles } from "./session-files.ts";
import { SliceFile } from "./slice-file.ts";
import { decodeAtlas } from "./tile-atlas.ts";

interface TileRow {
  readonly number: number;
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
  const plan = planOf(files, frames, needed);
  const moving = plan.packs.filter(
    ({ slice, number }) =>
      plan.affected.has(slice) && plan.tilesIn(number).some((tile) => needed.has(tile.number)),
  );
  if (moving.length === 0) return rewriteOf(files, frames, plan, needed, []);
  const target = files.nextSlice();
  const file = await SliceFile.create(files.slicePath(target), target);
  try {
    const stored = await move(files, frames, file, moving, plan, needed);
    await file.sync();
    return rewriteOf(files, frames, plan, needed, stored);
  } catch (error) {
    await rm(files.slicePath(target), { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/**
 * Where there is no room to write anything: gives up every slice that holds something not
 * needed. Returns the tiles that are left.
 */
export function dropSlices(
  files: SessionFiles,
  frames: FrameStore,
  needed: ReadonlySet<number>,
): SliceRewrite & { readonly left: ReadonlySet<number> } {
  const plan = planOf(files, frames, needed);
  const left = new Set(
    plan.packs
      .filter(({ slice }) => !plan.affected.has(slice))
      .flatMap(({ number }) => plan.tilesIn(number).map((tile) => tile.number)),
  );
  return { ...rewriteOf(files, frames, plan, left, []), left };
}

interface Plan {
  readonly tiles: readonly TileRow[];
  readonly packs: readonly PackRow[];
  readonly tilesIn: (pack: number) => readonly TileRow[];
  /** Slices that hold something not needed. */
  readonly affected: ReadonlySet<number>;
}

function planOf(files: SessionFiles, frames: FrameStore, needed: ReadonlySet<number>): Plan {
  const tiles = files.db.prepare<[], TileRow>("SELECT * FROM tiles ORDER BY pack, position").all();
  const byPack = Map.groupBy(tiles, ({ pack }) => pack);
  const tilesIn = (pack: number) => byPack.get(pack) ?? [];
  const packs = frames.packs();
  const bySlice = Map.groupBy(packs, ({ slice }) => slice);
  const slices = files.db.prepare<[], number>("SELECT number FROM slices").pluck().all();
  const whole = (pack: PackRow) => tilesIn(pack.number).every(({ number }) => needed.has(number));
  return {
    tiles,
    packs,
    tilesIn,
    affected: new Set(slices.filter((slice) => !(bySlice.get(slice) ?? []).every(whole))),
  };
}

function rewriteOf(
  files: SessionFiles,
  frames: FrameStore,
  { tiles, affected }: Plan,
  kept: ReadonlySet<number>,
  stored: readonly StoredPack[],
): SliceRewrite {
  return {
    commit() {
      const { db } = files;
      const removeTile = db.prepare("DELETE FROM tiles WHERE number = ?");
      for (const { number } of tiles) if (!kept.has(number)) removeTile.run(number);
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
  { tilesIn }: Plan,
  needed: ReadonlySet<number>,
): Promise<readonly StoredPack[]> {
  const stored: StoredPack[] = [];
  for (const pack of packs) {
    const tiles = tilesIn(pack.number);
    const kept = tiles.filter(({ number }) => needed.has(number));
    const webp = frames.readPack(pack);
    if (kept.length === tiles.length) {
      stored.push(
        await writeSealed(
          files.session,
          target,
          pack.number,
          webp,
          tiles.map(({ number }) => number),
        ),
      );
      continue;
    }
    const atlas = await decodeAtlas(webp);
    const pixels = kept.map((tile) => ({ ...tile, rgb: atlas.tile(tile.position) }));
    stored.push(...(await writePacks(files.session, target, () => pack.number, pixels)));
  }
  return stored;
}
