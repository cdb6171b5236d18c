/** One entry for each version of the home's database; a released entry never changes. */
export const homeSteps: readonly string[] = [
  `
  CREATE TABLE studies (
    manifest_hash TEXT PRIMARY KEY, study TEXT NOT NULL, envelope TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE receipts (
    receipt TEXT PRIMARY KEY, study TEXT NOT NULL, manifest_hash TEXT NOT NULL,
    state TEXT NOT NULL, given_on TEXT NOT NULL, expires_on TEXT NOT NULL,
    envelope TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE sessions (
    session TEXT PRIMARY KEY, study TEXT NOT NULL, manifest_hash TEXT NOT NULL,
    receipt TEXT NOT NULL, started_at TEXT NOT NULL, width INTEGER NOT NULL,
    height INTEGER NOT NULL, scopes TEXT NOT NULL, engine TEXT NOT NULL,
    rules_hash TEXT NOT NULL, ttl_days INTEGER NOT NULL, discloses INTEGER NOT NULL,
    state TEXT NOT NULL, seconds REAL NOT NULL, events INTEGER NOT NULL,
    frames INTEGER NOT NULL, bytes INTEGER NOT NULL, drops TEXT NOT NULL,
    expires_on TEXT NOT NULL, problem TEXT, key BLOB NOT NULL, next_key BLOB,
    settled INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE outbox (
    bundle TEXT PRIMARY KEY, session TEXT NOT NULL, study TEXT NOT NULL, seq INTEGER NOT NULL,
    bytes INTEGER NOT NULL, sha256 TEXT NOT NULL, statement TEXT NOT NULL,
    state TEXT NOT NULL, attempts INTEGER NOT NULL, next_attempt_at INTEGER NOT NULL,
    uploaded_bytes INTEGER NOT NULL, upload_url TEXT, problem TEXT, UNIQUE (study, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT, level TEXT NOT NULL, code TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
  `,
];
