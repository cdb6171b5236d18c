/**
 * Which moments a participant cut out of a session.
 *
 * Overlapping and touching cuts are one, so neither their order nor how they were drawn
 * can matter.
 *
 * @module
 */
import type { ReviewEdit } from "../../contract/review.ts";

export interface Interval {
  readonly from: number;
  readonly until: number;
}

/** Sorted and disjoint; both ends belong to the cut. */
export function cutsOf(edits: readonly ReviewEdit[]): readonly Interval[] {
  const sorted = edits
    .filter((edit) => edit.kind === "cut")
    .map(({ from, until }) => ({ from: Math.min(from, until), until: Math.max(from, until) }))
    .sort((a, b) => a.from - b.from);
  const merged: { from: number; until: number }[] = [];
  for (const cut of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && cut.from <= last.until) last.until = Math.max(last.until, cut.until);
    else merged.push(cut);
  }
  return merged;
}

/** The cut that this stretch of time touches, if any. */
export function cutTouching(
  cuts: readonly Interval[],
  from: number,
  until: number,
): Interval | undefined {
  return cuts.find((cut) => cut.from <= until && from <= cut.until);
}
