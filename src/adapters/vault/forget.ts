import { StoreFull } from "../../core/ports/session-vault.ts";
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
    db.prepare("DELETE FROM events WHERE max(at, coalesce(until, at)) > ?").run(after);
    db.prepare("DELETE FROM frames WHERE at > ?").run(after);
    db.prepare("DELETE FROM drops WHERE (minute + 1) * 60000 > ?").run(after);
    const remove = db.prepare("DELETE FROM frames WHERE number = ?");
    for (const { frame } of left === undefined ? [] : earlier)
      if (![...frames.tilesOf([frame])].every((tile) => left?.has(tile)))
        remove.run(numberOf(frame));
    db.exec(
      `DELETE FROM events WHERE kind = 'frame-taken'
         AND frame NOT IN (SELECT 'f' || number FROM frames);
       DELETE FROM redactions WHERE seq NOT IN (SELECT seq FROM events)`,
    );
    rewrite.commit();
  })();
  await rewrite.removeFiles();
  files.changeKey();
  return { keptTheRest: left === undefined };
}
