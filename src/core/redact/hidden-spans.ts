/**
 * Says that keys were pressed which may not be known, on a grid of 5 seconds.
 *
 * Neither number nor moments of the keys survive: passwords of different length give the
 * same span unless they take longer than the grid shows (CAP-06). Consecutive cells join.
 *
 * @module
 */
import type { HiddenSpan } from "./typing-output.ts";

const grid = 5_000;

export class HiddenSpans {
  #open: HiddenSpan | undefined;
  /** End of the last span of a field, so that one cell is not told twice. */
  #told: HiddenSpan | undefined;

  add(field: string, at: number): readonly HiddenSpan[] {
    const from = Math.floor(at / grid) * grid;
    const open = this.#open;
    if (open !== undefined && open.field === field && from <= open.until) {
      this.#open = { ...open, until: Math.max(open.until, from + grid) };
      return [];
    }
    const out = this.end();
    if (this.#told?.field === field && this.#told.until >= from + grid) return out;
    this.#open = { kind: "hidden", field, at: from, until: from + grid };
    return out;
  }

  advance(now: number): readonly HiddenSpan[] {
    return this.#open !== undefined && now > this.#open.until + grid ? this.end() : [];
  }

  end(): readonly HiddenSpan[] {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return [];
    this.#told = open;
    return [open];
  }

  discard(): void {
    this.#open = undefined;
    this.#told = undefined;
  }
}
