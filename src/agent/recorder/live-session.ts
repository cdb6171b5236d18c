/** Starts recording for a consent that was just verified: sources, hotkey, store, in this order. */
import { randomUUID } from "node:crypto";
import { SessionId, type StudyId } from "../../contract/ids.ts";
import type { ActiveConsent } from "../../core/consent/active-consent.ts";
import type { LocalDeny } from "../../core/policy/policy.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { HomeStore } from "../../core/ports/home-store.ts";
import type { Mono } from "../../core/ports/observation.ts";
import { SessionRedactor } from "../../core/redact/session-redactor.ts";
import { hashOf } from "../../adapters/seal/digest.ts";
import { type EndReason, Recording } from "./recording.ts";
import { makeReviewable, mustBeMasked } from "./masking.ts";
import type { Sources, SourcesFactory } from "./sources.ts";
import type { StudyDesk } from "./study-desk.ts";

export interface LiveSession {
  readonly recording: Recording;
  readonly sources: Sources;
  readonly session: SessionId;
  readonly study: StudyId;
  readonly hotkey: AsyncDisposable;
}

export interface LiveSessionOptions {
  readonly consent: ActiveConsent;
  readonly home: HomeStore;
  readonly studies: StudyDesk;
  readonly clock: Clock;
  readonly sources: SourcesFactory;
  readonly deny: LocalDeny;
  readonly own: ReadonlySet<number>;
  readonly onChange: () => void;
  /** Told once the session is fit for review. */
  readonly onEnd: (why: EndReason) => void;
}

/** Rejects with SourceUnavailable or StoreFull, and leaves nothing behind then. */
export async function startLiveSession(options: LiveSessionOptions): Promise<LiveSession> {
  const { clock, home, studies, consent } = options;
  const { manifest, receipt } = consent;
  const study = manifest.studyId;
  const sources = await options.sources(clock);
  await using undo = new AsyncDisposableStack();
  undo.use(sources.pixels);

  let recording: Recording | undefined;
  const hotkey = undo.use(await sources.hotkey.start((at) => toggle(recording, at)));
  const redactor = new SessionRedactor({ profile: manifest.redaction.profile });
  const session = SessionId.parse(randomUUID());
  undo.defer(() => home.deleteSession(session));
  mustBeMasked(home, session);
  const vault = await home.createSession(sessionStart(options, session, sources, redactor));
  undo.defer(() => vault.close());

  recording = await Recording.start({
    ...sources,
    clock,
    vault,
    redactor,
    consent() {
      const now = studies.consent(study);
      return now.outcome === "active" && now.consent.receipt === receipt ? now.consent : undefined;
    },
    deny: options.deny,
    own: options.own,
    onChange: options.onChange,
    onEnd(why, splitSecrets) {
      void makeReviewable(home, session, splitSecrets).finally(() => options.onEnd(why));
    },
  });
  undo.move();
  return { recording, sources, session, study, hotkey };
}

function toggle(recording: Recording | undefined, at: Mono): void {
  if (recording?.state === "paused") recording.resume();
  else recording?.pause(at);
}

function sessionStart(
  { consent, clock }: LiveSessionOptions,
  session: SessionId,
  { display }: Sources,
  redactor: SessionRedactor,
) {
  const { manifest, manifestHash, receipt, choice } = consent;
  return {
    session,
    study: manifest.studyId,
    manifestHash,
    receipt,
    startedAt: new Date(clock.wall()).toISOString(),
    display,
    scopes: choice.map(({ scope, signals }) => ({ id: scope, signals })),
    redaction: { engine: "assent-redact/1", rulesHash: hashOf(redactor.rulesDescription()) },
    ttlDays: manifest.review.ttlDays,
    disclosesDeletions: manifest.review.disclosesDeletionCounts,
  };
}
