/**
 * Decides whether the page in front of a browser may be recorded over a whole span.
 *
 * Its companion must have spoken for every moment of it, every site that may have been in
 * front must be granted, and no field that may have had the keyboard may be secure or
 * of unknown security (CAP-05, CAP-10).
 *
 * @module
 */
import { type Policy, ruleForOrigin } from "../../policy/policy.ts";
import type { BrowserView } from "../../ports/browser-context.ts";
import type { Mono } from "../../ports/observation.ts";
import { unknown } from "../../timeline/possible-timeline.ts";
import type { Evidence } from "../evidence.ts";
import { type KnownWindow, type Place, type Verdict, drop, permit } from "../verdict.ts";

export interface PageSpan {
  readonly from: Mono;
  readonly to: Mono;
  /** Whether the page, not the browser's own bars, must have had the keyboard. */
  readonly focused: boolean;
}

/** Every view that was possible, oldest first, all of them of granted sites. Never empty. */
export function grantedPage(
  evidence: Evidence,
  policy: Policy,
  browser: KnownWindow,
  span: PageSpan,
): Verdict<readonly BrowserView[]> {
  const timeline = evidence.browser(browser.app.pid);
  if (timeline === undefined) return drop("companion-missing");
  const views = timeline.possibleOver(span.from, span.to);
  if (views === "not-yet") return "not-yet";
  const known = views.filter((view) => view !== unknown);
  // First of all: whatever else holds, a secure span must not be counted as something finer.
  if (known.some((view) => view.secure === "secure")) return drop("secure-field");
  if (known.length < views.length || known.length === 0) return drop("site-uncertain");
  const granted = known.filter(
    (view) => view.origin !== null && ruleForOrigin(policy, view.origin) !== undefined,
  );
  if (granted.length === 0) return drop("not-allowed-site");
  if (granted.length < known.length) return drop("site-uncertain");
  if (known.some((view) => view.secure !== "clear")) return drop("secure-unknown");
  if (span.focused && known.some((view) => !view.pageFocused)) return drop("page-not-focused");
  return permit(known);
}

/** The place that a granted view describes. */
export function pagePlace(policy: Policy, browser: KnownWindow, view: BrowserView): Place {
  const { origin, title } = view;
  const grant = origin === null ? undefined : ruleForOrigin(policy, origin);
  if (origin === null || grant === undefined)
    throw new TypeError("Cannot name a place: its site is not granted");
  return { window: browser.window, app: browser.app, grant, origin, title };
}
