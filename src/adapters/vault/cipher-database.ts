import Database from "better-sqlite3";
import { chmodSync, closeSync, openSync } from "node:fs";

/** The key does not open this store, or the file is not one of ours. */
export class WrongKey extends Error {
  override readonly name = "WrongKey";
  readonly code = "wrong-key";
  constructor(options?: ErrorOptions) {
    super("Cannot open store: the key does not fit it", options);
  }
}

export class StoreInUse extends Error {
  override readonly name = "StoreInUse";
  readonly code = "store-in-use";
  constructor(options?: ErrorOptions) {
    super(
      "Cannot open store: another Assent on this machine has it open. Close that one first",
      options,
    );
  }
}

export class NewerStore extends Error {
  override readonly name = "NewerStore";
  readonly code = "newer-store";
  constructor(found: number, known: number) {
    super(
      `Cannot open store: it has version ${found} and this Assent knows versions up to ${known}. Use the newer Assent`,
    );
  }
}

export interface CipherDatabasePlan {
  readonly path: string;
  /** 32 bytes, used as they are. */
  readonly key: Uint8Array;
  /** SQL that leads from version n to n + 1; the number of steps is the version known. */
  readonly steps: readonly string[];
  /** Whether no other process may open it meanwhile. */
  readonly exclusive: boolean;
}

/** Opens or creates a database of which no page is ever written in the clear. */
export function openCipherDatabase(plan: CipherDatabasePlan): Database.Database {
  // SQLite gives its journal files the mode of the database, so that exists first.
  closeSync(openSync(plan.path, "a", 0o600));
  chmodSync(plan.path, 0o600);
  const db = new Database(plan.path, { timeout: plan.exclusive ? 0 : 2_000 });
  try {
    db.pragma("cipher = 'chacha20'");
    db.pragma(`key = '${rawKey(plan.key)}'`);
    db.pragma("temp_store = MEMORY");
    db.pragma("secure_delete = ON");
    if (plan.exclusive) db.pragma("locking_mode = EXCLUSIVE");
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    db.exec("BEGIN IMMEDIATE");
    const found = db.pragma("user_version", { simple: true }) as number;
    if (found > plan.steps.length) throw new NewerStore(found, plan.steps.length);
    for (const step of plan.steps.slice(found)) db.exec(step);
    if (found < plan.steps.length) db.pragma(`user_version = ${plan.steps.length}`);
    db.exec("COMMIT");
    return db;
  } catch (error) {
    db.close();
    throw translated(error);
  }
}

/** Encrypts the whole file anew and empties the journal; the old key then opens nothing. */
export function rekey(db: Database.Database, key: Uint8Array): void {
  db.pragma(`rekey = '${rawKey(key)}'`);
  emptyJournal(db);
}

export function emptyJournal(db: Database.Database): void {
  db.pragma("wal_checkpoint(TRUNCATE)");
}

/** Spelling for which the cipher takes the bytes as the key, without deriving one. */
function rawKey(key: Uint8Array): string {
  if (key.length !== 32) throw new TypeError("Cannot open store: a key has 32 bytes");
  return `raw:${Buffer.from(key).toString("hex")}`;
}

function translated(error: unknown): unknown {
  const code = error instanceof Database.SqliteError ? error.code : "";
  if (code === "SQLITE_NOTADB") return new WrongKey({ cause: error });
  if (code.startsWith("SQLITE_BUSY")) return new StoreInUse({ cause: error });
  return error;
}
