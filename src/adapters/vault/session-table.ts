import type Database from "better-sqlite3";
import * as z from "zod";
import { BundleManifest } from "../../contract/bundle.ts";
import { Size } from "../../contract/geometry.ts";
import { Hash, ReceiptId, SessionId, StudyId } from "../../contract/ids.ts";
import { DropCounts } from "../../contract/signals.ts";
import type { SessionEntry, SessionStart, SessionState } from "../../core/ports/home-store.ts";
import { emptyJournal } from "./cipher-database.ts";
import type { Row } from "./rows.ts";
import type { SessionKeySlot } from "./session-files.ts";

const dayMs = 86_400_000;
const State = z.enum(["recording", "unreviewed", "approved", "uploading", "uploaded", "failed"]);

export type SessionTotals = Pick<SessionEntry, "seconds" | "events" | "frames" | "bytes" | "drops">;

/** What is known of each session without opening it, and the key that opens it. */
export class SessionTable {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  add(start: SessionStart, key: Uint8Array): void {
    const expires = new Date(Date.parse(start.startedAt) + start.ttlDays * dayMs);
    this.#db
      .prepare(
        `INSERT INTO sessions VALUES
         (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'recording', 0, 0, 0, 0, '{}', ?, NULL, ?, NULL, 0)`,
      )
      .run(
        start.session,
        start.study,
        start.manifestHash,
        start.receipt,
        start.startedAt,
        start.display.width,
        start.display.height,
        JSON.stringify(start.scopes),
        start.redaction.engine,
        start.redaction.rulesHash,
        start.ttlDays,
        start.disclosesDeletions ? 1 : 0,
        expires.toISOString().slice(0, 10),
        key,
      );
  }

  all(): readonly SessionEntry[] {
    return this.#db
      .prepare<[], Row>("SELECT * FROM sessions ORDER BY started_at, session")
      .all()
      .map(entryOf);
  }

  get(session: SessionId): SessionEntry | undefined {
    const row = this.#db
      .prepare<[string], Row>("SELECT * FROM sessions WHERE session = ?")
      .get(session);
    return row === undefined ? undefined : entryOf(row);
  }

  setState(session: SessionId, state: SessionState, problem: string | null): void {
    this.#db
      .prepare("UPDATE sessions SET state = ?, problem = ? WHERE session = ?")
      .run(state, problem, session);
  }

  setTotals(session: SessionId, { seconds, events, frames, bytes, drops }: SessionTotals): void {
    this.#db
      .prepare(
        `UPDATE sessions SET seconds = ?, events = ?, frames = ?, bytes = ?, drops = ?
         WHERE session = ?`,
      )
      .run(seconds, events, frames, bytes, JSON.stringify(drops), session);
  }

  setSettled(session: SessionId): void {
    this.#db.prepare("UPDATE sessions SET settled = 1 WHERE session = ?").run(session);
  }

  /** Sessions that were approved while what the edits removed is not destroyed yet. */
  unsettled(): readonly SessionId[] {
    return this.#db
      .prepare<[], string>(
        `SELECT session FROM sessions
         WHERE settled = 0 AND session IN (SELECT session FROM outbox)`,
      )
      .pluck()
      .all()
      .map((session) => SessionId.parse(session));
  }

  /** Removes the row and every trace of its key. */
  remove(session: SessionId): void {
    this.#db.prepare("DELETE FROM sessions WHERE session = ?").run(session);
    emptyJournal(this.#db);
  }

  keySlot(session: SessionId): SessionKeySlot {
    const db = this.#db;
    return {
      candidates() {
        const row = db
          .prepare<[string], { key: Buffer; next_key: Buffer | null }>(
            "SELECT key, next_key FROM sessions WHERE session = ?",
          )
          .get(session);
        return [row?.key ?? [], row?.next_key ?? []].flat();
      },
      propose(next) {
        db.prepare("UPDATE sessions SET next_key = ? WHERE session = ?").run(next, session);
      },
      settle(key) {
        const { changes } = db
          .prepare(
            `UPDATE sessions SET key = @key, next_key = NULL
             WHERE session = @session AND (key != @key OR next_key IS NOT NULL)`,
          )
          .run({ key, session });
        if (changes > 0) emptyJournal(db);
      },
    };
  }
}

function entryOf(row: Row): SessionEntry {
  return {
    session: SessionId.parse(row["session"]),
    study: StudyId.parse(row["study"]),
    manifestHash: Hash.parse(row["manifest_hash"]),
    receipt: ReceiptId.parse(row["receipt"]),
    startedAt: z.iso.datetime().parse(row["started_at"]),
    display: Size.parse({ width: row["width"], height: row["height"] }),
    scopes: BundleManifest.unwrap().shape.scopes.parse(JSON.parse(String(row["scopes"]))),
    redaction: { engine: String(row["engine"]), rulesHash: Hash.parse(row["rules_hash"]) },
    ttlDays: z.int().parse(row["ttl_days"]),
    disclosesDeletions: row["discloses"] === 1,
    state: State.parse(row["state"]),
    seconds: z.number().parse(row["seconds"]),
    events: z.int().parse(row["events"]),
    frames: z.int().parse(row["frames"]),
    bytes: z.int().parse(row["bytes"]),
    drops: DropCounts.parse(JSON.parse(String(row["drops"]))),
    expiresOn: z.iso.date().parse(row["expires_on"]),
    problem: z.string().nullable().parse(row["problem"]),
  };
}
