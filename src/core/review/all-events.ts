import type { SessionEvent } from "../../contract/events.ts";
import type { SessionReader } from "../ports/session-vault.ts";

const pageSize = 10_000;

/** Every event of a session, in order of `seq`. */
export function allEvents(reader: Pick<SessionReader, "events">): readonly SessionEvent[] {
  const events: SessionEvent[] = [];
  for (;;) {
    const page = reader.events(events.at(-1)?.seq ?? -1, pageSize);
    events.push(...page);
    if (page.length < pageSize) return events;
  }
}
