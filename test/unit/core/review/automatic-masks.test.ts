import { expect, it } from "vitest";
import { SessionEvent } from "../../../../src/contract/events.ts";
import { FrameId } from "../../../../src/contract/ids.ts";
import { automaticMasks } from "../../../../src/core/review/automatic-masks.ts";

const window = { x: 0, y: 0, width: 800, height: 600 };
const field = { x: 100, y: 50, width: 200, height: 20 };
const card = { kind: "CARD", rule: "card-luhn/1", start: 0, end: 8 };
const target = { source: "dom", role: "textbox", bounds: field };
const frames = [1, 2, 3].map((n) => ({ frame: FrameId.parse(`f${n}`), at: n * 2_000 }));

const place = (id: string) => ({
  kind: "context-changed",
  at: 0,
  context: { id, scope: "s", app: "a", window: "w1", bounds: window },
});
const taken = (frame: string, at: number, context = "c1") => ({
  kind: "frame-taken",
  at,
  frame,
  role: "before",
  of: 0,
  ageMs: 0,
  context,
});
const typed = (more: object) => ({
  kind: "text-typed",
  at: 3_000,
  until: 4_000,
  text: "‹CARD#1›",
  edits: 0,
  redactions: [card],
  context: "c1",
  target,
  ...more,
});
const pictures = [taken("f1", 2_000), taken("f2", 4_000), taken("f3", 6_000)];
const masks = (...rows: readonly object[]) =>
  automaticMasks(
    [place("c1"), place("c2"), ...rows].map((row, seq) => SessionEvent.parse({ ...row, seq })),
    frames,
  );

const wide = { x: 96, y: 46, width: 208, height: 28 };

it("automaticMasks() blackens the field in every picture since the first key, with a margin", () => {
  expect(masks(typed({}), ...pictures)).toEqual([
    { kind: "black-box", frames: ["f1", "f2", "f3"], rect: wide },
  ]);
});

it("automaticMasks() leaves pictures from well before the typing as they are", () => {
  expect(masks(typed({ at: 5_000, until: 6_000 }), ...pictures)).toMatchObject([
    { frames: ["f2", "f3"] },
  ]);
});

it("automaticMasks() leaves pictures of another place as they are", () => {
  expect(masks(typed({}), taken("f1", 2_000, "c2"), taken("f2", 4_000))).toMatchObject([
    { frames: ["f2"] },
  ]);
});

it("automaticMasks() blackens the whole window once the page was scrolled", () => {
  const scroll = {
    kind: "scrolled",
    at: 5_000,
    x: 1,
    y: 1,
    dx: 0,
    dy: -1,
    modifiers: [],
    context: "c1",
  };
  expect(masks(typed({}), ...pictures, scroll)).toEqual([
    { kind: "black-box", frames: ["f1", "f2"], rect: wide },
    { kind: "black-box", frames: ["f3"], rect: window },
  ]);
});

it("automaticMasks() blackens the whole window when nobody knows where the field is", () => {
  expect(masks(typed({ target: undefined }), ...pictures)).toMatchObject([
    { frames: ["f1", "f2", "f3"], rect: window },
  ]);
});

it("automaticMasks() changes nothing where nothing was hidden", () => {
  expect(masks(typed({ redactions: [] }), ...pictures)).toEqual([]);
});
