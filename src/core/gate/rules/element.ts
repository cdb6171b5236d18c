/**
 * Decides about an element that the page names.
 *
 * A press may leave the page, so only what may have been before it counts; a change of value must
 * lie in one granted page on both sides.
 *
 * @module
 */
import { ruleForOrigin } from "../../policy/policy.ts";
import type { ElementFact } from "../../ports/browser-context.ts";
import type { Evidence } from "../evidence.ts";
import { type Place, type Verdict, drop, permit } from "../verdict.ts";
import { pagePlace } from "./page.ts";
import type { GateRules } from "./table.ts";

export function element(
  evidence: Evidence,
  rules: GateRules,
  pid: number,
  fact: ElementFact,
): Verdict<Place> {
  const { at, cause } = fact;
  const { policyBefore, policyAfter, focusBefore, pageBefore, pageAfter } = evidence.settings;
  const policy = rules.policy(evidence, at - policyBefore, at + policyAfter);
  if (policy === "not-yet" || "drop" in policy) return policy;
  if (ruleForOrigin(policy.permit, fact.origin) === undefined) return drop("not-allowed-site");
  // A list that is open may hold the keyboard; choosing from it is what this tells.
  const front = { from: at - focusBefore, to: at, typing: false };
  const focused = rules.focus(evidence, policy.permit, front);
  if (focused === "not-yet" || "drop" in focused) return focused;
  if (focused.permit.app.pid !== pid) return drop("focus-uncertain");
  const to = cause === "pressed" ? at : at + pageAfter;
  const span = { from: at - pageBefore, to, focused: false };
  const page = rules.page(evidence, policy.permit, focused.permit, span);
  if (page === "not-yet" || "drop" in page) return page;
  const view = page.permit[page.permit.length - 1]!;
  if (page.permit.some((other) => other.origin !== fact.origin)) return drop("site-uncertain");
  const place = pagePlace(policy.permit, focused.permit, view);
  return place.grant.signals.has("a11y") ? permit(place) : drop("signal-not-granted");
}
