import type { Mono } from "./observation.ts";

/** Time, from outside. Tests pass one that stands still. */
export interface Clock {
  /** Monotonic milliseconds, on the same clock as every {@link Mono} of this run. */
  now(): Mono;
  /** Milliseconds since 1970, for days and expiry only. */
  wall(): number;
}
