import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type Database from "better-sqlite3";
import type { SessionId } from "../../contract/ids.ts";
import { openCipherDatabase, rekey, WrongKey } from "./cipher-database.ts";
import { sessionSteps } from "./session-schema.ts";

/** Where the key of one session is kept, outside of its files. */
export interface SessionKeySlot {
  /** The key, and the one that is about to replace it, if any. */
  candidates(): readonly Uint8Array[];
  /** Remembers a key that is about to be used. */
  propose(next: Uint8Array): void;
  /** This is the key now; any other is destroyed. */
  settle(key: Uint8Array): void;
}

/** The database and slice files of one session. */
export class SessionFiles {
  readonly session: SessionId;
  readonly db: Database.Database;
  readonly #directory: string;
  readonly #keys: SessionKeySlot;

  constructor(directory: string, session: SessionId, keys: SessionKeySlot) {
    this.session = session;
    this.#directory = directory;
    this.#keys = keys;
    mkdirSync(join(directory, "frames"), { recursive: true, mode: 0o700 });
    const [db, key] = openWithAny(join(directory, "session.db"), keys.candidates());
    this.db = db;
    keys.settle(key);
  }

  slicePath(slice: number): string {
    return join(this.#directory, "frames", `${String(slice).padStart(6, "0")}.slice`);
  }

  /** A number that no slice of this session has, in the database or as a file. */
  nextSlice(): number {
    const row = this.db.prepare("SELECT max(number) AS last FROM slices").get() as {
      last: number | null;
    };
    return Math.max(row.last ?? 0, ...this.#sliceNumbers(), 0) + 1;
  }

  /** Removes slice files whose key is gone or never was committed. */
  async removeOrphans(): Promise<void> {
    const known = new Set(this.db.prepare<[], number>("SELECT number FROM slices").pluck().all());
    const orphans = this.#sliceNumbers().filter((slice) => !known.has(slice));
    await Promise.all(orphans.map((slice) => rm(this.slicePath(slice), { force: true })));
  }

  /** Makes every earlier copy of the database unreadable with what is still known. */
  changeKey(): void {
    const next = randomBytes(32);
    this.#keys.propose(next);
    rekey(this.db, next);
    this.#keys.settle(next);
  }

  bytes(): number {
    const slices = this.#sliceNumbers().map((slice) => this.slicePath(slice));
    return [join(this.#directory, "session.db"), ...slices].reduce(
      (sum, path) => sum + statSync(path).size,
      0,
    );
  }

  close(): void {
    this.db.close();
  }

  #sliceNumbers(): readonly number[] {
    return readdirSync(join(this.#directory, "frames"))
      .filter((name) => name.endsWith(".slice"))
      .map((name) => Number.parseInt(name, 10));
  }
}

function openWithAny(
  path: string,
  keys: readonly Uint8Array[],
): readonly [Database.Database, Uint8Array] {
  for (const key of keys) {
    try {
      return [openCipherDatabase({ path, key, steps: sessionSteps, exclusive: false }), key];
    } catch (error) {
      if (!(error instanceof WrongKey)) throw error;
    }
  }
  throw new WrongKey();
}
