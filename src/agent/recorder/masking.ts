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

/** The session is gone, and with it whatever had to be masked. */
export function needsNoMask(home: HomeStore, session: SessionId): void {
  home.setSetting(mark(session), null);
}

export const isMasked = (home: HomeStore, session: SessionId): boolean =>
  home.setting(mark(session)) === undefined;

/**
 * Prepares sessions for review, each once at a time, and again when it could not be done before.
 *
 * Texts that turned out to be half a secret are kept in memory until then.
 */
export class Masking {
  readonly #home: HomeStore;
  readonly #running = new Map<SessionId, Promise<void>>();
  readonly #splitSecrets = new Map<SessionId, readonly string[]>();

  constructor(home: HomeStore) {
    this.#home = home;
  }

  /** Rejects with StoreFull while the disk has no room for it; the session then stays closed. */
  prepare(session: SessionId, splitSecrets?: readonly string[]): Promise<void> {
    if (splitSecrets !== undefined) this.#splitSecrets.set(session, splitSecrets);
    const running = this.#running.get(session) ?? this.#prepare(session);
    this.#running.set(session, running);
    return running.finally(() => this.#running.delete(session));
  }

  /** Waits for what is under way, however it ends. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }

  /** Prepares what was left undone. Returns whether everything is fit for review now. */
  async prepareAll(): Promise<boolean> {
    const open = this.#home
      .sessions()
      .filter(({ session, state }) => state === "unreviewed" && !isMasked(this.#home, session));
    const outcomes = await Promise.allSettled(open.map(({ session }) => this.prepare(session)));
    return outcomes.every(({ status }) => status === "fulfilled");
  }

  async #prepare(session: SessionId): Promise<void> {
    if (isMasked(this.#home, session)) return;
    // A session that could not be closed on a full disk is closed here.
    if (this.#home.session(session)?.state === "recording") await this.#home.recover();
    if (this.#addMasks(session)) await this.#home.settleSession(session);
    needsNoMask(this.#home, session);
    this.#splitSecrets.delete(session);
  }

  /** Returns whether there is anything to destroy. */
  #addMasks(session: SessionId): boolean {
    const reader = this.#home.readSession(session);
    try {
      const hidden = (this.#splitSecrets.get(session) ?? [])
        .filter((text) => text.length >= 2)
        .map((text): ReviewEdit => ({ kind: "hide-text", text: text.slice(0, 500) }));
      const edits = [...automaticMasks(allEvents(reader), reader.frameTimes()), ...hidden];
      for (const edit of edits) reader.addEdit(edit);
      return edits.length > 0;
    } finally {
      reader.close();
    }
  }
}
