/**
 * Input that waits for its evidence, in the order in which it happened.
 *
 * A hole in the input is held in its place as `broken`, because what was typed before and
 * after it must not be read as one.
 *
 * @module
 */
import type { InputFact } from "../ports/input-source.ts";
import type { Mono } from "../ports/observation.ts";

export type HeldFact =
  | Exclude<InputFact, { kind: "lost" }>
  | { readonly kind: "broken"; readonly at: Mono };

export class HeldInput {
  readonly #limit: number;
  #facts: HeldFact[] = [];
  #head = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get first(): HeldFact | undefined {
    return this.#facts[this.#head];
  }

  get full(): boolean {
    return this.#facts.length - this.#head >= this.#limit;
  }

  /** Keeps the order; the caller has made sure that there is room. */
  add(fact: HeldFact): void {
    let place = this.#facts.length;
    while (place > this.#head && this.#facts[place - 1]!.at > fact.at) place--;
    if (place === this.#facts.length) this.#facts.push(fact);
    else this.#facts.splice(place, 0, fact);
  }

  /** Marks a hole after everything held up to now. Holes side by side are one. */
  addBreak(at: Mono): void {
    const last = this.#facts.length > this.#head ? this.#facts.at(-1) : undefined;
    if (last?.kind !== "broken") this.add({ kind: "broken", at: Math.max(at, last?.at ?? at) });
  }

  shift(): void {
    this.#head++;
    if (this.#head < 1_024) return;
    this.#facts = this.#facts.slice(this.#head);
    this.#head = 0;
  }

  /** The first key press behind the first fact, up to `until`. */
  nextPress(until: Mono): Mono | undefined {
    for (let i = this.#head + 1; i < this.#facts.length; i++) {
      const fact = this.#facts[i]!;
      if (fact.at > until) return undefined;
      if (fact.kind === "key" && fact.down) return fact.at;
    }
    return undefined;
  }

  /** Takes out whatever matches. */
  remove(matches: (fact: HeldFact) => boolean): readonly HeldFact[] {
    const removed: HeldFact[] = [];
    const kept: HeldFact[] = [];
    for (const fact of this.#facts.slice(this.#head)) (matches(fact) ? removed : kept).push(fact);
    this.#facts = kept;
    this.#head = 0;
    return removed;
  }
}
