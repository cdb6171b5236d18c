import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GateOptions } from "../../src/core/gate/gate.ts";
import type { Evidence } from "../../src/core/gate/evidence.ts";
import { type GateRules, defaultRules } from "../../src/core/gate/rules/table.ts";
import { defaultSettings } from "../../src/core/gate/settings.ts";
import { type Place, permit } from "../../src/core/gate/verdict.ts";
import { type Policy, isDenied } from "../../src/core/policy/policy.ts";
import {
  type Possibilities,
  type Possible,
  unknown,
} from "../../src/core/timeline/possible-timeline.ts";
import type { TrackedWindow } from "../../src/core/ports/window-tracker.ts";
import { leakOf, outputsOf } from "../properties/gate/judge.ts";
import { keptOf, quietPlans, quietSessionOf } from "../properties/gate/quiet.ts";
import { plans } from "../properties/gate/plan.ts";
import { sessionOf } from "../properties/gate/session.ts";
import { editor, firstWorld, policyFor, shop } from "../properties/gate/truth.ts";

/** The property of test/properties/gate, run against a gate that is broken on purpose. */
function counterexample(options: Partial<GateOptions>): string | undefined {
  const found = fc.check(
    fc.property(plans, (plan) => {
      const session = sessionOf(plan);
      return leakOf(session, outputsOf(session, options)) === undefined;
    }),
    { seed: 20_261_121, numRuns: 500, endOnFailure: true },
  );
  if (!found.failed) return undefined;
  const session = sessionOf(found.counterexample![0]);
  return leakOf(session, outputsOf(session, options));
}

const withRules = (rules: Partial<GateRules>): Partial<GateOptions> => ({
  rules: { ...defaultRules, ...rules },
});

/** Every rule sees other evidence than there is. */
function withEvidence(lie: (evidence: Evidence) => Partial<Evidence>): Partial<GateOptions> {
  const lied = (evidence: Evidence): Evidence => ({
    ...evidence,
    now: evidence.now,
    ...lie(evidence),
  });
  return withRules({
    key: (evidence, rules, fact) => defaultRules.key(lied(evidence), rules, fact),
    pointer: (evidence, rules, point) => defaultRules.pointer(lied(evidence), rules, point),
    element: (evidence, rules, pid, fact) => defaultRules.element(lied(evidence), rules, pid, fact),
    frame: (evidence, rules, candidate) => defaultRules.frame(lied(evidence), rules, candidate),
  });
}

const mapped = <T>(from: Possibilities<T>, change: (value: T) => T): Possibilities<T> => ({
  reaches: from.reaches,
  possibleOver: (a, b) => {
    const values = from.possibleOver(a, b);
    return values === "not-yet"
      ? values
      : values.map((value): Possible<T> => (value === unknown ? value : change(value)));
  },
});

const impatient = <T>(from: Possibilities<T>): Possibilities<T> => ({
  reaches: Number.POSITIVE_INFINITY,
  possibleOver: (a, b) => from.possibleOver(Math.min(a, from.reaches), Math.min(b, from.reaches)),
});

const somewhere: Place = {
  window: firstWorld.stack[2]!,
  app: editor,
  grant: policyFor(1, { editor: true, sites: [] }).apps.get(editor.exe)!,
  origin: undefined,
  title: undefined,
};

/** Whatever policy was possible last, if it grants anything. */
function lastPolicy(evidence: Evidence, from: number, to: number) {
  const possible = evidence.policy.possibleOver(from, to);
  if (possible === "not-yet") return "not-yet";
  const policies = possible.filter(
    (value): value is Policy => value !== unknown && !isDenied(value),
  );
  return policies.length === 0 ? defaultRules.policy(evidence, from, to) : permit(policies.at(-1)!);
}

const mutants: readonly (readonly [string, Partial<GateOptions>])[] = [
  [
    "says yes to every key",
    withRules({
      key: (_, __, fact) =>
        permit({ place: somewhere, as: fact.text === undefined ? "named" : "text" }),
    }),
  ],
  ["says yes to every pointer event", withRules({ pointer: () => permit(somewhere) })],
  ["says yes to every frame", withRules({ frame: () => permit(somewhere) })],
  ["says yes to every element", withRules({ element: () => permit(somewhere) })],
  [
    "does not look at what was before",
    {
      settings: {
        ...defaultSettings,
        focusBefore: 0,
        pageBefore: 0,
        hitBefore: 0,
        policyBefore: 0,
      },
    },
  ],
  [
    "does not look at what came after",
    { settings: { ...defaultSettings, focusAfter: 0, pageAfter: 0, policyAfter: 0 } },
  ],
  [
    "does not wait for evidence",
    withEvidence((evidence) => ({
      policy: impatient(evidence.policy),
      windows: impatient(evidence.windows),
      browser: (pid) => {
        const views = evidence.browser(pid);
        return views === undefined ? undefined : impatient(views);
      },
    })),
  ],
  [
    "does not ask where a key landed",
    withRules({
      landing: (_, __, at) => permit({ at, landed: "clear", origin: shop, element: undefined }),
    }),
  ],
  ["does not ask whether the policy stayed the same", withRules({ policy: lastPolicy })],
  [
    "takes every window for a verified one",
    withEvidence((evidence) => ({
      windows: mapped(evidence.windows, (world) => ({
        ...world,
        stack: world.stack.map((window): TrackedWindow => ({
          ...window,
          app: window.app ?? editor,
        })),
      })),
    })),
  ],
  [
    "does not see popups",
    withEvidence((evidence) => ({
      windows: mapped(evidence.windows, (world) => ({
        ...world,
        stack: world.stack.filter((window) => !window.overrideRedirect),
      })),
    })),
  ],
  [
    "does not see that the keyboard is grabbed",
    withEvidence((evidence) => ({
      windows: mapped(evidence.windows, (world) => ({ ...world, keyboardGrabbed: false })),
    })),
  ],
  [
    "takes every field for a plain one",
    withEvidence((evidence) => ({
      browser: (pid) => {
        const views = evidence.browser(pid);
        return views && mapped(views, (view) => ({ ...view, secure: "clear" }));
      },
    })),
  ],
  ["takes any popup of the browser", withRules({ popups: () => permit([]) })],
  [
    "does not ask whether secret fields are black",
    withEvidence((evidence) => ({
      browser: (pid) => {
        const views = evidence.browser(pid);
        return views && mapped(views, (view) => ({ ...view, secretAreas: [] }));
      },
    })),
  ],
];

describe("a gate that", () => {
  it.each(mutants)("%s is found out", (_, options) => {
    expect(counterexample(options)).toBeTypeOf("string");
  });

  it("is not broken is not found out, by the same seed", () => {
    expect(counterexample({})).toBeUndefined();
  });

  it("drops everything is found out by the property that allowed things come out", () => {
    const options = withRules({ key: () => ({ drop: "not-allowed-app" }) });
    const found = fc.check(
      fc.property(quietPlans, (plan) => {
        const { session, expected } = quietSessionOf(plan);
        return keptOf(outputsOf(session, options)).length === expected.length;
      }),
      { seed: 20_261_123, numRuns: 20, endOnFailure: true },
    );
    expect(found.failed).toBe(true);
  });
});
