/**
 * How an adapter tells what it saw, and how sure it is about when.
 *
 * The world cannot be read at one instant: an answer arrives after the question, an event
 * after the change. So a change is reported with the earliest and the latest moment at
 * which it can have happened, and the absence of change is reported as well. The gate
 * reasons over every value that was possible at a moment (src/core/timeline).
 *
 * @module
 */

/** Milliseconds on the machine's monotonic clock (on X11 the X server's clock, unwrapped). */
export type Mono = number;

export type Observation<T> =
  /** The value became `value` at some moment in [`earliest`, `latest`]. */
  | {
      readonly kind: "changed";
      readonly value: T;
      readonly earliest: Mono;
      readonly latest: Mono;
    }
  /** Nothing but the changes reported so far happened up to this moment. */
  | { readonly kind: "confirmed"; readonly upTo: Mono }
  /** From this moment on nothing is known, until the next `changed`. */
  | { readonly kind: "lost"; readonly from: Mono };

/** Whether a source works, in words that a participant can act on. Never content. */
export interface Health {
  readonly ok: boolean;
  readonly reasons: readonly string[];
}
