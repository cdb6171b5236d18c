import type { Redaction, SessionEvent } from "../../contract/events.ts";
import type { ReviewEdit } from "../../contract/review.ts";
import { ReviewEdit as ReviewEditSchema } from "../../contract/review.ts";
import { DropCounts, type DropReason } from "../../contract/signals.ts";
import { eventColumns, eventOf, rowOf } from "./event-rows.ts";
import type { Row } from "./rows.ts";
import type { MinuteDrops } from "../../core/review/released.ts";
import type { SessionFiles } from "./session-files.ts";

const columns = eventColumns.map((column) => `"${column}"`).join(", ");
const slots = eventColumns.map(() => "?").join(", ");

/** The event, drop and edit rows of one session. */
export class EventStore {
  readonly #files: SessionFiles;

  constructor(files: SessionFiles) {
    this.#files = files;
  }

  put(events: readonly SessionEvent[]): void {
    const { db } = this.#files;
    const insert = db.prepare(`INSERT OR REPLACE INTO events (${columns}) VALUES (${slots})`);
    const forgetRedactions = db.prepare("DELETE FROM redactions WHERE seq = ?");
    const redact = db.prepare("INSERT INTO redactions VALUES (?, ?, ?, ?, ?, ?)");
    for (const event of events) {
      insert.run(...rowOf(event));
      if (event.kind !== "text-typed") continue;
      forgetRedactions.run(event.seq);
      event.redactions.forEach(({ kind, rule, start, end }, position) =>
        redact.run(event.seq, position, kind, rule, start, end),
      );
    }
  }

  remove(seqs: readonly number[]): void {
    const event = this.#files.db.prepare("DELETE FROM events WHERE seq = ?");
    const redactions = this.#files.db.prepare("DELETE FROM redactions WHERE seq = ?");
    for (const seq of seqs) {
      event.run(seq);
      redactions.run(seq);
    }
  }

  page(after: number, limit: number): readonly SessionEvent[] {
    const rows = this.#files.db
      .prepare<[number, number], Row>("SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?")
      .all(after, limit);
    const redactions = this.#files.db.prepare<[string | number | Buffer | null], Redaction>(
      'SELECT kind, rule, start, "end" FROM redactions WHERE seq = ? ORDER BY position',
    );
    return rows.map((row) =>
      eventOf(row, row["kind"] === "text-typed" ? redactions.all(row["seq"] ?? null) : []),
    );
  }

  all(): readonly SessionEvent[] {
    return this.page(-1, -1);
  }

  /** By minute of the session. */
  count(minutes: ReadonlyMap<number, ReadonlyMap<DropReason, number>>): void {
    const add = this.#files.db.prepare(
      "INSERT INTO drops VALUES (?, ?, ?) ON CONFLICT (minute, reason) DO UPDATE SET count = count + excluded.count",
    );
    for (const [minute, drops] of minutes)
      for (const [reason, count] of drops) add.run(minute, reason, count);
  }

  drops(): DropCounts {
    const rows = this.#files.db.prepare<[], { reason: string; count: number }>(
      "SELECT reason, sum(count) AS count FROM drops GROUP BY reason ORDER BY reason",
    );
    return DropCounts.parse(
      Object.fromEntries(rows.all().map(({ reason, count }) => [reason, count])),
    );
  }

  minuteDrops(): readonly MinuteDrops[] {
    const rows = this.#files.db
      .prepare<[], { minute: number; reason: string; count: number }>(
        "SELECT minute, reason, count FROM drops ORDER BY minute, reason",
      )
      .all();
    return [...Map.groupBy(rows, ({ minute }) => minute)].map(([minute, ofMinute]) => ({
      minute,
      drops: DropCounts.parse(
        Object.fromEntries(ofMinute.map(({ reason, count }) => [reason, count])),
      ),
    }));
  }

  removeDrops(minutes: readonly number[]): void {
    const remove = this.#files.db.prepare("DELETE FROM drops WHERE minute = ?");
    for (const minute of minutes) remove.run(minute);
  }

  edits(): readonly ReviewEdit[] {
    return this.#files.db
      .prepare<[], string>("SELECT edit FROM edits ORDER BY number")
      .pluck()
      .all()
      .map((edit) => ReviewEditSchema.parse(JSON.parse(edit)));
  }

  addEdit(edit: ReviewEdit): void {
    this.#files.db.prepare("INSERT INTO edits (edit) VALUES (?)").run(JSON.stringify(edit));
  }

  undoEdit(): boolean {
    const { changes } = this.#files.db
      .prepare("DELETE FROM edits WHERE number = (SELECT max(number) FROM edits)")
      .run();
    return changes > 0;
  }

  clearEdits(): void {
    this.#files.db.exec("DELETE FROM edits");
  }

  /** How far the session goes, and how much is in it. */
  extent(): { readonly until: number; readonly events: number; readonly frames: number } {
    return this.#files.db
      .prepare<[], { until: number; events: number; frames: number }>(
        `SELECT coalesce((SELECT max(max(at, coalesce(until, at))) FROM events), 0) AS until,
          (SELECT count(*) FROM events) AS events, (SELECT count(*) FROM frames) AS frames`,
      )
      .get() as { until: number; events: number; frames: number };
  }
}
