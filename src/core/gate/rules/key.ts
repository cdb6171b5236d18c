/**
 * Decides about one key press or release, and how much of it is kept.
 *
 * In a native window nobody confirms which field a key reached, so what it typed is never kept, only
 * that something was typed. In a page every key needs the page's own word that it landed in
 * a plain field there; without it at most "something was typed" remains.
 *
 * @module
 */
import type { DropReason } from "../../../contract/signals.ts";
import type { KeyLanding, PageElement } from "../../ports/browser-context.ts";
import { isBrowser } from "../../policy/known-executables.ts";
import { type Grant, type Policy, ruleForApp } from "../../policy/policy.ts";
import type { Evidence } from "../evidence.ts";
import { type KeyClass, type KeyFact, classify } from "../key-class.ts";
import { type KnownWindow, type Place, type Verdict, drop, permit } from "../verdict.ts";
import { pagePlace } from "./page.ts";
import type { GateRules } from "./table.ts";

export interface KeyPermit {
  readonly place: Place;
  readonly as: "text" | "named" | "hidden";
  readonly element?: PageElement | undefined;
  /** Why the content of this press was not kept although it might have been. */
  readonly withheld?: DropReason;
}

export function key(evidence: Evidence, rules: GateRules, fact: KeyFact): Verdict<KeyPermit> {
  const { at } = fact;
  const { policyBefore, policyAfter, focusBefore, focusAfter } = evidence.settings;
  const policy = rules.policy(evidence, at - policyBefore, at + policyAfter);
  if (policy === "not-yet" || "drop" in policy) return policy;
  const span = { from: at - focusBefore, to: at + focusAfter, typing: true };
  const focused = rules.focus(evidence, policy.permit, span);
  if (focused === "not-yet" || "drop" in focused) return focused;
  return isBrowser(focused.permit.app.exe)
    ? keyInPage(evidence, rules, policy.permit, focused.permit, fact)
    : keyInApp(policy.permit, focused.permit, fact);
}

function keyInApp(policy: Policy, focused: KnownWindow, fact: KeyFact): Verdict<KeyPermit> {
  const grant = ruleForApp(policy, focused.app);
  if (grant === undefined) return drop("not-allowed-app");
  const { window, app } = focused;
  const place: Place = { window, app, grant, origin: undefined, title: window.title };
  const kind = kindOf(fact);
  const named = (kind === "chord" || kind === "named") && grant.signals.has("keys.content");
  return named ? permit({ place, as: "named" }) : hidden(place);
}

function keyInPage(
  evidence: Evidence,
  rules: GateRules,
  policy: Policy,
  focused: KnownWindow,
  fact: KeyFact,
): Verdict<KeyPermit> {
  const { pageBefore, pageAfter } = evidence.settings;
  const span = { from: fact.at - pageBefore, to: fact.at + pageAfter, focused: true };
  const page = rules.page(evidence, policy, focused, span);
  if (page === "not-yet" || "drop" in page) return page;
  const kind = kindOf(fact);
  const [first, ...others] = page.permit;
  const oneSite = others.every((view) => view.origin === first!.origin);
  const place = pagePlace(policy, focused, first!);
  // The page tells of presses only.
  if (!fact.down) return oneSite ? keyAs(kind, fact, place, undefined) : drop("site-uncertain");
  const landed = rules.landing(evidence, focused.app.pid, fact.at);
  if (landed === "not-yet") return "not-yet";
  if ("drop" in landed)
    return landed.drop === "landing-unconfirmed" && oneSite ? hidden(place, landed.drop) : landed;
  const view = page.permit.find((candidate) => candidate.origin === landed.permit.origin);
  if (view === undefined) return drop("site-uncertain");
  return keyAs(kind, fact, pagePlace(policy, focused, view), landed.permit);
}

/** The gate asks about a release only if its press was kept by name (typing.ts). */
const kindOf = (fact: KeyFact): KeyClass => (fact.down ? classify(fact) : "named");

function keyAs(
  kind: KeyClass,
  fact: KeyFact,
  place: Place,
  landed: KeyLanding | undefined,
): Verdict<KeyPermit> {
  if (!place.grant.signals.has("keys.content")) return hidden(place);
  if (kind !== "text") return permit({ place, as: "named" });
  if (landed === undefined || fact.text === undefined) return hidden(place);
  return permit({ place, as: "text", element: elementOf(place.grant, landed) });
}

/** What the element is called is a signal of its own. */
const elementOf = (grant: Grant, landed: KeyLanding): PageElement | undefined =>
  grant.signals.has("a11y") ? landed.element : undefined;

function hidden(place: Place, withheld?: DropReason): Verdict<KeyPermit> {
  const { signals } = place.grant;
  if (!signals.has("keys.timing") && !signals.has("keys.content"))
    return drop(withheld ?? "signal-not-granted");
  return permit(
    withheld === undefined ? { place, as: "hidden" } : { place, as: "hidden", withheld },
  );
}
