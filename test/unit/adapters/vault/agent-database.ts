import Database from "better-sqlite3";
import { hkdfSync } from "node:crypto";
import { join } from "node:path";
import type { TestHome } from "../../../fixtures/vault.ts";

/** Looks into the closed home's database with its key, past the code under test. */
export async function inAgentDatabase<T>(
  { custody, directory }: Pick<TestHome, "custody" | "directory">,
  look: (db: Database.Database) => T,
): Promise<T> {
  const opened = await custody.open();
  if (opened.outcome !== "open") throw new Error(opened.outcome);
  const key = hkdfSync("sha256", opened.secrets.master, "", "assent agent.db/1", 32);
  const db = new Database(join(directory, "agent.db"));
  try {
    db.pragma("cipher = 'chacha20'");
    db.pragma(`key = 'raw:${Buffer.from(key).toString("hex")}'`);
    return look(db);
  } finally {
    db.close();
  }
}
