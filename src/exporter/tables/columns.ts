/**
 * The columns of the three tables, in DuckDB's words.
 *
 * Nested fields are structs and lists of their own types, so that a query can reach
 * `pointer.nx` without parsing text. A field that an event or action lacks is null.
 *
 * @module
 */
import type { DatasetTable } from "../../contract/dataset.ts";

export type Columns = Readonly<Record<string, string>>;

const rect = "STRUCT(x INTEGER, y INTEGER, width INTEGER, height INTEGER)";
const target = `STRUCT(source VARCHAR, role VARCHAR, name VARCHAR, bounds ${rect}, chosen VARCHAR, "optionCount" BIGINT)`;
const redactions = `STRUCT(kind VARCHAR, rule VARCHAR, "start" INTEGER, "end" INTEGER)[]`;
const place = `scope VARCHAR, app VARCHAR, "window" VARCHAR, bounds ${rect}, title VARCHAR, origin VARCHAR`;
const observation = `STRUCT(frame VARCHAR, "ageMs" DOUBLE)`;

export const columns: Readonly<Record<DatasetTable, Columns>> = {
  actions: {
    schema: "VARCHAR",
    session: "VARCHAR",
    step: "INTEGER",
    kind: "VARCHAR",
    start: "DOUBLE",
    end: "DOUBLE",
    pointer: `STRUCT(x INTEGER, y INTEGER, nx DOUBLE, ny DOUBLE, button VARCHAR, count INTEGER, "to" STRUCT(x INTEGER, y INTEGER), path DOUBLE[][])`,
    scroll: "STRUCT(dx DOUBLE, dy DOUBLE)",
    keyboard: `STRUCT("text" VARCHAR, edits BIGINT, keys VARCHAR[], "holdMs" DOUBLE)`,
    modifiers: "VARCHAR[]",
    target,
    context: `STRUCT(${place})`,
    before: observation,
    after: observation,
    redactions,
    raw: `STRUCT("firstSeq" BIGINT, "lastSeq" BIGINT)`,
    flags: "VARCHAR[]",
  },
  events: {
    session: "VARCHAR",
    seq: "BIGINT",
    kind: "VARCHAR",
    at: "DOUBLE",
    until: "DOUBLE",
    /** The id of the context; what it is, `place` of its `context-changed` says. */
    context: "VARCHAR",
    place: `STRUCT(${place})`,
    x: "INTEGER",
    y: "INTEGER",
    button: "VARCHAR",
    dx: "DOUBLE",
    dy: "DOUBLE",
    modifiers: "VARCHAR[]",
    key: "VARCHAR",
    text: "VARCHAR",
    edits: "BIGINT",
    redactions,
    target,
    frame: "VARCHAR",
    role: "VARCHAR",
    of: "BIGINT",
    ageMs: "DOUBLE",
    reason: "VARCHAR",
  },
  frames: {
    session: "VARCHAR",
    frame: "VARCHAR",
    at: "DOUBLE",
    file: "VARCHAR",
    sha256: "VARCHAR",
    width: "INTEGER",
    height: "INTEGER",
    region: rect,
    /** Share of the display that was captured; the rest is black. */
    captured: "DOUBLE",
  },
};
