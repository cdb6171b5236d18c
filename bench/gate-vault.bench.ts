/** Facts a second through gate, redaction and a real encrypted session on the disk. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { Journal } from "../src/core/journal/journal.ts";
import type { InputFact } from "../src/core/ports/input-source.ts";
import { SessionRedactor } from "../src/core/redact/session-redactor.ts";
import { sessionStart, testHome } from "../test/fixtures/vault.ts";
import { browser, deskGate } from "../test/unit/core/gate/desk.ts";
import { figure, say } from "./harness.ts";
import { factsOfTick, timeAfter, vouchFor } from "./work-at-a-desk.ts";

const ticks = 900;
/** The recorder's own commit interval of 50 ms holds about as many of these facts. */
const factsPerTransaction = 50;
const batches = Array.from({ length: ticks }, (_, tick) => factsOfTick(tick));
const facts = batches.flat();

async function throughAssent(): Promise<number> {
  await using test = await testHome();
  const vault = await test.home.createSession(sessionStart());
  const gate = deskGate({ focus: browser });
  const journal = new Journal({
    redactor: new SessionRedactor({ profile: "standard" }),
    started: 0,
  });
  let kept = 0;
  const began = performance.now();
  const advance = (now: number): void => {
    const out = gate.advance(now);
    const { events } = journal.accept(out.permitted, now);
    kept += events.length;
    vault.append(events);
    vault.count(out.dropped, 0);
  };
  for (const [tick, batch] of batches.entries()) {
    gate.input(batch);
    vouchFor(gate, batch, timeAfter(tick));
    advance(timeAfter(tick));
    // As in the recorder, commits get their turn between the ticks.
    if (tick % 2 === 1) await vault.flush();
  }
  vouchFor(gate, [], timeAfter(ticks + 300));
  advance(timeAfter(ticks + 300));
  vault.append(journal.finish(timeAfter(ticks + 300)).events);
  await vault.flush();
  const perSecond = facts.length / ((performance.now() - began) / 1_000);
  await vault.close();
  if (kept < facts.length * 0.9) throw new Error(`Cannot measure: only ${kept} facts were kept`);
  return perSecond;
}

async function plainInserts(): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "assent-bench-"));
  const db = new Database(join(folder, "plain.db"));
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.exec(
    "CREATE TABLE facts (seq INTEGER PRIMARY KEY, kind TEXT, at REAL, x INTEGER, y INTEGER, key TEXT)",
  );
  const insert = db.prepare("INSERT INTO facts (kind, at, x, y, key) VALUES (?, ?, ?, ?, ?)");
  const began = performance.now();
  for (let from = 0; from < facts.length; from += factsPerTransaction)
    db.transaction((some: readonly InputFact[]) => {
      for (const fact of some) insert.run(...rowOf(fact));
    })(facts.slice(from, from + factsPerTransaction));
  const perSecond = facts.length / ((performance.now() - began) / 1_000);
  db.close();
  await rm(folder, { recursive: true });
  return perSecond;
}

function rowOf(fact: InputFact): readonly (string | number | null)[] {
  const place = "x" in fact ? [fact.x, fact.y] : [null, null];
  return [fact.kind, fact.at, ...place, fact.kind === "key" ? fact.key : null];
}

function intoMemory(): number {
  const began = performance.now();
  const kept: (string | number | null)[][] = [];
  for (const fact of facts) kept.push([...rowOf(fact)]);
  return kept.length / ((performance.now() - began) / 1_000);
}

say(
  await figure({
    bench: "gate-vault",
    figure: "input facts through gate, redaction and vault",
    unit: "facts/s",
    rounds: 5,
    subject: { name: "Assent", measure: throughAssent },
    peer: {
      name: "plain SQLite: the same facts, unchecked and unencrypted",
      measure: plainInserts,
    },
    limit: { name: "the same rows pushed to an array", measure: intoMemory },
    // The fastest mice report 8000 times a second.
    target: { atLeast: 8_000 },
  }),
);
