import fc from "fast-check";
import { expect, it } from "vitest";
import { leakOf, outputsOf } from "./judge.ts";
import { keptOf, quietPlans, quietSessionOf } from "./quiet.ts";
import { plans } from "./plan.ts";
import { sessionOf } from "./session.ts";

it("nothing comes out that the truth says was outside, whatever the interleaving (CAP-01, CAP-04, CAP-05, CON-14)", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(plans, (plan) => {
      const session = sessionOf(plan);
      const outputs = outputsOf(session);
      for (const { permitted } of outputs) for (const { value } of permitted) kinds.add(value.kind);
      expect(leakOf(session, outputs)).toBeUndefined();
    }),
    { seed: 20_261_121, numRuns: 500 },
  );
  // A gate that lets nothing through would pass as well.
  expect([...kinds].toSorted()).toEqual([
    "button",
    "context",
    "element",
    "frame",
    "key-hidden",
    "key-named",
    "key-text",
    "pointer-moved",
    "typing-broken",
  ]);
});

it("every fact is decided once: kept, or counted no finer than it may be", () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const session = sessionOf(plan);
      const outputs = outputsOf(session);
      let kept = 0;
      let seen = 0;
      let dropped = 0;
      const refs: string[] = [];
      for (const output of outputs) {
        ({ seen } = { seen: seen + output.seen });
        for (const [reason, count] of output.dropped)
          if (reason !== "landing-unconfirmed") dropped += count;
        refs.push(...output.refusedFrames);
        for (const { value } of output.permitted) {
          if (value.kind === "frame") refs.push(value.ref);
          if (value.kind !== "context" && value.kind !== "typing-broken") kept++;
        }
      }
      const frames = [...session.deeds.values()].flatMap(({ frame }) => frame?.ref ?? []);
      expect(refs.toSorted()).toEqual(frames.toSorted());
      expect(seen).toBe(kept + dropped);
      expect(seen).toBeLessThanOrEqual(session.deeds.size);
    }),
    { seed: 20_261_122, numRuns: 200 },
  );
});

it("everything comes out when an allowed place is used, nothing changes and nothing is missing", () => {
  fc.assert(
    fc.property(quietPlans, (plan) => {
      const { session, expected } = quietSessionOf(plan);
      expect(keptOf(outputsOf(session))).toEqual(expected);
    }),
    { seed: 20_261_123, numRuns: 200 },
  );
});
