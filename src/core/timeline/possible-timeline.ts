/**
 * Remembers what may have been true, and when.
 *
 * Nothing that an adapter reports is exact: a change happened somewhere between two
 * moments, an answer is older than its arrival. So this answers one question only: which
 * values may have held at any moment of a span. The old value stays possible until the latest
 * moment of a change and the new one is possible from its earliest. Where nothing is known,
 * and before and after what is still remembered, the answer contains {@link unknown}. As
 * long as the reports do not reach the end of the span, there is no answer yet.
 *
 * Wherever reports contradict one another, more is held possible, never less: whoever asks
 * for permission in every possible world is then refused.
 *
 * @module
 */
import type { Mono, Observation } from "../ports/observation.ts";

/** Stands in a list of possible values for "something that was never reported". */
export const unknown: unique symbol = Symbol("unknown");
export type Possible<T> = T | typeof unknown;

export interface Possibilities<T> {
  /** Evidence is complete up to this moment. */
  readonly reaches: Mono;
  /** Every value that may have held at some moment of [`from`, `to`], oldest first. */
  possibleOver(from: Mono, to: Mono): "not-yet" | readonly Possible<T>[];
}

export interface TimelineLimits {
  /** How much of the past can be asked about, in ms. */
  readonly historyMs: number;
  /** How many changes are remembered; the oldest are forgotten first. */
  readonly maxChanges: number;
}

/** The gate asks about at most 6.5 s of the past; twice that leaves room for late facts. */
export const defaultTimelineLimits: TimelineLimits = { historyMs: 13_000, maxChanges: 4_096 };

interface Stretch<T> {
  readonly value: Possible<T>;
  /** First moment at which the value may have held. */
  from: Mono;
  /** Last moment at which it may have held; never before that of an older stretch. */
  until: Mono;
}

export class PossibleTimeline<T> implements Possibilities<T> {
  readonly #limits: TimelineLimits;
  #stretches: Stretch<T>[] = [
    { value: unknown, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY },
  ];
  /** Stretches before this index are forgotten; they are removed in bulk. */
  #head = 0;
  #forgottenUntil: Mono = Number.NEGATIVE_INFINITY;
  #reaches: Mono = Number.NEGATIVE_INFINITY;
  #lastAnswer: { first: number; end: number; values: readonly Possible<T>[] } | undefined;

  constructor(limits: TimelineLimits = defaultTimelineLimits) {
    this.#limits = limits;
  }

  get reaches(): Mono {
    return this.#reaches;
  }

  observe(observation: Observation<T>): void {
    switch (observation.kind) {
      case "changed": {
        const { value, earliest, latest } = observation;
        assertMoments(earliest, latest);
        this.#change(value, Math.min(earliest, latest), Math.max(earliest, latest));
        break;
      }
      case "confirmed":
        assertMoments(observation.upTo);
        this.#reaches = Math.max(this.#reaches, observation.upTo);
        break;
      case "lost":
        assertMoments(observation.from);
        this.#change(unknown, observation.from, observation.from);
        break;
    }
    this.#forget();
  }

  possibleOver(from: Mono, to: Mono): "not-yet" | readonly Possible<T>[] {
    if (to > this.#reaches && !this.#isLostBy(to)) return "not-yet";
    if (from <= this.#forgottenUntil) return [unknown];
    const first = this.#firstPossibleAt(from);
    let end = first;
    while (end < this.#stretches.length && this.#stretches[end]!.from <= to) end++;
    const last = this.#lastAnswer;
    if (last !== undefined && last.first === first && last.end === end) return last.values;
    const values = this.#stretches.slice(first, end).map((stretch) => stretch.value);
    this.#lastAnswer = { first, end, values };
    return values;
  }

  #change(value: Possible<T>, earliest: Mono, latest: Mono): void {
    this.#lastAnswer = undefined;
    // A change reported as older than its predecessor: the order of the two is not known.
    for (let i = this.#stretches.length - 1; i >= this.#head; i--) {
      const stretch = this.#stretches[i]!;
      if (stretch.from <= earliest) break;
      stretch.from = earliest;
    }
    const previous = this.#stretches[this.#stretches.length - 1]!;
    const before = this.#stretches[this.#stretches.length - 2];
    previous.until = Math.max(latest, before?.until ?? latest);
    this.#stretches.push({ value, from: earliest, until: Number.POSITIVE_INFINITY });
  }

  /** Once the source has said that it lost sight, waiting brings nothing. */
  #isLostBy(to: Mono): boolean {
    const last = this.#stretches[this.#stretches.length - 1]!;
    return last.value === unknown && Number.isFinite(last.from) && last.from <= to;
  }

  #firstPossibleAt(moment: Mono): number {
    let low = this.#head;
    let high = this.#stretches.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#stretches[middle]!.until >= moment) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #forget(): void {
    const newest = Math.max(this.#reaches, this.#stretches[this.#stretches.length - 1]!.from);
    const horizon = newest - this.#limits.historyMs;
    const last = this.#stretches.length - 1;
    while (
      this.#head < last &&
      (this.#stretches[this.#head]!.until < horizon || last - this.#head >= this.#limits.maxChanges)
    ) {
      this.#forgottenUntil = this.#stretches[this.#head]!.until;
      this.#head++;
    }
    if (this.#head < 512) return;
    this.#stretches = this.#stretches.slice(this.#head);
    this.#head = 0;
    this.#lastAnswer = undefined;
  }
}

function assertMoments(...moments: readonly Mono[]): void {
  for (const moment of moments)
    if (!Number.isFinite(moment))
      throw new TypeError("Cannot take an observation: its time is not a number");
}
