/** How long a step stays on screen: as long as it took, without waiting for pauses in the work. */
export const speeds = [1, 2, 4, 8, 16] as const;
export type Speed = (typeof speeds)[number];

const longestWaitMs = 2_000;
const shortestWaitMs = 120;

export function waitMs(at: number, nextAt: number, speed: Speed): number {
  const between = Math.min(Math.max(nextAt - at, shortestWaitMs), longestWaitMs);
  return between / speed;
}
