/**
 * Puts the gate's mark on what was permitted, in order, each place described before its first use.
 *
 * @module
 */
import type { Cleared } from "./cleared.ts";
import { ContextRegistry } from "./context-registry.ts";
import { type Permitted, mint } from "./permitted.ts";
import type { Place } from "./verdict.ts";

type Releasable = Exclude<Cleared, { kind: "context" }>;

export class Release {
  readonly #contexts = new ContextRegistry();
  #waiting: { readonly what: Releasable; readonly place: Place }[] = [];

  add(what: Releasable, place: Place): void {
    this.#waiting.push({ what, place });
  }

  /** Places are described again before their next use. */
  forgetPlaces(): void {
    this.#contexts.forget();
  }

  take(): readonly Permitted<Cleared>[] {
    const released: Permitted<Cleared>[] = [];
    for (const { what, place } of this.#waiting.toSorted((a, b) => a.what.at - b.what.at)) {
      const { id, fresh } = this.#contexts.name(place);
      if (fresh !== undefined)
        released.push(mint<Cleared>({ kind: "context", at: what.at, context: fresh }, id));
      released.push(mint<Cleared>(what, id));
    }
    this.#waiting = [];
    return released;
  }
}
