/** Starts recording for a consent that was just verified: sources, hotkey, store, in this order. */
import { randomUUID } from "node:crypto";
import { SessionId, type StudyId } from "../../contract/ids.ts";
import type { ActiveConsent } from "../../core/consent/active-consent.ts";
import type { LocalDeny } from "../../core/policy/policy.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { HomeStore } from "../../core/ports/home-store.ts";
import type { Mono } from "../../core/ports/observation.ts";
import { engine, SessionRedactor } from "../../core/redact/session-redactor.ts";
import { hashOf } from "../../adapters/seal/digest.ts";
import { type EndReason, Recording } from "./recording.ts";
import { mustBeMasked, needsNoMask } from "./masking.ts";
import { ownTerms } from "./own-terms.ts";
import type { Sources, SourcesFactory } from "./sources.ts";
import type { StudyDesk } from "./study-desk.ts";

export interface LiveSession {
  readonly recording: Recording;
  readonly sources: Sources;
  readonly session: SessionId;
  readonly study: StudyId;
  /** Resolves once everything is closed and given back. */
  readonly ended: Promise<Ending>;
}

export interface Ending {
  readonly why: EndReason;
  readonly splitSecrets: readonly string[];
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
  let pressedBefore: Mono | undefined;
  const hotkey = undo.use(
    await sources.hotkey.start((at) => {
      if (recording === undefined) pressedBefore = at;
      else toggle(recording, at);
    }),
  );
  const redactor = new SessionRedactor({
    profile: manifest.redaction.profile,
    userTerms: ownTerms(home),
  });
  const session = SessionId.parse(randomUUID());
  undo.defer(() => needsNoMask(home, session));
  undo.defer(() => home.deleteSession(session));
  mustBeMasked(home, session);
  const vault = await home.createSession(sessionStart(options, session, sources, redactor));
  undo.defer(() => vault.close());

  const ending = Promise.withResolvers<Ending>();
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
    onEnd: (why, splitSecrets) => ending.resolve({ why, splitSecrets }),
  });
  undo.move();
  if (pressedBefore !== undefined) recording.pause(pressedBefore);
  const ended = ending.promise.then(async (how) => {
    // A display that is gone holds no key any more, and cannot be asked to let go of it.
    await Promise.allSettled([hotkey[Symbol.asyncDispose]()]);
    return how;
  });
  return { recording, sources, session, study, ended };
}

function toggle(recording: Recording, at: Mono): void {
  if (recording.state === "paused") recording.resume();
  else recording.pause(at);
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
    redaction: { engine, rulesHash: hashOf(redactor.rulesDescription()) },
    ttlDays: manifest.review.ttlDays,
    disclosesDeletions: manifest.review.disclosesDeletionCounts,
  };
}
