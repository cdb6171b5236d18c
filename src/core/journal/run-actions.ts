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
  readonly #begun = new Map<string, readonly Begun[]>();

  /** A run in this field began with this action. */
  begin(field: string, action: number, at: Mono): void {
    this.#begun.set(field, [...(this.#begun.get(field) ?? []), { action, at }]);
  }

  /** The action that this run is; it and all before it are forgotten here. */
  take(field: string, at: Mono, until: Mono, coarse: boolean): number | undefined {
    const all = this.#begun.get(field) ?? [];
    const isIt = (one: Begun) =>
      coarse ? one.at >= at - coarseMs && one.at <= until + coarseMs : one.at === at;
    const found = all.find(isIt);
    const rest = all.filter((one) => one.at > (found?.at ?? at));
    if (rest.length > 0) this.#begun.set(field, rest);
    else this.#begun.delete(field);
    return found?.action;
  }

  clear(): void {
    this.#begun.clear();
  }
}
