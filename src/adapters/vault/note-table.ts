import type Database from "better-sqlite3";
import { Notice } from "../../contract/participant-api.ts";

/** Settings of the agent, and what it has to tell the participant. */
export class NoteTable {
  readonly #db: Database.Database;

  constructor(db: Database.Database) {
    this.#db = db;
  }

  setting(name: string): string | undefined {
    return this.#db
      .prepare<[string], string>("SELECT value FROM settings WHERE name = ?")
      .pluck()
      .get(name);
  }

  setSetting(name: string, value: string | null): void {
    if (value === null) this.#db.prepare("DELETE FROM settings WHERE name = ?").run(name);
    else this.#db.prepare("INSERT OR REPLACE INTO settings VALUES (?, ?)").run(name, value);
  }

  addNotice({ level, code, text }: Omit<Notice, "id">): void {
    this.#db
      .prepare("INSERT INTO notices (level, code, text) VALUES (?, ?, ?)")
      .run(level, code, text);
  }

  /** The latest 50, oldest first. */
  notices(): readonly Notice[] {
    return this.#db
      .prepare<[], unknown>(
        "SELECT * FROM (SELECT * FROM notices ORDER BY id DESC LIMIT 50) ORDER BY id",
      )
      .all()
      .map((row) => Notice.parse(row));
  }

  dismissNotice(id: number): void {
    this.#db.prepare("DELETE FROM notices WHERE id = ?").run(id);
  }
}
