/**
 * Counts what was decided, so coarsely that the counts cannot tell a secret.
 *
 * How many keys were dropped is the length of what was typed; so keys, and everything in a
 * secure span, count once per reason in five seconds (requirements CAP-06). What was seen
 * is counted the same way, so that no difference of two numbers tells it either.
 *
 * @module
 */
import type { DropReason } from "../../contract/signals.ts";
import type { Mono } from "../ports/observation.ts";

const alwaysCoarse: ReadonlySet<DropReason> = new Set(["secure-field", "secure-unknown"]);

export class DropLedger {
  readonly #bucketMs: number;
  /** The bucket in which a reason was last counted coarsely. */
  readonly #lastBucket = new Map<DropReason, number>();
  #dropped = new Map<DropReason, number>();
  #seen = 0;

  constructor(bucketMs: number) {
    this.#bucketMs = bucketMs;
  }

  keep(): void {
    this.#seen++;
  }

  drop(reason: DropReason, at: Mono, coarse: boolean): void {
    if (this.#count(reason, at, coarse)) this.#seen++;
  }

  /** Something was kept, but not all of it, for this reason. */
  withhold(reason: DropReason, at: Mono): void {
    this.#count(reason, at, true);
  }

  /** Hands over the counts since the last time. */
  take(): { readonly dropped: ReadonlyMap<DropReason, number>; readonly seen: number } {
    const taken = { dropped: this.#dropped, seen: this.#seen };
    this.#dropped = new Map();
    this.#seen = 0;
    return taken;
  }

  #count(reason: DropReason, at: Mono, coarse: boolean): boolean {
    if (coarse || alwaysCoarse.has(reason)) {
      const bucket = Math.floor(at / this.#bucketMs);
      const last = this.#lastBucket.get(reason);
      if (last !== undefined && bucket <= last) return false;
      this.#lastBucket.set(reason, bucket);
    }
    this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + 1);
    return true;
  }
}
