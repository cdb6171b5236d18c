import type Database from "better-sqlite3";
import * as z from "zod";
import { BundleId, Hash, SessionId, StudyId } from "../../contract/ids.ts";
import type { OutboxEntry, OutboxProgress } from "../../core/ports/home-store.ts";
import { envelopeOf } from "./consent-table.ts";
import type { Row } from "./rows.ts";

const State = z.enum(["waiting", "uploading", "uploaded", "failed"]);

/** Sealed bundles and how far each was sent. */
export class OutboxTable {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  add(entry: OutboxEntry): void {
    this.#db
      .prepare("INSERT INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .run(
        entry.bundle,
        entry.session,
        entry.study,
        entry.seq,
        entry.bytes,
        entry.sha256,
        JSON.stringify(entry.statement),
        ...progressOf(entry),
      );
  }

  all(): readonly OutboxEntry[] {
    const rows = this.#db.prepare<[], Row>("SELECT * FROM outbox ORDER BY study, seq");
    return rows.all().map((row) => ({
      bundle: BundleId.parse(row["bundle"]),
      session: SessionId.parse(row["session"]),
      study: StudyId.parse(row["study"]),
      seq: z.int().parse(row["seq"]),
      bytes: z.int().parse(row["bytes"]),
      sha256: Hash.parse(row["sha256"]),
      statement: envelopeOf(row["statement"]),
      state: State.parse(row["state"]),
      attempts: z.int().parse(row["attempts"]),
      nextAttemptAt: z.int().parse(row["next_attempt_at"]),
      uploadedBytes: z.int().parse(row["uploaded_bytes"]),
      uploadUrl: z.string().nullable().parse(row["upload_url"]),
      problem: z.string().nullable().parse(row["problem"]),
    }));
  }

  update(bundle: BundleId, progress: OutboxProgress): void {
    const entry = this.all().find((one) => one.bundle === bundle);
    if (entry === undefined) throw new TypeError("Cannot update bundle: there is none such");
    this.#db
      .prepare(
        `UPDATE outbox SET state = ?, attempts = ?, next_attempt_at = ?, uploaded_bytes = ?,
         upload_url = ?, problem = ? WHERE bundle = ?`,
      )
      .run(...progressOf({ ...entry, ...progress }), bundle);
  }

  nextSeq(study: StudyId): number {
    return (
      this.#db
        .prepare<[string], number>("SELECT coalesce(max(seq) + 1, 0) FROM outbox WHERE study = ?")
        .pluck()
        .get(study) ?? 0
    );
  }
}

function progressOf(entry: OutboxEntry): readonly (string | number | null)[] {
  return [
    entry.state,
    entry.attempts,
    entry.nextAttemptAt,
    entry.uploadedBytes,
    entry.uploadUrl,
    entry.problem,
  ];
}
