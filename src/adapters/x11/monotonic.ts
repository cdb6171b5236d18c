import type { Mono } from "../../core/ports/observation.ts";

/** CLOCK_MONOTONIC in milliseconds: the clock of every {@link Mono} on this machine. */
export function monotonicNow(): Mono {
  return Number(process.hrtime.bigint()) / 1e6;
}
