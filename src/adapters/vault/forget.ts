import type { EventStore } from "./event-store.ts";
import type { FrameStore } from "./frame-store.ts";
import type { SessionFiles } from "./session-files.ts";
import { rewriteSlices } from "./slice-rewrite.ts";

/** Destroys everything that a session's files hold of the time after this moment. */
export async function forgetAfter(
  files: SessionFiles,
  events: EventStore,
  frames: FrameStore,
  after: number,
): Promise<void> {
  const { db } = files;
  const kept = frames.times().filter(({ at }) => at <= after);
  const rewrite = await rewriteSlices(
    files,
    frames,
    frames.tilesOf(kept.map(({ frame }) => frame)),
  );
  db.transaction(() => {
    // A gap says that nothing was recorded, so the part before the moment stays true.
    db.prepare("UPDATE events SET until = ? WHERE kind = 'gap' AND at <= ? AND until > ?").run(
      after,
      after,
      after,
    );
    const late = db
      .prepare<[number], number>("SELECT seq FROM events WHERE max(at, coalesce(until, at)) > ?")
      .pluck()
      .all(after);
    events.remove(late);
    db.prepare("DELETE FROM frames WHERE at > ?").run(after);
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
}
