import fc from "fast-check";
import { expect, it } from "vitest";
import { PossibleTimeline, unknown } from "../../../src/core/timeline/possible-timeline.ts";

const change = fc.record({
  gap: fc.integer({ min: 0, max: 100 }),
  early: fc.integer({ min: 0, max: 80 }),
  late: fc.integer({ min: 0, max: 80 }),
  lost: fc.boolean(),
});

it("what was true is always among what was possible, and unknown is never left out", () => {
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 40, size: "max" }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 2_500 }), fc.integer({ min: 0, max: 300 }))),
      (changes, spans) => {
        const timeline = new PossibleTimeline<number>({ historyMs: 1_500, maxChanges: 30 });
        timeline.observe({ kind: "changed", value: 0, earliest: 0, latest: 0 });
        const truth: { since: number; value: number | typeof unknown }[] = [{ since: 0, value: 0 }];
        let since = 0;
        for (const [index, { gap, early, late, lost }] of changes.entries()) {
          since += gap;
          const value = lost ? unknown : index + 1;
          truth.push({ since, value });
          if (lost) timeline.observe({ kind: "lost", from: since });
          else
            timeline.observe({
              kind: "changed",
              value: index + 1,
              earliest: since - early,
              latest: since + late,
            });
        }
        timeline.observe({ kind: "confirmed", upTo: 2_800 });
        for (const [from, length] of spans) {
          const possible = timeline.possibleOver(from, from + length);
          if (possible === "not-yet") throw new Error("evidence was complete");
          if (possible.length === 1 && possible[0] === unknown) continue;
          const held = truth.filter(
            ({ since: began }, index) =>
              began <= from + length &&
              (truth[index + 1]?.since ?? Number.POSITIVE_INFINITY) >= from,
          );
          for (const { value } of held) expect(possible).toContain(value);
        }
      },
    ),
    { seed: 20_261_124, numRuns: 500 },
  );
});
