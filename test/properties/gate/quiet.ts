import fc from "fast-check";
import type { GateOutput } from "../../../src/core/gate/cleared.ts";
import { type Plan, plans } from "./plan.ts";
import { type Session, sessionOf } from "./session.ts";

/** A desktop on which one allowed place is used and nothing changes. */

export interface QuietPlan {
  readonly place: "editor" | "browser";
  readonly plan: Plan;
}

const never = { gap: 1, early: 0, late: 0, delay: 0, lostFor: 0 };
/** Inside the editor's window alone, and inside the page alone. */
const points = { editor: { x: 100, y: 90 }, browser: { x: 600, y: 400 } };

export const quietPlans: fc.Arbitrary<QuietPlan> = fc.record({
  place: fc.constantFrom("editor", "browser"),
  plan: plans.map((plan) => ({
    ...plan,
    page: [],
    policy: [],
    hang: undefined,
    // Two keys of one moment's width apart may be taken for one another; people are slower.
    acts: plan.acts
      .filter(({ kind }) => kind !== "lost" && kind !== "release")
      .map((act) => ({ ...act, gap: 800 + act.gap })),
  })),
});

export function quietSessionOf({ place, plan }: QuietPlan): {
  readonly session: Session;
  readonly expected: readonly string[];
} {
  const acts = plan.acts.map((act) => ({ ...act, ...points[place] }));
  const focus = { ...never, change: { kind: "focus", app: place } } as const;
  const session = sessionOf({ ...plan, windows: [focus], acts });
  const expected = [...session.deeds.values()].flatMap(({ kind, at }) => {
    if (kind === "element") return place === "browser" ? [`element ${at}`] : [];
    if (kind === "frame") return [`frame ${at}`];
    if (kind === "move") return [`pointer-moved ${at}`];
    if (kind === "press") return [`button ${at}`];
    if (kind === "text") return [`${place === "browser" ? "key-text" : "key-hidden"} ${at}`];
    if (kind === "edit") return [`${place === "browser" ? "key-named" : "key-hidden"} ${at}`];
    return [`key-named ${at}`];
  });
  return { session, expected: expected.toSorted() };
}

export const keptOf = (outputs: readonly GateOutput[]): readonly string[] =>
  outputs
    .flatMap(({ permitted }) => permitted)
    .filter(({ value }) => value.kind !== "context" && value.kind !== "typing-broken")
    .map(({ value }) => `${value.kind} ${value.at}`)
    .toSorted();
