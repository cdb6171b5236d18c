/**
 * Decides whether one policy, and the same one, was in force over a whole span.
 *
 * A pause, an expiry or a change of the allow-list anywhere in the span drops what lies
 * in it, because nobody can say on which side of the change it happened (CAP-01).
 *
 * @module
 */
import { type Policy, isDenied } from "../../policy/policy.ts";
import type { Mono } from "../../ports/observation.ts";
import { unknown } from "../../timeline/possible-timeline.ts";
import type { Evidence } from "../evidence.ts";
import { type Verdict, drop, permit } from "../verdict.ts";

export function steadyPolicy(evidence: Evidence, from: Mono, to: Mono): Verdict<Policy> {
  const policies = evidence.policy.possibleOver(from, to);
  if (policies === "not-yet") return "not-yet";
  let steady: Policy | undefined;
  let changed = false;
  for (const policy of policies) {
    if (policy === unknown) return drop("no-consent");
    if (isDenied(policy)) return drop(policy.denied);
    if (steady !== undefined && steady.epoch !== policy.epoch) changed = true;
    steady = policy;
  }
  return changed || steady === undefined ? drop("policy-changed") : permit(steady);
}
