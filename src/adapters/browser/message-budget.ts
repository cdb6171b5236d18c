/**
 * How much a companion may say: a steady rate, and a burst above it.
 *
 * @module
 */
import type { Mono } from "../../core/ports/observation.ts";

export class MessageBudget {
  readonly #perSecond: number;
  readonly #burst: number;
  #left: number;
  #at: Mono;

  constructor(perSecond: number, burst: number, now: Mono) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#left = burst;
    this.#at = now;
  }

  /** `false` when the budget is used up. */
  spend(now: Mono): boolean {
    const refill = ((now - this.#at) / 1000) * this.#perSecond;
    this.#at = now;
    this.#left = Math.min(this.#burst, this.#left + Math.max(0, refill));
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
