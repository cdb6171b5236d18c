/**
 * Decides how long to wait after a try that failed for no fault of the request.
 *
 * Doubles from two seconds to half an hour. Half of each wait is random, so that the
 * participants of a study do not come back together when its collector does. A collector
 * that names a time is never asked before it.
 *
 * @module
 */
const firstMs = 2_000;
const longestMs = 30 * 60 * 1_000;

/** `failures` tries failed before this one; `random` is in [0, 1). */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}

export interface Failure {
  readonly now: number;
  readonly failures: number;
  readonly random: number;
  /** What the collector asked for in `Retry-After`. */
  readonly atLeastMs?: number | undefined;
}

/** Wall-clock milliseconds of the next try. */
export function retryAt({ now, failures, random, atLeastMs = 0 }: Failure): number {
  return now + Math.max(backoffMs(failures, random), Math.min(atLeastMs, 24 * 60 * 60 * 1_000));
}
