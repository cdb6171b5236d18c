/**
 * The rules of the gate as one table, so that tests can put a broken rule in one place and
 * see the promises fail (test/mutants). Production passes the table below and no other.
 *
 * @module
 */
import type { Rect } from "../../../contract/geometry.ts";
import type { Policy } from "../../policy/policy.ts";
import type { BrowserView, ElementFact, KeyLanding } from "../../ports/browser-context.ts";
import type { Mono } from "../../ports/observation.ts";
import type { FrameCandidate } from "../cleared.ts";
import type { Evidence } from "../evidence.ts";
import type { KeyFact } from "../key-class.ts";
import type { KnownWindow, Place, Verdict } from "../verdict.ts";
import { browserPopups } from "./browser-popups.ts";
import { element } from "./element.ts";
import { type FocusSpan, focusedWindow } from "./focused-window.ts";
import { frame, shownWindow } from "./frame.ts";
import { type HitWindow, type Point, hitWindow } from "./hit-window.ts";
import { type KeyPermit, key } from "./key.ts";
import { landing } from "./landing.ts";
import { type PageSpan, grantedPage } from "./page.ts";
import { pointer } from "./pointer.ts";
import { steadyPolicy } from "./steady-policy.ts";

export interface GateRules {
  /** One question each, asked by the four below. */
  policy(evidence: Evidence, from: Mono, to: Mono): Verdict<Policy>;
  focus(evidence: Evidence, policy: Policy, span: FocusSpan): Verdict<KnownWindow>;
  hit(evidence: Evidence, policy: Policy, point: Point): Verdict<HitWindow>;
  page(
    evidence: Evidence,
    policy: Policy,
    browser: KnownWindow,
    span: PageSpan,
  ): Verdict<readonly BrowserView[]>;
  landing(evidence: Evidence, pid: number, at: Mono): Verdict<KeyLanding>;
  shown(evidence: Evidence, policy: Policy, candidate: FrameCandidate): Verdict<KnownWindow>;
  popups(
    evidence: Evidence,
    browser: KnownWindow,
    candidate: FrameCandidate,
  ): Verdict<readonly Rect[]>;
  /** The decisions. */
  key(evidence: Evidence, rules: GateRules, fact: KeyFact): Verdict<KeyPermit>;
  pointer(evidence: Evidence, rules: GateRules, point: Point): Verdict<Place>;
  element(evidence: Evidence, rules: GateRules, pid: number, fact: ElementFact): Verdict<Place>;
  frame(evidence: Evidence, rules: GateRules, candidate: FrameCandidate): Verdict<Place>;
}

export const defaultRules: GateRules = Object.freeze({
  policy: steadyPolicy,
  focus: focusedWindow,
  hit: hitWindow,
  page: grantedPage,
  landing,
  shown: shownWindow,
  popups: browserPopups,
  key,
  pointer,
  element,
  frame,
});
