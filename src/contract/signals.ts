/**
 * What may be observed, and why an observation was not kept.
 *
 * These two lists are the vocabulary of consent and of honesty: every toggle in the
 * consent screen is a signal, and every drop is counted under exactly one reason.
 *
 * @module
 */
import * as z from "zod";

/** Requirements CON-03: each is a toggle of its own, off until the participant turns it on. */
export const Signal = z.enum([
  "pointer",
  "keys.timing",
  "keys.content",
  "screenshot",
  "a11y",
  "title",
  "nav",
]);
export type Signal = z.infer<typeof Signal>;

export const DropReason = z.enum([
  "no-consent",
  "paused",
  "not-allowed-app",
  "not-allowed-site",
  "signal-not-granted",
  "focus-uncertain",
  "window-uncertain",
  "identity-unverified",
  "keyboard-grabbed",
  "companion-missing",
  "site-uncertain",
  "page-not-focused",
  "secure-field",
  "secure-unknown",
  "landing-unconfirmed",
  "no-evidence-in-time",
  "queue-overflow",
  "input-lost",
  "policy-changed",
  "grab-failed",
  "redaction-failed",
  "store-full",
  "own-window",
  "display-lost",
]);
export type DropReason = z.infer<typeof DropReason>;

/** How many observations were dropped, by reason. A reason that never occurred is absent. */
export const DropCounts = z.partialRecord(DropReason, z.int().nonnegative());
export type DropCounts = z.infer<typeof DropCounts>;
