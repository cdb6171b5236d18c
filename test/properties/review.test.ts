import * as fc from "fast-check";
import { expect, it } from "vitest";
import { SessionEvent as Schema, type SessionEvent } from "../../src/contract/events.ts";
import { FrameId } from "../../src/contract/ids.ts";
import type { ReviewEdit } from "../../src/contract/review.ts";
import { applyEdits, endOf, type FrameTime } from "../../src/core/review/apply-edits.ts";

interface Session {
  readonly events: readonly SessionEvent[];
  readonly frames: readonly FrameTime[];
}

const silent = { disclosesDeletions: false };
const words = ["alpha", "Beta", "gamma ray", "ALPHA beta"];

/** Sessions in which frames, contexts and texts refer to one another in every way. */
const session: fc.Arbitrary<Session> = fc
  .array(
    fc.record({
      kind: fc.constantFrom("moved", "typed", "hidden", "began", "frame", "gap"),
      step: fc.integer({ min: 0, max: 30 }),
      length: fc.integer({ min: 0, max: 40 }),
      context: fc.integer({ min: 1, max: 3 }),
      other: fc.nat({ max: 40 }),
      text: fc.array(fc.constantFrom(...words, "x", "‹EMAIL#1›"), { maxLength: 4 }),
      age: fc.integer({ min: -5, max: 40 }),
    }),
    { maxLength: 40 },
  )
  .map((steps) => {
    let at = 50;
    const frames: FrameTime[] = [];
    const events = steps.map(({ kind, step, length, context, other, text, age }, seq) => {
      at += step;
      const base = { seq, at, context: `c${context}` };
      const until = at + length;
      switch (kind) {
        case "moved":
          return Schema.parse({ kind: "pointer-moved", ...base, x: 1, y: 2 });
        case "typed": {
          const typed = { until, text: text.join(" "), edits: 3, redactions: [] };
          return Schema.parse({ kind: "text-typed", ...base, ...typed });
        }
        case "hidden":
          return Schema.parse({ kind: "typing-hidden", ...base, until });
        case "began": {
          const bounds = { x: 0, y: 0, width: 1, height: 1 };
          const owner = { id: base.context, scope: "s", app: "a", window: "w1", bounds };
          const changed = { seq, at, context: { ...owner, title: text.join(" ") } };
          return Schema.parse({ kind: "context-changed", ...changed });
        }
        case "gap":
          return Schema.parse({ kind: "gap", seq, at, until, reason: "paused" });
        case "frame": {
          const frame = FrameId.parse(`f${other % 12}`);
          if (!frames.some((one) => one.frame === frame)) frames.push({ frame, at: at - age });
          const taken = {
            frame,
            role: "before",
            of: Math.max(seq - 1 - (other % 3), 0),
            ageMs: age,
          };
          return Schema.parse({ kind: "frame-taken", ...base, ...taken });
        }
        default:
          return kind satisfies never;
      }
    });
    return { events, frames };
  });

const cut: fc.Arbitrary<ReviewEdit> = fc
  .record({ from: fc.nat({ max: 700 }), length: fc.nat({ max: 200 }) })
  .map(({ from, length }) => ({ kind: "cut", from, until: from + length }));
const edit: fc.Arbitrary<ReviewEdit> = fc.oneof(
  cut,
  fc.constantFrom(...words).map((text): ReviewEdit => ({ kind: "hide-text", text })),
  fc
    .record({ frame: fc.nat({ max: 11 }), x: fc.nat({ max: 99 }) })
    .map(({ frame, x }): ReviewEdit => ({
      kind: "black-box",
      frames: [FrameId.parse(`f${frame}`)],
      rect: { x, y: 0, width: 5, height: 5 },
    })),
);
const someCuts = fc.array(cut, { minLength: 1, maxLength: 4 });
const contextOf = (one: SessionEvent): string | undefined =>
  one.kind !== "context-changed" && "context" in one ? one.context : undefined;
const isCut = (one: ReviewEdit) => one.kind === "cut";

it("no event and no frame that a cut touches is left, nor anything bound to one", () => {
  fc.assert(
    fc.property(session, someCuts, ({ events, frames }, cuts) => {
      const reviewed = applyEdits(events, frames, cuts, silent);
      const inside = (from: number, until: number) =>
        cuts.some((one) => one.kind === "cut" && one.from <= until && from <= one.until);
      const left = new Set(reviewed.events.map(({ seq }) => seq));
      const pictures = new Set<string>(reviewed.frames.map(({ frame }) => frame));
      const taken = events.filter((one) => one.kind === "frame-taken");
      expect(reviewed.events.filter((one) => inside(one.at, endOf(one)))).toEqual([]);
      expect(reviewed.frames.filter(({ at }) => inside(at, at))).toEqual([]);
      expect(taken.filter(({ seq, of }) => left.has(seq) && !left.has(of))).toEqual([]);
      const gone = new Set(
        events.filter((one) => inside(one.at, endOf(one))).map(({ seq }) => seq),
      );
      expect(
        taken.filter(
          ({ seq, of, frame }) => (gone.has(seq) || gone.has(of)) && pictures.has(frame),
        ),
      ).toEqual([]);
    }),
  );
});

it("what a cut does not concern is unchanged, and every event left names a context that is", () => {
  fc.assert(
    fc.property(session, fc.array(cut, { maxLength: 3 }), ({ events, frames }, cuts) => {
      const before = new Map(events.map((one) => [one.seq, one]));
      const reviewed = applyEdits(events, frames, cuts, silent).events;
      const changed = reviewed.filter(
        (one) => one.kind !== "context-changed" && one !== before.get(one.seq),
      );
      expect(changed).toEqual([]);
      const order = reviewed.map(({ seq }) => seq);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      const used = new Set(reviewed.flatMap((one) => contextOf(one) ?? []));
      const rows = reviewed.filter((one) => one.kind === "context-changed");
      expect(rows.filter(({ context }) => !used.has(context.id))).toEqual([]);
    }),
  );
});

it("an event keeps the context row that it had, however much before it was cut", () => {
  const titleFor = (events: readonly SessionEvent[], seq: number, id: string) =>
    events
      .filter((one) => one.kind === "context-changed")
      .findLast((one) => one.seq < seq && one.context.id === id)?.context.title;
  fc.assert(
    fc.property(session, fc.array(cut, { maxLength: 3 }), ({ events, frames }, cuts) => {
      const reviewed = applyEdits(events, frames, cuts, silent).events;
      const titles = (rows: readonly SessionEvent[]) =>
        reviewed.map((one) => titleFor(rows, one.seq, contextOf(one) ?? ""));
      expect(titles(reviewed)).toEqual(titles(events));
    }),
  );
});

it("the order of cuts among the other edits, and how they are divided, does not matter", () => {
  fc.assert(
    fc.property(session, fc.array(edit, { maxLength: 6 }), ({ events, frames }, edits) => {
      const others = edits.filter((one) => !isCut(one));
      const cuts = edits.filter(isCut);
      const halves = cuts.flatMap((one): ReviewEdit[] => {
        if (one.kind !== "cut") return [];
        const middle = (one.from + one.until) / 2;
        return [
          { ...one, from: middle },
          { ...one, until: middle },
        ];
      });
      const whole = applyEdits(events, frames, edits, silent);
      expect(applyEdits(events, frames, [...cuts.toReversed(), ...others], silent)).toEqual(whole);
      expect(applyEdits(events, frames, [...others, ...halves], silent)).toEqual(whole);
    }),
  );
});

it("editing in two rounds leaves what editing at once leaves", () => {
  fc.assert(
    fc.property(
      session,
      fc.array(cut, { maxLength: 3 }),
      fc.array(cut, { maxLength: 3 }),
      ({ events, frames }, first, second) => {
        const once = applyEdits(events, frames, [...first, ...second], silent);
        const half = applyEdits(events, frames, first, silent);
        const twice = applyEdits(half.events, half.frames, second, silent);
        expect(twice.events).toEqual(once.events);
        expect(twice.frames).toEqual(once.frames);
      },
    ),
  );
});

it("no text that was hidden is left anywhere outside of a token", () => {
  fc.assert(
    fc.property(session, fc.constantFrom(...words), ({ events, frames }, text) => {
      const reviewed = applyEdits(events, frames, [{ kind: "hide-text", text }], silent);
      const bare = JSON.stringify(reviewed.events).replace(/‹[A-Z_]+#\d+›/g, "|");
      expect(bare.toLowerCase()).not.toContain(text.toLowerCase());
    }),
  );
});

it("redactions always stand exactly on a token", () => {
  fc.assert(
    fc.property(session, fc.array(edit, { maxLength: 5 }), ({ events, frames }, edits) => {
      const reviewed = applyEdits(events, frames, edits, silent).events;
      expect(Schema.array().safeParse(reviewed).success).toBe(true);
      const stretches = reviewed.flatMap((one) =>
        one.kind === "text-typed"
          ? one.redactions.map(({ start, end }) => one.text.slice(start, end))
          : [],
      );
      expect(stretches.filter((text) => !/^‹[A-Z_]+#\d+›$/.test(text))).toEqual([]);
    }),
  );
});
