import { StoreFull } from "../../core/ports/session-vault.ts";
import type { EventStore } from "./event-store.ts";
import { type FrameStore, numberOf } from "./frame-store.ts";
import type { SessionFiles } from "./session-files.ts";
import { dropSlices, rewriteSlices, type SliceRewrite } from "./slice-rewrite.ts";
import { asStoreFull } from "./store-full.ts";

/**
 * Destroys everything that a session's files hold of the time after this moment.
 *
 * Keeping the rest may need room. Where the disk has none, earlier frames that share a
 * slice with later ones are given up too: forgetting comes before keeping.
 */
export async function forgetAfter(
  files: SessionFiles,
  events: EventStore,
  frames: FrameStore,
  after: number,
): Promise<{ readonly keptTheRest: boolean }> {
  const earlier = frames.times().filter(({ at }) => at <= after);
  const needed = frames.tilesOf(earlier.map(({ frame }) => frame));
  let rewrite: SliceRewrite;
  let left: ReadonlySet<number> | undefined;
  try {
    rewrite = await rewriteSlices(files, frames, needed);
  } catch (error) {
    if (!(asStoreFull(error) instanceof StoreFull)) throw error;
    const dropped = dropSlices(files, frames, needed);
    left = dropped.left;
    rewrite = dropped;
    await rewrite.removeFiles();
  }

  const { db } = files;
  db.transaction(() => {
    // A gap says that nothing was recorded, so the part before the moment stays true.
    db.prepare(
      "UPDATE events SET until = @after WHERE kind = 'gap' AND at <= @after AND until > @after",
    ).run({ after });
    const late = db
      .prepare<[number], number>("SELECT seq FROM events WHERE max(at, coalesce(until, at)) > ?")
      .pluck()
      .all(after);
    events.remove(late);
    db.prepare("DELETE FROM frames WHERE at > ?").run(after);
    const remove = db.prepare("DELETE FROM frames WHERE number = ?");
    for (const { frame } of left === undefined ? [] : earlier)
      if (![...frames.tilesOf([frame])].every((tile) => left?.has(tile)))
        remove.run(numberOf(frame));
    const unbound = db
      .prepare<[], number>(
        `SELECT seq FROM events WHERE kind = 'frame-taken'
         AND frame NOT IN (SELECT 'f' || number FROM frames)`,
      )
      .pluck()
      .all();
    events.remove(unbound);
    rewrite.commit();
  })();
  await rewrite.removeFiles();
  files.changeKey();
  return { keptTheRest: left === undefined };
}
