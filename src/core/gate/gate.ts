/**
 * Decides what of everything that was observed may go on. There is no other way to the next step.
 *
 * It has no clock and does nothing by itself: facts and evidence are put in, `advance` says
 * what time it is and takes out what could be decided. A fact is held in memory until the
 * evidence on both sides of it is in, and permitted only if it is permitted in every world
 * that the evidence leaves possible. What stays undecided for too long is dropped. The
 * decisions themselves are in rules/, one small pure function each.
 *
 * @module
 */
import type { DropReason } from "../../contract/signals.ts";
import type { BrowserView, ElementFact, KeyLanding } from "../ports/browser-context.ts";
import type { InputFact } from "../ports/input-source.ts";
import type { Mono, Observation } from "../ports/observation.ts";
import type { WindowWorld } from "../ports/window-tracker.ts";
import type { Denied, Policy } from "../policy/policy.ts";
import { isDenied } from "../policy/policy.ts";
import { PossibleTimeline } from "../timeline/possible-timeline.ts";
import type { FrameCandidate, GateOutput } from "./cleared.ts";
import { DropLedger } from "./drop-ledger.ts";
import type { Evidence } from "./evidence.ts";
import { type HeldFact, HeldInput } from "./held-input.ts";
import { classify } from "./key-class.ts";
import { LandingLog } from "./landing-log.ts";
import { Release } from "./release.ts";
import { type GateRules, defaultRules } from "./rules/table.ts";
import { type GateSettings, defaultSettings } from "./settings.ts";
import { Typing } from "./typing.ts";
import type { Verdict } from "./verdict.ts";

export interface GateOptions {
  /** Processes of Assent itself; the caller may change the set while the gate is in use. */
  readonly own: ReadonlySet<number>;
  readonly settings?: GateSettings;
  readonly rules?: GateRules;
}

interface Browser {
  readonly views: PossibleTimeline<BrowserView>;
  readonly landings: LandingLog;
}

interface HeldElement {
  readonly pid: number;
  readonly fact: ElementFact;
}

export class Gate {
  readonly #settings: GateSettings;
  readonly #rules: GateRules;
  readonly #policy = new PossibleTimeline<Policy | Denied>();
  readonly #windows = new PossibleTimeline<WindowWorld>();
  readonly #browsers = new Map<number, Browser>();
  readonly #ledger: DropLedger;
  readonly #release = new Release();
  readonly #typing = new Typing();
  readonly #held: HeldInput;
  readonly #evidence: Evidence;
  #elements: HeldElement[] = [];
  #frames: FrameCandidate[] = [];
  #refusedFrames: string[] = [];
  #now: Mono = Number.NEGATIVE_INFINITY;
  #decidedUpTo: Mono = Number.NEGATIVE_INFINITY;
  #pausedAt: Mono | undefined;
  #forgottenUpTo: Mono = Number.NEGATIVE_INFINITY;

  constructor({ own, settings = defaultSettings, rules = defaultRules }: GateOptions) {
    this.#settings = settings;
    this.#rules = rules;
    this.#ledger = new DropLedger(settings.countBucket);
    this.#held = new HeldInput(settings.maxFacts);
    const now = (): Mono => this.#now;
    this.#evidence = {
      get now(): Mono {
        return now();
      },
      settings,
      own,
      policy: this.#policy,
      windows: this.#windows,
      browser: (pid) => this.#browsers.get(pid)?.views,
      landings: (pid, from, to) => this.#browsers.get(pid)?.landings.within(from, to) ?? [],
      lastLanding: (pid) => this.#browsers.get(pid)?.landings.last ?? Number.NEGATIVE_INFINITY,
      nextPress: () => {
        const first = this.#held.first;
        if (first === undefined) return undefined;
        return this.#held.nextPress(first.at + 2 * settings.landingTolerance);
      },
    };
  }

  policy(observation: Observation<Policy | Denied>): void {
    this.#policy.observe(observation);
    if (observation.kind !== "changed" || isDenied(observation.value)) return;
    if (this.#pausedAt === undefined) return;
    // A change from before the pause that is told late does not end it.
    if (Math.max(observation.earliest, observation.latest) < this.#pausedAt)
      this.#policy.observe(pausedFrom(this.#pausedAt));
    else this.#pausedAt = undefined;
  }

  windows(observation: Observation<WindowWorld>): void {
    this.#windows.observe(observation);
  }

  browser(pid: number, observation: Observation<BrowserView>): void {
    let browser = this.#browsers.get(pid);
    if (browser === undefined) {
      browser = { views: new PossibleTimeline(), landings: new LandingLog(this.#settings) };
      this.#browsers.set(pid, browser);
      const oldest = this.#browsers.keys().next();
      if (this.#browsers.size > this.#settings.maxBrowsers && oldest.done !== true)
        this.#browsers.delete(oldest.value);
    }
    browser.views.observe(observation);
  }

  landing(pid: number, landing: KeyLanding): void {
    if (this.#reachesPause(landing.at)) return;
    // When a key landed is evidence for the keys after it; where, is forgotten.
    const kept = this.#isForgotten(landing.at) ? { ...landing, element: undefined } : landing;
    this.#browsers.get(pid)?.landings.add(kept);
  }

  element(pid: number, fact: ElementFact): void {
    if (this.#reachesPause(fact.at) || this.#isForgotten(fact.at))
      this.#ledger.drop("paused", fact.at, false);
    else if (this.#elements.length >= this.#settings.maxElements)
      this.#ledger.drop("queue-overflow", fact.at, false);
    else this.#elements.push({ pid, fact });
  }

  input(facts: readonly InputFact[]): void {
    for (const fact of facts) {
      if (fact.kind === "lost") this.#loseInput(fact.at);
      else if (this.#reachesPause(fact.at) || this.#isForgotten(fact.at))
        this.#drop(fact, "paused");
      else if (this.#held.full) this.#drop(fact, "queue-overflow", true);
      // Its place in the order is gone: what was typed around it has been let through.
      else if (fact.at < this.#decidedUpTo) this.#drop(fact, "input-lost", true);
      else this.#held.add(fact);
    }
  }

  frame(candidate: FrameCandidate): void {
    if (this.#reachesPause(candidate.endedAt) || this.#isForgotten(candidate.startedAt))
      this.#refuse(candidate, "paused");
    else if (this.#frames.length >= this.#settings.maxFrames)
      this.#refuse(candidate, "queue-overflow");
    else this.#frames.push(candidate);
  }

  /** Says what time it is and takes out everything that could be decided. */
  advance(now: Mono): GateOutput {
    this.#now = Math.max(this.#now, now);
    this.#decideInput();
    this.#decideElements();
    this.#decideFrames();
    const refusedFrames = this.#refusedFrames;
    this.#refusedFrames = [];
    return { permitted: this.#release.take(), ...this.#ledger.take(), refusedFrames };
  }

  /**
   * Drops at once whatever could only be decided with evidence from after `at`, and all held
   * text. Lasts until a policy that is not denied is observed. What was dropped is counted in
   * the next output.
   */
  pause(at: Mono): void {
    this.#policy.observe(pausedFrom(at));
    this.#pausedAt = Math.min(at, this.#pausedAt ?? at);
    this.#purge("paused", (end) => this.#reachesPause(end));
  }

  /**
   * Drops everything that is held, and whatever of the time up to `upTo` arrives after this; every
   * place is described again. The evidence stays.
   */
  clear(reason: DropReason, upTo: Mono): void {
    this.#forgottenUpTo = Math.max(this.#forgottenUpTo, upTo);
    this.#purge(reason, () => true);
    this.#release.forgetPlaces();
  }

  /** Sources deliver late: what was done before somebody said "forget" may come after it. */
  #isForgotten(at: Mono): boolean {
    return at <= this.#forgottenUpTo;
  }

  /** Whether something that ended at `end` needs evidence from after the pause. */
  #reachesPause(end: Mono): boolean {
    const { focusAfter, pageAfter, policyAfter } = this.#settings;
    return (
      this.#pausedAt !== undefined &&
      end + Math.max(focusAfter, pageAfter, policyAfter) > this.#pausedAt
    );
  }

  #purge(reason: DropReason, reaches: (end: Mono) => boolean): void {
    const removed = this.#held.remove((fact) => isText(fact) || reaches(fact.at));
    for (const fact of removed) if (fact.kind !== "broken") this.#drop(fact, reason);
    for (const { fact } of this.#elements)
      if (reaches(fact.at)) this.#ledger.drop(reason, fact.at, false);
    this.#elements = this.#elements.filter(({ fact }) => !reaches(fact.at));
    for (const frame of this.#frames) if (reaches(frame.endedAt)) this.#refuse(frame, reason);
    this.#frames = this.#frames.filter((frame) => !reaches(frame.endedAt));
    for (const { landings } of this.#browsers.values()) landings.forgetElements();
    this.#typing.forget();
  }

  #loseInput(at: Mono): void {
    this.#ledger.drop("input-lost", at, true);
    for (const fact of this.#held.remove(isText))
      if (fact.kind !== "broken") this.#drop(fact, "input-lost");
    for (const { landings } of this.#browsers.values()) landings.disown(at);
    this.#typing.releaseAll();
    this.#held.addBreak(at);
  }

  /** `leavesHole`: what comes after it may already be held or let through. */
  #drop(fact: Exclude<HeldFact, { kind: "broken" }>, reason: DropReason, leavesHole = false): void {
    this.#ledger.drop(reason, fact.at, fact.kind === "key");
    if (leavesHole && fact.kind !== "pointer-moved") this.#held.addBreak(fact.at);
  }

  #refuse(candidate: FrameCandidate, reason: DropReason): void {
    this.#ledger.drop(reason, candidate.startedAt, false);
    this.#refusedFrames.push(candidate.ref);
  }

  #decideInput(): void {
    for (let fact = this.#held.first; fact !== undefined; fact = this.#held.first) {
      if (!this.#decide(fact)) return;
      this.#decidedUpTo = Math.max(this.#decidedUpTo, fact.at);
      this.#held.shift();
    }
  }

  /** Returns `false` when the evidence is not in yet. */
  #decide(fact: HeldFact): boolean {
    switch (fact.kind) {
      case "broken":
        this.#typing.break(this.#release);
        return true;
      case "key":
        return this.#decideKey(fact);
      case "pointer-moved":
      case "button":
      case "wheel": {
        const verdict = this.#timely(
          this.#rules.pointer(this.#evidence, this.#rules, fact),
          fact.at,
        );
        if (verdict === "not-yet") return false;
        if ("permit" in verdict) {
          this.#ledger.keep();
          this.#release.add(fact, verdict.permit);
        } else {
          this.#drop(fact, verdict.drop);
          if (fact.kind === "button") this.#typing.dropped(verdict.drop, this.#release);
        }
        return true;
      }
    }
  }

  #decideKey(fact: Extract<HeldFact, { kind: "key" }>): boolean {
    for (const { landings } of this.#browsers.values()) landings.settle(fact.at);
    const verdict = this.#typing.isSilent(fact)
      ? "silent"
      : this.#timely(this.#rules.key(this.#evidence, this.#rules, fact), fact.at);
    if (verdict === "not-yet") return false;
    if (fact.down) for (const { landings } of this.#browsers.values()) landings.pressed(fact.at);
    if (verdict === "silent") return true;
    if ("permit" in verdict) {
      this.#ledger.keep();
      if (verdict.permit.withheld !== undefined)
        this.#ledger.withhold(verdict.permit.withheld, fact.at);
      this.#typing.permitted(fact, verdict.permit, this.#release);
    } else {
      this.#drop(fact, verdict.drop);
      this.#typing.refused(fact);
      this.#typing.dropped(verdict.drop, this.#release);
    }
    return true;
  }

  #decideElements(): void {
    this.#elements = this.#elements.filter(({ pid, fact }) => {
      const asked = this.#rules.element(this.#evidence, this.#rules, pid, fact);
      const verdict = this.#timely(asked, fact.at);
      if (verdict === "not-yet") return true;
      if ("permit" in verdict) {
        this.#ledger.keep();
        const { at, cause, origin, element } = fact;
        this.#release.add({ kind: "element", at, cause, origin, element }, verdict.permit);
      } else this.#ledger.drop(verdict.drop, fact.at, false);
      return false;
    });
  }

  #decideFrames(): void {
    this.#frames = this.#frames.filter((candidate) => {
      const asked = this.#rules.frame(this.#evidence, this.#rules, candidate);
      const verdict = this.#timely(asked, candidate.startedAt);
      if (verdict === "not-yet") return true;
      if ("permit" in verdict) {
        this.#ledger.keep();
        const { ref, startedAt, endedAt } = candidate;
        this.#release.add({ kind: "frame", at: startedAt, endedAt, ref }, verdict.permit);
      } else this.#refuse(candidate, verdict.drop);
      return false;
    });
  }

  #timely<T>(verdict: Verdict<T>, at: Mono): Verdict<T> {
    if (verdict !== "not-yet") return verdict;
    const { giveUp, future } = this.#settings;
    const hopeless = this.#now > at + giveUp || at > this.#now + future;
    return hopeless ? { drop: "no-evidence-in-time" } : verdict;
  }
}

const pausedFrom = (at: Mono): Observation<Denied> => ({
  kind: "changed",
  value: { denied: "paused" },
  earliest: at,
  latest: at,
});

const isText = (fact: HeldFact): boolean => {
  if (fact.kind !== "key") return false;
  const kind = classify(fact);
  return kind === "text" || kind === "edit";
};
