import type { DropCounts, DropReason } from "../../../contract/signals.ts";

/** Reasons that occurred, the most frequent first. */
export function countedDrops(drops: DropCounts): readonly (readonly [DropReason, number])[] {
  return (Object.entries(drops) as [DropReason, number][])
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a);
}
