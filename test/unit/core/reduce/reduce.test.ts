import { expect, it } from "vitest";
import type { SessionEvent } from "../../../../src/contract/events.ts";
import { SessionEvent as Schema } from "../../../../src/contract/events.ts";
import { SessionId } from "../../../../src/contract/ids.ts";
import { Action } from "../../../../src/contract/actions.ts";
import { reduce } from "../../../../src/core/reduce/reduce.ts";

const session = SessionId.parse("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
const display = { width: 1000, height: 500 };
const context = {
  id: "c1",
  scope: "editor",
  app: "mousepad",
  window: "w1",
  bounds: { x: 0, y: 0, width: 800, height: 400 },
};
const contextRow = { kind: "context-changed", at: 0, context } as const;

type Row = Record<string, unknown> & { readonly kind: string };
const events = (...rows: readonly Row[]): SessionEvent[] =>
  [contextRow, ...rows].map((row, seq) =>
    Schema.parse({
      ...(row.kind === "gap" || row.kind === "context-changed" ? {} : { context: "c1" }),
      ...row,
      seq,
    }),
  );
const press = (at: number, x: number, y: number, more: object = {}): Row => ({
  kind: "button-pressed",
  at,
  x,
  y,
  button: "left",
  modifiers: [],
  ...more,
});
const release = (at: number, x: number, y: number): Row => ({
  kind: "button-released",
  at,
  x,
  y,
  button: "left",
  modifiers: [],
});
const move = (at: number, x: number, y: number): Row => ({ kind: "pointer-moved", at, x, y });
const actionsOf = (...rows: readonly Row[]) => {
  const { actions } = reduce(events(...rows), session, display);
  for (const action of actions) Action.parse(action);
  return actions;
};

it("reduce() turns press and release at one place into a click with shares of the display", () => {
  expect(actionsOf(press(10, 250, 250), release(60, 251, 250))).toMatchObject([
    {
      kind: "click",
      start: 10,
      end: 60,
      pointer: { x: 250, y: 250, nx: 0.25, ny: 0.5, button: "left", count: 1 },
    },
  ]);
});

it("reduce() joins two and three quick clicks, and starts anew at the fourth", () => {
  const clicks = [0, 150, 300, 450].flatMap((at) => [press(at, 5, 5), release(at + 40, 5, 5)]);
  expect(actionsOf(...clicks).map(({ kind, pointer }) => [kind, pointer?.count])).toEqual([
    ["multi_click", 3],
    ["click", 1],
  ]);
});

it("reduce() keeps two slow clicks apart", () => {
  const clicks = [0, 600].flatMap((at) => [press(at, 5, 5), release(at + 40, 5, 5)]);
  expect(actionsOf(...clicks).map(({ kind }) => kind)).toEqual(["click", "click"]);
});

it("reduce() turns a press that travels into a drag with its path", () => {
  expect(actionsOf(press(0, 10, 10), move(20, 40, 10), release(90, 60, 12))).toMatchObject([
    {
      kind: "drag",
      pointer: {
        x: 10,
        y: 10,
        to: { x: 60, y: 12 },
        path: [
          [20, 40, 10],
          [90, 60, 12],
        ],
      },
    },
  ]);
});

it("reduce() keeps the modifiers held during a click", () => {
  expect(actionsOf(press(0, 1, 1, { modifiers: ["ctrl"] }), release(20, 1, 1))).toMatchObject([
    { kind: "click", modifiers: ["ctrl"] },
  ]);
});

it("reduce() says that a release is missing and that an orphan release is no action", () => {
  const gap = { kind: "gap", at: 30, until: 40, reason: "paused" };
  const { actions, remainder } = reduce(
    events(press(0, 1, 1), gap, release(50, 1, 1)),
    session,
    display,
  );
  expect(actions.map(({ flags }) => flags)).toEqual([["no-release"]]);
  expect(remainder.get("orphan-release")).toBe(1);
});

it("reduce() adds wheel turns of one direction together and splits them at a change of direction", () => {
  const turn = (at: number, dy: number): Row => ({
    kind: "scrolled",
    at,
    x: 3,
    y: 3,
    dx: 0,
    dy,
    modifiers: [],
  });
  expect(actionsOf(turn(0, -1), turn(50, -1), turn(100, 1)).map(({ scroll }) => scroll)).toEqual([
    { dx: 0, dy: -2 },
    { dx: 0, dy: 1 },
  ]);
});

it("reduce() makes keys, chords and their hold times", () => {
  const key = (kind: string, at: number, name: string, modifiers: string[]): Row => ({
    kind,
    at,
    key: name,
    modifiers,
  });
  expect(
    actionsOf(
      key("key-pressed", 0, "Control", []),
      key("key-pressed", 10, "s", ["ctrl"]),
      key("key-released", 70, "s", ["ctrl"]),
      key("key-released", 80, "Control", []),
      key("key-pressed", 200, "Enter", []),
    ).map(({ kind, keyboard }) => [kind, keyboard]),
  ).toEqual([
    ["chord", { keys: ["Control", "s"], holdMs: 60 }],
    ["key", { keys: ["Enter"] }],
  ]);
});

it("reduce() carries typed text with its redactions, and typing that was hidden without text", () => {
  const redaction = { kind: "EMAIL", rule: "email/1", start: 3, end: 12 };
  expect(
    actionsOf(
      {
        kind: "text-typed",
        at: 0,
        until: 900,
        text: "to ‹EMAIL#1›",
        edits: 0,
        redactions: [redaction],
      },
      { kind: "typing-hidden", at: 5_000, until: 10_000 },
    ).map(({ kind, keyboard, flags }) => [kind, keyboard?.text, flags]),
  ).toEqual([
    ["type", "to ‹EMAIL#1›", ["redacted"]],
    ["type", undefined, ["hidden"]],
  ]);
});

it("reduce() gives the click the option that it chose", () => {
  const target = {
    source: "dom",
    role: "combobox",
    name: "Size",
    bounds: { x: 0, y: 0, width: 9, height: 9 },
    chosen: "Large",
  };
  expect(
    actionsOf(press(0, 5, 5), release(20, 5, 5), { kind: "element-changed", at: 90, target }),
  ).toMatchObject([{ kind: "click", target: { chosen: "Large" } }]);
});

it("reduce() gives the option to the click that opened the list, also when it was chosen by keyboard later", () => {
  const list = {
    source: "dom",
    role: "combobox",
    bounds: { x: 0, y: 0, width: 9, height: 9 },
  };
  const actions = actionsOf(
    press(0, 5, 5, { target: { ...list, chosen: "Small" } }),
    release(20, 5, 5),
    { kind: "typing-hidden", at: 100, until: 3_000 },
    { kind: "element-changed", at: 4_000, target: { ...list, chosen: "Large" } },
  );
  expect(actions.map(({ kind, target }) => [kind, target?.chosen])).toEqual([
    ["click", "Large"],
    ["type", undefined],
  ]);
});

it("reduce() binds the pictures before the first and after the last press of a series", () => {
  const frame = (of: number, role: string, name: string): Row => ({
    kind: "frame-taken",
    at: 500,
    frame: name,
    role,
    of,
    ageMs: 4,
  });
  const [action] = actionsOf(
    press(0, 5, 5),
    release(20, 5, 5),
    press(100, 5, 5),
    release(120, 5, 5),
    frame(1, "before", "f1"),
    frame(1, "after", "f2"),
    frame(3, "before", "f2"),
    frame(3, "after", "f3"),
  );
  expect([action?.before, action?.after]).toEqual([
    { frame: "f1", ageMs: 4 },
    { frame: "f3", ageMs: 4 },
  ]);
});

it("reduce() orders by time, whatever the order of writing was", () => {
  const typed = { kind: "text-typed", at: 5, until: 9, text: "a", edits: 0, redactions: [] };
  expect(actionsOf(press(50, 1, 1), release(60, 1, 1), typed).map(({ kind }) => kind)).toEqual([
    "type",
    "click",
  ]);
});
