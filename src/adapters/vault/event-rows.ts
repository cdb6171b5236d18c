import { type Redaction, SessionEvent } from "../../contract/events.ts";
import type { Rect } from "../../contract/geometry.ts";
import type { Row } from "./rows.ts";

/** Columns of the `events` table, in the order in which they are bound. */
export const eventColumns = [
  "seq",
  "kind",
  "at",
  "until",
  "context",
  "x",
  "y",
  "dx",
  "dy",
  "button",
  "modifiers",
  "key",
  "text",
  "edits",
  "frame",
  "role",
  "of",
  "age",
  "reason",
  "scope",
  "app",
  "window",
  "title",
  "origin",
  "target_source",
  "target_role",
  "target_name",
  "target_chosen",
  "target_options",
  "box_x",
  "box_y",
  "box_width",
  "box_height",
] as const;
type Column = (typeof eventColumns)[number];
type Cells = Partial<Record<Column, string | number | undefined>>;

/** The values of an event's row; redactions have a table of their own. */
export function rowOf(event: SessionEvent): readonly (string | number | null)[] {
  const cells = cellsOf(event);
  return eventColumns.map((column) => cells[column] ?? null);
}

function cellsOf(event: SessionEvent): Cells {
  if (event.kind === "context-changed") {
    const { id, bounds, ...context } = event.context;
    return {
      seq: event.seq,
      kind: event.kind,
      at: event.at,
      context: id,
      ...context,
      ...box(bounds),
    };
  }
  const target = "target" in event ? event.target : undefined;
  const cells: Cells = {
    ...(event as Cells),
    age: "ageMs" in event ? event.ageMs : undefined,
    modifiers: "modifiers" in event ? event.modifiers.join(" ") : undefined,
  };
  if (target === undefined) return cells;
  return {
    ...cells,
    target_source: target.source,
    target_role: target.role,
    target_name: target.name,
    target_chosen: target.chosen,
    target_options: target.optionCount,
    ...box(target.bounds),
  };
}

function box({ x, y, width, height }: Rect): Cells {
  return { box_x: x, box_y: y, box_width: width, box_height: height };
}

/** Reads a row back. Throws when it is not an event, so a damaged row is never shown or sent. */
export function eventOf(row: Row, redactions: readonly Redaction[]): SessionEvent {
  const cell = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  const bounds = {
    x: cell["box_x"],
    y: cell["box_y"],
    width: cell["box_width"],
    height: cell["box_height"],
  };
  if (cell["kind"] === "context-changed") {
    const { seq, kind, at, context: id, scope, app, window, title, origin } = cell;
    const context = present({ id, scope, app, window, bounds, title, origin });
    return SessionEvent.parse({ seq, kind, at, context });
  }
  const modifiers = cell["modifiers"];
  const target =
    cell["target_source"] === undefined
      ? undefined
      : present({
          source: cell["target_source"],
          role: cell["target_role"],
          name: cell["target_name"],
          chosen: cell["target_chosen"],
          optionCount: cell["target_options"],
          bounds,
        });
  const own = Object.entries(cell).filter(
    ([name]) => !/^(?:target|box)_/.test(name) && name !== "age" && name !== "modifiers",
  );
  return SessionEvent.parse(
    present({
      ...Object.fromEntries(own),
      ageMs: cell["age"],
      modifiers:
        typeof modifiers === "string"
          ? modifiers.split(" ").filter((name) => name !== "")
          : undefined,
      redactions: cell["kind"] === "text-typed" ? redactions : undefined,
      target,
    }),
  );
}

function present(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
