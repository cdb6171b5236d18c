import type { SessionEvent } from "../../contract/events.ts";
import { tileColumns } from "../../contract/frames.ts";
import { applyEdits, type ReviewedFrame, type ReviewRules } from "../../core/review/apply-edits.ts";
import { boxesInTile, painted } from "../../core/review/paint.ts";
import { isCut } from "../../core/review/released.ts";
import { EventStore } from "./event-store.ts";
import { FrameStore, numberOf } from "./frame-store.ts";
import { type NewTile, putPacks, type StoredPack, writePacks } from "./pack-writer.ts";
import type { SessionFiles } from "./session-files.ts";
import { SliceFile } from "./slice-file.ts";
import { rewriteSlices } from "./slice-rewrite.ts";
import { TileReader } from "./tile-reader.ts";

/**
 * Makes the files of a session hold what its edits left and nothing else, under a new key.
 * Done again after an interruption, it ends in the same state.
 */
export async function settle(files: SessionFiles, rules: ReviewRules): Promise<void> {
  const events = new EventStore(files);
  const frames = new FrameStore(files);
  const before = events.all();
  const edits = events.edits();
  const reviewed = applyEdits(before, frames.times(), edits, rules);
  const keptFrames = new Set(reviewed.frames.map(({ frame }) => frame));
  const painting = await paintBoxes(files, frames, reviewed.frames);

  const needed = new Set(frames.tilesOf([...keptFrames].filter((id) => !painting.places.has(id))));
  for (const tiles of painting.places.values()) for (const [, tile] of tiles) needed.add(tile);
  const rewrite = await rewriteSlices(files, frames, needed);

  const unchanged = new Set<SessionEvent>(before);
  const left = new Set(reviewed.events.map(({ seq }) => seq));
  files.db.transaction(() => {
    events.remove(before.map(({ seq }) => seq).filter((seq) => !left.has(seq)));
    events.put(reviewed.events.filter((event) => !unchanged.has(event)));
    const remove = files.db.prepare("DELETE FROM frames WHERE number = ?");
    for (const { frame } of frames.times()) if (!keptFrames.has(frame)) remove.run(numberOf(frame));
    for (const [frame, tiles] of painting.places)
      frames.put({ ...frames.record(frame), tiles: [...tiles] });
    events.removeDrops(
      events.minuteDrops().flatMap(({ minute }) => (isCut(edits, minute) ? minute : [])),
    );
    events.clearEdits();
    if (reviewed.task !== null || reviewed.outcome !== null)
      events.addEdit({ kind: "describe", task: reviewed.task, outcome: reviewed.outcome });
    rewrite.commit();
    putPacks(frames, painting.packs);
  })();
  await rewrite.removeFiles();
  await files.removeOrphans();
  files.changeKey();
}

interface Painting {
  /** New tiles of the frames that have boxes. */
  readonly places: ReadonlyMap<ReviewedFrame["frame"], readonly [number, number][]>;
  readonly packs: readonly StoredPack[];
}

async function paintBoxes(
  files: SessionFiles,
  frames: FrameStore,
  reviewed: readonly ReviewedFrame[],
): Promise<Painting> {
  const boxed = reviewed.filter(({ boxes }) => boxes.length > 0);
  if (boxed.length === 0) return { places: new Map(), packs: [] };
  const reader = new TileReader(files, frames);
  const number = files.nextSlice();
  const slice = await SliceFile.create(files.slicePath(number), number);
  let lastTile = frames.last("tiles");
  let lastPack = frames.last("packs");
  const places = new Map<ReviewedFrame["frame"], [number, number][]>();
  const packs: StoredPack[] = [];
  try {
    for (const { frame, boxes } of boxed) {
      const record = frames.record(frame);
      const columns = tileColumns(record.display);
      const hit = record.tiles.filter(([place]) => boxesInTile(boxes, place, columns).length > 0);
      const pixels = await reader.read(hit.map(([, tile]) => tile));
      const fresh = new Map<number, NewTile>();
      for (const [place, tile] of hit) {
        const source = pixels.get(tile);
        if (source === undefined) throw new TypeError("Cannot paint: a tile is missing");
        const rgb = painted(source, boxesInTile(boxes, place, columns));
        fresh.set(place, { number: ++lastTile, rgb });
      }
      packs.push(
        ...(await writePacks(files.session, slice, () => ++lastPack, [...fresh.values()])),
      );
      places.set(
        frame,
        record.tiles.map(([place, tile]) => [place, fresh.get(place)?.number ?? tile]),
      );
    }
    await slice.sync();
  } finally {
    await slice.close();
  }
  return { places, packs };
}
