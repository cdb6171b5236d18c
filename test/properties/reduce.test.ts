import {
  array,
  assert,
  constantFrom,
  integer,
  oneof,
  property,
  record,
  constant,
} from "fast-check";
import { expect, it } from "vitest";
import { Action } from "../../src/contract/actions.ts";
import { SessionEvent } from "../../src/contract/events.ts";
import { SessionId } from "../../src/contract/ids.ts";
import { reduce } from "../../src/core/reduce/reduce.ts";

const session = SessionId.parse("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
const display = { width: 640, height: 480 };
const bounds = { x: 0, y: 0, width: 64, height: 48 };

const at = integer({ min: 0, max: 3_000 });
const x = integer({ min: -5, max: 650 });
const y = integer({ min: -5, max: 490 });
const context = constantFrom("c1", "c2", "c9");
const modifiers = constantFrom([], ["ctrl"], ["shift", "alt"]);
const button = constantFrom("left", "right");
const key = constantFrom("Enter", "Control", "s", "F5");
const kind = <K extends string>(name: K) => constant(name);

const event = oneof(
  record({ kind: kind("pointer-moved"), at, x, y, context }),
  record({ kind: kind("button-pressed"), at, x, y, button, modifiers, context }),
  record({ kind: kind("button-released"), at, x, y, button, modifiers, context }),
  record({
    kind: kind("scrolled"),
    at,
    x,
    y,
    dx: constantFrom(0, 1),
    dy: constantFrom(-1, 1),
    modifiers,
    context,
  }),
  record({ kind: kind("key-pressed"), at, key, modifiers, context }),
  record({ kind: kind("key-released"), at, key, modifiers, context }),
  record({
    kind: kind("text-typed"),
    at,
    until: constant(3_000),
    text: constant("x"),
    edits: constant(0),
    redactions: constant([]),
    context,
  }),
  record({ kind: kind("typing-hidden"), at, until: constant(3_000), context }),
  record({ kind: kind("gap"), at, until: constant(3_000), reason: constant("paused") }),
  record({
    kind: kind("frame-taken"),
    at,
    frame: constant("f1"),
    role: constantFrom("before", "after"),
    of: integer({ min: 0, max: 40 }),
    ageMs: constant(0),
    context,
  }),
  record({
    kind: kind("element-changed"),
    at,
    target: constant({ source: "dom", role: "list", bounds }),
    context,
  }),
);
const opening = ["c1", "c2"].map((id) => ({
  kind: "context-changed",
  at: 0,
  context: { id, scope: "s", app: "a", window: "w1", bounds },
}));
const sessions = array(event, { maxLength: 60 }).map((rows) =>
  [...opening, ...rows].map((row, seq) => SessionEvent.parse({ ...row, seq })),
);

it("reduce() puts every event into exactly one action or one named remainder", () => {
  assert(
    property(sessions, (events) => {
      const { rows, remainder } = reduce(events, session, display);
      const used = rows.flat();
      expect(new Set(used).size).toBe(used.length);
      const left = [...remainder.values()].reduce((sum, count) => sum + count, 0);
      expect(used.length + left).toBe(events.length);
    }),
    { seed: 11, numRuns: 500 },
  );
});

it("reduce() makes valid actions in order of time, numbered from zero", () => {
  assert(
    property(sessions, (events) => {
      const { actions } = reduce(events, session, display);
      actions.forEach((action, step) => {
        Action.parse(action);
        expect(action.step).toBe(step);
        expect(action.start).toBeGreaterThanOrEqual(actions[step - 1]?.start ?? 0);
      });
    }),
    { seed: 12, numRuns: 300 },
  );
});

it("reduce() does not depend on the order in which events were written", () => {
  assert(
    property(sessions, (events) => {
      expect(reduce(events.toReversed(), session, display)).toEqual(
        reduce(events, session, display),
      );
    }),
    { seed: 13, numRuns: 200 },
  );
});
