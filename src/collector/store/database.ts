/**
 * The collector's records: studies, receipts, invitations and bundles. Never content, never a
 * token, and no time finer than a day once an upload is complete.
 */
import Database from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";

export interface StudyRow {
  readonly manifest_hash: string;
  readonly study: string;
  readonly envelope: string;
  readonly published_on: string;
}

export interface ParticipantRow {
  readonly receipt: string;
  readonly study: string;
  readonly manifest_hash: string;
  readonly device_key: string;
  readonly pseudonym: string;
  readonly withdrawal_code_hash: string;
  readonly seq: number;
  readonly expires_at: number;
  readonly token_hash: string;
  readonly attempt_hash: string;
  /** `null` once withdrawn: the row is then a tombstone. */
  readonly envelope: string | null;
  readonly withdrawn_on: string | null;
}

export interface InvitationRow {
  readonly code_hash: string;
  readonly study: string;
}

export interface BundleRow {
  readonly bundle: string;
  readonly receipt: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly envelope: string;
  readonly state: "registered" | "receiving" | "complete";
  readonly upload: string | null;
  /** When it was registered or its upload began; `null` once complete. */
  readonly opened_at: number | null;
  readonly received_on: string | null;
}

export interface Schema {
  readonly studies: StudyRow;
  readonly participants: ParticipantRow;
  readonly invitations: InvitationRow;
  readonly bundles: BundleRow;
}

export type Records = Kysely<Schema>;

const tables = `
  CREATE TABLE studies (
    manifest_hash TEXT PRIMARY KEY, study TEXT NOT NULL, envelope TEXT NOT NULL,
    published_on TEXT NOT NULL
  ) STRICT;
  CREATE TABLE participants (
    receipt TEXT PRIMARY KEY, study TEXT NOT NULL, manifest_hash TEXT NOT NULL,
    device_key TEXT NOT NULL, pseudonym TEXT NOT NULL, withdrawal_code_hash TEXT NOT NULL,
    seq INTEGER NOT NULL, expires_at INTEGER NOT NULL, token_hash TEXT NOT NULL UNIQUE,
    attempt_hash TEXT NOT NULL, envelope TEXT, withdrawn_on TEXT
  ) STRICT;
  CREATE INDEX participations ON participants (study, device_key);
  CREATE TABLE invitations (code_hash TEXT PRIMARY KEY, study TEXT NOT NULL) STRICT;
  CREATE TABLE bundles (
    bundle TEXT PRIMARY KEY, receipt TEXT NOT NULL REFERENCES participants (receipt),
    bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, envelope TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('registered', 'receiving', 'complete')),
    upload TEXT UNIQUE, opened_at INTEGER, received_on TEXT
  ) STRICT;
  CREATE INDEX bundles_of_receipt ON bundles (receipt);
  PRAGMA user_version = 1;
`;

/** The file was made by a later version. */
export class RecordsTooNew extends Error {
  override readonly name = "RecordsTooNew";
  readonly code = "records-too-new";
  constructor(version: number) {
    super(
      `Cannot open the collector's records: they are of version ${version}. Install a newer Assent`,
    );
  }
}

export interface OpenRecords extends AsyncDisposable {
  readonly records: Records;
  /** Takes what was deleted out of the write-ahead log as well. */
  checkpoint(): void;
}

export function openRecords(path: string): OpenRecords {
  const file = new Database(path);
  file.pragma("journal_mode = WAL");
  file.pragma("synchronous = FULL");
  file.pragma("foreign_keys = ON");
  file.pragma("busy_timeout = 5000");
  file.pragma("secure_delete = ON");
  file
    .transaction(() => {
      const version = file.pragma("user_version", { simple: true }) as number;
      if (version > 1) throw new RecordsTooNew(version);
      if (version === 0) file.exec(tables);
    })
    .immediate();
  const records = new Kysely<Schema>({ dialect: new SqliteDialect({ database: file }) });
  return {
    records,
    checkpoint: () => void file.pragma("wal_checkpoint(TRUNCATE)"),
    [Symbol.asyncDispose]: () => records.destroy(),
  };
}
