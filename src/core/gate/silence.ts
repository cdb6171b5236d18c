/**
 * Records of silence, which hold no observation and are never withheld.
 *
 * @module
 */
import type { SessionEvent } from "../../contract/events.ts";
import { ContextId } from "../../contract/ids.ts";
import { mint, type Permitted } from "./permitted.ts";

export type Gap = Extract<SessionEvent, { kind: "gap" }>;

const nowhere = ContextId.parse("c0");

/** Says that nothing was recorded between two moments of the session, and why. */
export function silence(gap: Gap): Permitted<Gap> {
  const { kind, seq, at, until, reason } = gap;
  return mint({ kind, seq, at, until, reason }, nowhere);
}
