/** Which rows of a long list are in sight, so that only those are drawn. */
export interface SeenRange {
  readonly first: number;
  /** One behind the last. */
  readonly end: number;
}

const spare = 4;

export function seenRange(
  scrolled: number,
  viewport: number,
  itemSize: number,
  count: number,
): SeenRange {
  const first = Math.max(0, Math.floor(scrolled / itemSize) - spare);
  const end = Math.min(count, Math.ceil((scrolled + viewport) / itemSize) + spare);
  return { first: Math.min(first, count), end: Math.max(end, 0) };
}

/** Where to scroll so that an item is in sight; the same place when it already is. */
export function scrollFor(
  index: number,
  scrolled: number,
  viewport: number,
  itemSize: number,
): number {
  const start = index * itemSize;
  if (start < scrolled) return start;
  if (start + itemSize > scrolled + viewport) return start + itemSize - viewport;
  return scrolled;
}
