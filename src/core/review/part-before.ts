/**
 * What of an event may stay when everything after a moment is forgotten.
 *
 * An event that reaches beyond the moment goes whole, because its content cannot be told
 * apart by time. Only a gap, which has no content, is shortened.
 *
 * @module
 */
import type { SessionEvent } from "../../contract/events.ts";
import { endOf } from "./apply-edits.ts";

export function partBefore(event: SessionEvent, moment: number): SessionEvent | null {
  if (endOf(event) <= moment) return event;
  return event.kind === "gap" && event.at <= moment ? { ...event, until: moment } : null;
}
