/**
 * Remembers at which action each run of typing began, until the run is written.
 *
 * @module
 */
import type { Mono } from "../ports/observation.ts";

interface Begun {
  readonly action: number;
  readonly at: Mono;
}

/** Times of runs that held a secret are coarsened by as much. */
const coarseMs = 1_000;

export class RunActions {
  readonly #begun = new Map<string, Begun[]>();
  readonly #open = new Set<string>();

  /** `true` when this key is the first of a run in its field, which then begins as `action`. */
  begins(field: string, action: number, at: Mono): boolean {
    if (this.#open.has(field)) return false;
    this.#open.add(field);
    this.#begun.set(field, [...(this.#begun.get(field) ?? []), { action, at }]);
    return true;
  }

  /** Every open run ended: the next key begins another. */
  sealed(): void {
    this.#open.clear();
  }

  /** The actions that began within this run, oldest first; they are forgotten here. */
  take(field: string, at: Mono, until: Mono): readonly number[] {
    const all = this.#begun.get(field) ?? [];
    const within = (one: Begun) => one.at >= at - coarseMs && one.at <= until + coarseMs;
    const rest = all.filter((one) => !within(one) && one.at > at);
    if (rest.length > 0) this.#begun.set(field, rest);
    else this.#begun.delete(field);
    return all.filter(within).map(({ action }) => action);
  }

  clear(): void {
    this.#begun.clear();
    this.#open.clear();
  }
}
