/**
 * Makes a session fit for review: what must not be seen is destroyed first.
 *
 * A session is marked before its first row is written and stays closed to review until the masks
 * were applied, however its recorder ended.
 */
import type { SessionId } from "../../contract/ids.ts";
import type { ReviewEdit } from "../../contract/review.ts";
import type { HomeStore } from "../../core/ports/home-store.ts";
import { allEvents } from "../../core/review/all-events.ts";
import { automaticMasks } from "../../core/review/automatic-masks.ts";

const mark = (session: SessionId) => `unmasked ${session}`;

export function mustBeMasked(home: HomeStore, session: SessionId): void {
  home.setSetting(mark(session), "yes");
}

export const isMasked = (home: HomeStore, session: SessionId): boolean =>
  home.setting(mark(session)) === undefined;

export async function makeReviewable(
  home: HomeStore,
  session: SessionId,
  splitSecrets: readonly string[] = [],
): Promise<void> {
  if (addMasks(home, session, splitSecrets)) await home.settleSession(session);
  home.setSetting(mark(session), null);
}

/** Returns whether there is anything to destroy. */
function addMasks(home: HomeStore, session: SessionId, splitSecrets: readonly string[]): boolean {
  const reader = home.readSession(session);
  try {
    const hidden = splitSecrets
      .filter((text) => text.length >= 2)
      .map((text): ReviewEdit => ({ kind: "hide-text", text: text.slice(0, 500) }));
    const edits = [...automaticMasks(allEvents(reader), reader.frameTimes()), ...hidden];
    for (const edit of edits) reader.addEdit(edit);
    return edits.length > 0;
  } finally {
    reader.close();
  }
}

/** Sessions whose recorder was killed before it could do this. */
export async function maskTheRest(home: HomeStore): Promise<void> {
  for (const { session, state } of home.sessions()) {
    if (state === "unreviewed" && !isMasked(home, session)) await makeReviewable(home, session);
  }
}
