/**
 * Decides about one pointer event: which window it hit, and in a browser whether that point is page.
 *
 * Nothing of the pointer is kept in a secure span either (CAP-06).
 *
 * @module
 */
import { isBrowser } from "../../policy/known-executables.ts";
import { ruleForApp } from "../../policy/policy.ts";
import type { Evidence } from "../evidence.ts";
import { type Place, type Verdict, drop, holds, permit } from "../verdict.ts";
import type { Point } from "./hit-window.ts";
import { pagePlace } from "./page.ts";
import type { GateRules } from "./table.ts";

export function pointer(evidence: Evidence, rules: GateRules, point: Point): Verdict<Place> {
  const { at, x, y } = point;
  const { policyBefore, policyAfter, pageBefore } = evidence.settings;
  const policy = rules.policy(evidence, at - policyBefore, at + policyAfter);
  if (policy === "not-yet" || "drop" in policy) return policy;
  const hit = rules.hit(evidence, policy.permit, point);
  if (hit === "not-yet" || "drop" in hit) return hit;
  const { window, app } = hit.permit;
  if (!isBrowser(app.exe)) {
    const grant = ruleForApp(policy.permit, app);
    if (grant === undefined) return drop("not-allowed-app");
    return granted({ window, app, grant, origin: undefined, title: window.title });
  }
  const span = { from: at - pageBefore, to: at, focused: false };
  const page = rules.page(evidence, policy.permit, hit.permit, span);
  if (page === "not-yet" || "drop" in page) return page;
  // The companion speaks of the window in front; another window of the same browser shows another page.
  if (!hit.permit.focused) return drop("page-not-focused");
  for (const { viewport } of page.permit) {
    if (viewport === null) return drop("site-uncertain");
    if (!holds(viewport, x, y)) return drop("page-not-focused");
  }
  const view = page.permit[page.permit.length - 1]!;
  if (page.permit.some((other) => other.origin !== view.origin)) return drop("site-uncertain");
  return granted(pagePlace(policy.permit, hit.permit, view));
}

const granted = (place: Place): Verdict<Place> =>
  place.grant.signals.has("pointer") ? permit(place) : drop("signal-not-granted");
