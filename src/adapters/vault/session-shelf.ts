import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { SessionId } from "../../contract/ids.ts";
import {
  type RecoveredSession,
  type SessionEntry,
  type SessionStart,
  SessionUnavailable,
} from "../../core/ports/home-store.ts";
import {
  type SessionReader,
  type SessionVault,
  StoreFull,
} from "../../core/ports/session-vault.ts";
import { WrongKey } from "./cipher-database.ts";
import { EventStore } from "./event-store.ts";
import { SessionFiles } from "./session-files.ts";
import { SqliteSessionReader } from "./session-reader.ts";
import type { SessionTable } from "./session-table.ts";
import { SqliteSessionVault } from "./session-vault.ts";
import { settle } from "./settle.ts";
import { asStoreFull } from "./store-full.ts";

/** Opens, settles and destroys the sessions of one home. */
export class SessionShelf {
  readonly #directory: string;
  readonly #table: SessionTable;
  readonly #recording = new Map<SessionId, SessionVault>();
  readonly #reading = new Map<SessionId, Set<SessionFiles>>();

  constructor(directory: string, table: SessionTable) {
    this.#directory = directory;
    this.#table = table;
  }

  create(start: SessionStart): SessionVault {
    this.#table.add(start, randomBytes(32));
    let files: SessionFiles;
    try {
      mkdirSync(this.#path(start.session), { mode: 0o700 });
      files = this.#open(start.session);
    } catch (error) {
      this.#table.remove(start.session);
      rmSync(this.#path(start.session), { recursive: true, force: true });
      throw error;
    }
    const vault = new SqliteSessionVault(files, () => {
      this.#recording.delete(start.session);
      this.#close(files);
    });
    this.#recording.set(start.session, vault);
    return vault;
  }

  read(session: SessionId): SessionReader {
    const entry = this.#closed(session);
    const files = this.#open(session);
    const readers = this.#reading.get(session) ?? new Set();
    this.#reading.set(session, readers.add(files));
    return new SqliteSessionReader(files, entry.display, entry.startedAt.slice(0, 10), () =>
      readers.delete(files),
    );
  }

  /** Ends reading first: what is open would show what no longer is. */
  async settle(session: SessionId): Promise<void> {
    const { disclosesDeletions } = this.#closed(session);
    this.#endReading(session);
    const files = this.#open(session);
    try {
      await settle(files, { disclosesDeletions });
      this.#table.setTotals(session, totalsOf(files));
      this.#table.setSettled(session);
    } finally {
      files.close();
    }
  }

  async remove(session: SessionId): Promise<void> {
    await this.#recording.get(session)?.close();
    this.#endReading(session);
    const removeFiles = () => rm(this.#path(session), { recursive: true, force: true });
    try {
      // The key goes first: from then on the files are noise, whatever happens to them.
      this.#table.remove(session);
    } catch (error) {
      if (!(asStoreFull(error) instanceof StoreFull)) throw error;
      await removeFiles();
      this.#table.remove(session);
    }
    await removeFiles();
  }

  async recover(): Promise<readonly RecoveredSession[]> {
    const left = this.#table
      .all()
      .filter(({ session, state }) => state === "recording" && !this.#recording.has(session));
    const recovered: RecoveredSession[] = [];
    for (const { session, startedAt } of left) {
      const keptUntil = await this.#repair(session);
      if (keptUntil === null) continue;
      const keptUntilAt = new Date(Date.parse(startedAt) + keptUntil).toISOString();
      recovered.push({ session, keptUntil, keptUntilAt });
    }
    for (const session of this.#table.unsettled()) await this.settle(session);
    return recovered;
  }

  /** How far the session goes; `null` when its files are not readable any more. */
  async #repair(session: SessionId): Promise<number | null> {
    mkdirSync(this.#path(session), { recursive: true, mode: 0o700 });
    let files: SessionFiles;
    try {
      files = this.#open(session);
    } catch (error) {
      if (!(error instanceof WrongKey)) throw error;
      this.#table.setState(session, "failed", "its files are damaged and cannot be read");
      return null;
    }
    try {
      await files.removeOrphans();
      // Forgetting may have been interrupted before its last step.
      files.changeKey();
      this.#table.setTotals(session, totalsOf(files));
      this.#table.setState(session, "unreviewed", null);
      return new EventStore(files).extent().until;
    } finally {
      files.close();
    }
  }

  async close(): Promise<void> {
    for (const vault of this.#recording.values()) await vault.close();
    for (const session of this.#reading.keys()) this.#endReading(session);
  }

  #close(files: SessionFiles): void {
    const totals = totalsOf(files);
    // Closing empties the journal, which may be the only room that is left for these rows.
    files.close();
    try {
      this.#table.setTotals(files.session, totals);
      this.#table.setState(files.session, "unreviewed", null);
    } catch (error) {
      // Then the session still counts as being recorded, and `recover` closes it later.
      if (!(asStoreFull(error) instanceof StoreFull)) throw error;
    }
  }

  #closed(session: SessionId): SessionEntry {
    const entry = this.#table.get(session);
    if (entry === undefined) throw new SessionUnavailable("there is none such");
    if (this.#recording.has(session)) throw new SessionUnavailable("it is being recorded");
    return entry;
  }

  #open(session: SessionId): SessionFiles {
    return new SessionFiles(this.#path(session), session, this.#table.keySlot(session));
  }

  #endReading(session: SessionId): void {
    for (const files of this.#reading.get(session) ?? []) files.close();
    this.#reading.delete(session);
  }

  #path(session: SessionId): string {
    return join(this.#directory, session);
  }
}

function totalsOf(files: SessionFiles) {
  const events = new EventStore(files);
  const { until, events: count, frames } = events.extent();
  return {
    seconds: until / 1_000,
    events: count,
    frames,
    bytes: files.bytes(),
    drops: events.drops(),
  };
}
