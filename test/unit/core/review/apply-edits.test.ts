import { expect, it } from "vitest";
import type { SessionEvent } from "../../../../src/contract/events.ts";
import { FrameId } from "../../../../src/contract/ids.ts";
import type { ReviewEdit } from "../../../../src/contract/review.ts";
import { applyEdits } from "../../../../src/core/review/apply-edits.ts";
import { began, event, frameTaken, moved, typed } from "../../../fixtures/vault.ts";

const times = (...frames: readonly (readonly [string, number])[]) =>
  frames.map(([frame, at]) => ({ frame: FrameId.parse(frame), at }));
const cut = (from: number, until: number): ReviewEdit => ({ kind: "cut", from, until });
const hide = (text: string): ReviewEdit => ({ kind: "hide-text", text });
const seqs = (events: readonly SessionEvent[]) => events.map(({ seq }) => seq);
const silent = { disclosesDeletions: false };

it("applyEdits() without edits gives back the very same events", () => {
  const events = [began(0, 0, "Notes"), moved(1, 5), frameTaken(2, 5, "f1", 1), typed(3, 9, "hi")];
  const reviewed = applyEdits(events, times(["f1", 4]), [], silent);
  expect(reviewed.events.every((one, index) => one === events[index])).toBe(true);
  expect(reviewed).toEqual({
    events,
    frames: [{ frame: "f1", at: 4, boxes: [] }],
    task: null,
    outcome: null,
  });
});

it("a cut takes every event that touches it, even one that only ends or begins in it", () => {
  const long = (seq: number, at: number, until: number) =>
    event({ kind: "typing-hidden", seq, at, until, context: "c1" });
  const events = [
    long(0, 0, 9),
    long(1, 0, 10),
    moved(2, 10),
    moved(3, 20),
    long(4, 20, 25),
    moved(5, 20.1),
  ];
  expect(seqs(applyEdits(events, [], [cut(10, 20)], silent).events)).toEqual([0, 5]);
});

it("a cut takes frames that were captured in it, and frames of events that it takes", () => {
  const events = [
    moved(0, 5),
    frameTaken(1, 5, "f1", 0),
    moved(2, 15),
    frameTaken(3, 15, "f2", 2),
    moved(4, 30),
    frameTaken(5, 30, "f3", 4),
    frameTaken(6, 30, "f4", 4),
  ];
  const frames = times(["f1", 4], ["f2", 9], ["f3", 18], ["f4", 29]);
  const reviewed = applyEdits(events, frames, [cut(10, 20)], silent);
  expect(reviewed.frames.map(({ frame }) => frame)).toEqual(["f1", "f4"]);
  expect(seqs(reviewed.events)).toEqual([0, 1, 4, 6]);
});

it("a frame that an event in the cut shares with one outside goes, and its rows with it", () => {
  const events = [moved(0, 5), frameTaken(1, 5, "f1", 0), moved(2, 15), frameTaken(3, 15, "f1", 2)];
  const reviewed = applyEdits(events, times(["f1", 4]), [cut(10, 20)], silent);
  expect([seqs(reviewed.events), reviewed.frames]).toEqual([[0], []]);
});

it("a frame of an event in the cut goes even when it and its row are from before the cut", () => {
  const events = [moved(0, 5), frameTaken(1, 5, "f1", 0), frameTaken(2, 9, "f1", 3), moved(3, 15)];
  const reviewed = applyEdits(events, times(["f1", 4]), [cut(10, 20)], silent);
  expect([seqs(reviewed.events), reviewed.frames]).toEqual([[0], []]);
});

it("a frame that no row shows is not sent, because nobody can have reviewed it", () => {
  expect(applyEdits([moved(0, 5)], times(["f1", 4]), [], silent).frames).toEqual([]);
});

it("a frame row goes when its event or its frame is not there", () => {
  const events = [moved(0, 5), frameTaken(1, 5, "f1", 0), frameTaken(2, 5, "f2", 99)];
  const reviewed = applyEdits(events, times(["f2", 4]), [], silent);
  expect([seqs(reviewed.events), reviewed.frames]).toEqual([[0], []]);
});

it("a context goes when nothing that is left happened in it", () => {
  const events = [began(0, 0, "Secret plan"), moved(1, 15), typed(2, 16, "x")];
  expect(applyEdits(events, [], [cut(10, 20)], silent).events).toEqual([]);
});

it("a context that began in a cut and goes on after it begins at the first event left", () => {
  const events = [began(0, 12, "Notes"), moved(1, 15), moved(2, 30), moved(3, 31)];
  expect(applyEdits(events, [], [cut(10, 20)], silent).events).toEqual([
    began(0, 30, "Notes"),
    moved(2, 30),
    moved(3, 31),
  ]);
});

it("of a context that changed twice in a cut only the last change is left", () => {
  const events = [
    began(0, 1, "A"),
    moved(1, 2),
    began(2, 12, "B"),
    began(3, 13, "C"),
    moved(4, 30),
  ];
  expect(applyEdits(events, [], [cut(10, 20)], silent).events).toEqual([
    began(0, 1, "A"),
    moved(1, 2),
    began(3, 30, "C"),
    moved(4, 30),
  ]);
});

it("a cut leaves no mark, unless the study told the participant that it would", () => {
  const events = [moved(0, 5), moved(1, 12), moved(2, 18), moved(3, 25)];
  const edits = [cut(15, 20), cut(10, 16), cut(40, 50)];
  expect(applyEdits(events, [], edits, silent).events).toEqual([moved(0, 5), moved(3, 25)]);
  expect(applyEdits(events, [], edits, { disclosesDeletions: true }).events).toEqual([
    moved(0, 5),
    event({ kind: "gap", seq: 1, at: 10, until: 20, reason: "removed" }),
    moved(3, 25),
  ]);
});

it("hiding a text hides it in typing, titles and elements, in any case", () => {
  const target = {
    source: "dom",
    role: "option",
    name: "Reply to JANE",
    chosen: "jane",
    bounds: { x: 0, y: 0, width: 1, height: 1 },
  };
  const pressed = (name: string, chosen: string) =>
    event({
      kind: "element-changed",
      seq: 2,
      at: 2,
      context: "c1",
      target: { ...target, name, chosen },
    });
  const events = [
    began(0, 0, "Jane - Mail"),
    typed(1, 1, "hi Jane"),
    pressed("Reply to JANE", "jane"),
  ];
  const hidden = applyEdits(events, [], [hide("jane")], silent).events;
  const token = "‹REDACTED#1›";
  const redactions = [{ kind: "REDACTED", rule: "participant/1", start: 3, end: 15 }];
  expect(hidden).toEqual([
    began(0, 0, `${token} - Mail`),
    { ...typed(1, 1, `hi ${token}`), redactions },
    pressed(`Reply to ${token}`, token),
  ]);
});

it("the last description counts, and can be taken back", () => {
  const say = (task: string | null): ReviewEdit => ({ kind: "describe", task, outcome: null });
  const task = (...edits: ReviewEdit[]) => applyEdits([], [], edits, silent).task;
  expect([task(say("a"), say("b")), task(say("a"), say(null))]).toEqual(["b", null]);
});
