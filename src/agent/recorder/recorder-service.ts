/** Everything that a window may ask of the recorder, over one participant's home. */
import type { Hash, SessionId, StudyId } from "../../contract/ids.ts";
import type { AgentState, participantApi } from "../../contract/participant-api.ts";
import type { Errand, ErrandResult, recorderApi } from "../../contract/recorder-api.ts";
import { CallFailed, type Handlers } from "../../contract/rpc.ts";
import type { ActiveConsent } from "../../core/consent/active-consent.ts";
import type { LocalDeny } from "../../core/policy/policy.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { HomeStore } from "../../core/ports/home-store.ts";
import { SourceUnavailable } from "../../core/ports/input-source.ts";
import { HotkeyTaken } from "../../core/ports/pause-hotkey.ts";
import { StoreFull } from "../../core/ports/session-vault.ts";
import { dayOf } from "../../core/study/duration.ts";
import { asStoreFull } from "../../adapters/vault/store-full.ts";
import { ErrandDesk } from "./errand-desk.ts";
import { handlersOf } from "./handlers.ts";
import { Masking, needsNoMask } from "./masking.ts";
import { NoticeBoard } from "./notice-board.ts";
import { type Ending, type LiveSession, startLiveSession } from "./live-session.ts";
import { TermsUnreadable } from "./own-terms.ts";
import type { Recording } from "./recording.ts";
import { approvalWords, endWords, noRoomWords, notPreparedWords } from "./recorder-words.ts";
import { ReviewDesk } from "./review-desk.ts";
import { partsOf, type SourcesFactory } from "./sources.ts";
import { type Build, StudyDesk } from "./study-desk.ts";
import type { VaultDoor } from "./vault-door.ts";

export interface RecorderOptions {
  readonly door: VaultDoor;
  readonly clock: Clock;
  readonly sources: SourcesFactory;
  readonly build: Build;
  readonly deny: LocalDeny;
  /** Processes of Assent: never recorded. */
  readonly own: ReadonlySet<number>;
  readonly environment: NodeJS.ProcessEnv;
  readonly onState: (state: AgentState) => void;
  readonly onSessions: () => void;
  readonly onErrands: () => void;
  /** Nobody wants this errand done any more. */
  readonly onErrandCancelled: (id: number) => void;
}

export interface Desks {
  readonly home: HomeStore;
  readonly masking: Masking;
  readonly studies: StudyDesk;
  readonly review: ReviewDesk;
  readonly errands: ErrandDesk;
}

type Start = Awaited<ReturnType<Handlers<typeof participantApi>["startRecording"]>>;
type Approval = Awaited<ReturnType<Handlers<typeof participantApi>["approve"]>>;

export class RecorderService {
  readonly #options: RecorderOptions;
  readonly #board = new NoticeBoard();
  readonly handlers: Handlers<typeof recorderApi>;
  #desks: Desks | undefined;
  #running: LiveSession | undefined;
  /** A home that is being opened, or a recording that is being started. */
  #busy: Promise<unknown> | undefined;
  #pauseWanted = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.handlers = handlersOf(this, options.environment);
  }

  get recording(): Recording | undefined {
    return this.#running?.recording;
  }

  state(): AgentState {
    const running = this.#running;
    const recording = running?.recording;
    return {
      vault: this.#options.door.state,
      recording: recording?.state ?? "off",
      study: running?.study ?? null,
      session: running?.session ?? null,
      sessionSeconds: recording?.seconds ?? 0,
      seen: recording?.seen ?? 0,
      kept: recording?.kept ?? 0,
      drops: Object.fromEntries(recording?.drops ?? []),
      lastDrop: recording?.lastDrop ?? null,
      pauseHotkey: running?.sources.hotkey.combination ?? "",
      parts: running === undefined ? [] : partsOf(running.sources),
      notices: [...this.#board.all(), ...(this.#desks?.home.notices() ?? [])].slice(0, 50),
    };
  }

  open(): Desks {
    if (this.#desks === undefined) throw new CallFailed("locked");
    return this.#desks;
  }

  create(passphrase: string): Promise<void> {
    return this.#alone(async () => this.#opened(await this.#options.door.create(passphrase)));
  }

  unlock(passphrase: string): Promise<"open" | "wrong-passphrase"> {
    return this.#alone(async () => {
      if (this.#desks !== undefined) return "open";
      const home = await this.#options.door.unlock(passphrase);
      if (home === "wrong-passphrase") return home;
      await this.#opened(home);
      return "open";
    });
  }

  /** Ends recording and locks the home. */
  close(): Promise<void> {
    return this.#alone(async () => {
      await this.#stopNow();
      const desks = this.#desks;
      this.#desks = undefined;
      await desks?.masking.idle();
      await this.#options.door.lock();
      this.#changed();
    });
  }

  join(request: Parameters<StudyDesk["join"]>[0]): ReturnType<StudyDesk["join"]> {
    const outcome = this.open().studies.join(request);
    this.#changed();
    return outcome;
  }

  dismissNotice(id: number): void {
    this.#board.dismiss(id);
    this.open().home.dismissNotice(id);
    this.#changed();
  }

  /** Resolves when the session is fit for review. */
  async review(session: SessionId): Promise<ReviewDesk> {
    const { home, review, masking } = this.open();
    if (home.session(session) !== undefined && session !== this.#running?.session)
      await masking.prepare(session);
    return review;
  }

  async approve(session: SessionId, treeHash: Hash): Promise<Approval> {
    const { home, studies } = this.open();
    const study = home.session(session)?.study;
    const consent = study === undefined ? undefined : studies.consent(study);
    if (consent === undefined || consent.outcome === "refused") {
      const why = consent?.message ?? "Cannot approve: there is no such session";
      return { outcome: "refused", why };
    }
    const review = await this.review(session);
    const outcome = await review.approve(session, treeHash, consent.consent.manifest);
    this.#options.onSessions();
    this.#options.onErrands();
    if (outcome.outcome === "changed") return outcome;
    if (outcome.outcome === "approved") return { outcome: "approved" };
    return { outcome: "refused", why: approvalWords[outcome.why] };
  }

  async deleteSession(session: SessionId): Promise<void> {
    const { home, masking } = this.open();
    if (session === this.#running?.session) await this.stop();
    await masking.idle();
    this.#stopSending(session);
    await home.deleteSession(session);
    needsNoMask(home, session);
    this.#options.onSessions();
  }

  /** What is being sent stops at once; the collector forgets an upload that is not finished. */
  #stopSending(session: SessionId): void {
    const errand = this.#desks?.errands.sending(session);
    if (errand !== undefined) this.#options.onErrandCancelled(errand);
  }

  nextErrand(): Errand | null {
    return this.#desks?.errands.next() ?? null;
  }

  async errandDone(result: ErrandResult): Promise<void> {
    await this.#desks?.errands.done(result);
    this.#options.onSessions();
  }

  /** Resolves when nothing is recorded any more; the session is made fit for review after that. */
  async stop(): Promise<void> {
    // What is only being started has to be there before it can end.
    await this.#busy;
    await this.#stopNow();
  }

  async #stopNow(): Promise<void> {
    const running = this.#running;
    await running?.recording.stop();
    await running?.ended;
  }

  /** A recording that is only being started is paused before it begins. */
  pause(): void {
    if (this.#running === undefined) this.#pauseWanted = true;
    else this.#running.recording.pause();
  }

  /** Calls that open, start and lock come one after the other. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#busy ?? Promise.resolve();
    const mine = before.then(work);
    this.#busy = mine.catch(() => undefined);
    return mine;
  }

  #changed(): void {
    this.#options.onState(this.state());
  }

  async #opened(home: HomeStore): Promise<void> {
    const wall = () => this.#options.clock.wall();
    const masking = new Masking(home);
    this.#desks = {
      home,
      masking,
      studies: new StudyDesk(home, wall, this.#options.build),
      review: new ReviewDesk(home, wall),
      errands: new ErrandDesk(home, wall),
    };
    try {
      await this.#tidy(home, masking);
    } catch (problem) {
      if (!(asStoreFull(problem) instanceof StoreFull)) throw problem;
      this.#board.add({ level: "error", code: "store-full", text: noRoomWords });
    }
    this.#changed();
    this.#options.onErrands();
  }

  /** Finishes what an earlier run left undone. */
  async #tidy(home: HomeStore, masking: Masking): Promise<void> {
    for (const { keptUntilAt } of await home.recover()) {
      home.addNotice({
        level: "warning",
        code: "recorder-restarted",
        text: `Assent ended unexpectedly while recording. Everything up to ${keptUntilAt.slice(0, 16).replace("T", " ")} UTC was kept; the moment after that was lost.`,
      });
    }
    const expired = await home.expireSessions(dayOf(this.#options.clock.wall()));
    for (const session of expired) needsNoMask(home, session);
    if (expired.length > 0) {
      home.addNotice({
        level: "info",
        code: "sessions-expired",
        text: `${expired.length} session(s) were not reviewed in time and were erased.`,
      });
    }
    if (!(await masking.prepareAll()))
      this.#board.add({ level: "error", code: "not-prepared", text: notPreparedWords });
  }

  async withdraw(study: StudyId): Promise<void> {
    await this.#busy;
    const { home, studies, errands, masking } = this.open();
    if (this.#running?.study === study) await this.stop();
    await masking.idle();
    const ended = studies.withdraw(study);
    if (ended !== undefined) errands.withdraw(ended);
    for (const { session, study: of, state } of home.sessions()) {
      if (of !== study || state === "uploaded") continue;
      this.#stopSending(session);
      await home.deleteSession(session);
      needsNoMask(home, session);
    }
    this.#changed();
    this.#options.onSessions();
    this.#options.onErrands();
  }

  start(study: StudyId): Promise<Start> {
    this.#pauseWanted = false;
    return this.#alone(async () => {
      const desks = this.open();
      const refused = (why: string): Start => ({ outcome: "refused", why });
      if (this.#running !== undefined) return refused("Cannot start: Assent is recording already");
      const consent = desks.studies.consent(study);
      if (consent.outcome === "refused") return refused(consent.message);
      try {
        const session = await this.#record(consent.consent, desks);
        return { outcome: "started", session };
      } catch (problem) {
        const translated = asStoreFull(problem);
        const told = [SourceUnavailable, HotkeyTaken, StoreFull, TermsUnreadable].some(
          (kind) => translated instanceof kind,
        );
        if (told && translated instanceof Error) return refused(translated.message);
        throw problem;
      }
    });
  }

  async #record(consent: ActiveConsent, desks: Desks): Promise<SessionId> {
    const running = await startLiveSession({
      ...this.#options,
      ...desks,
      consent,
      onChange: () => this.#changed(),
    });
    const ended = running.ended.then((how) => {
      this.#ended(running.session, how, desks.masking);
      return how;
    });
    this.#running = { ...running, ended };
    if (this.#pauseWanted) running.recording.pause();
    this.#changed();
    this.#options.onSessions();
    return running.session;
  }

  #ended(session: SessionId, { why, splitSecrets }: Ending, masking: Masking): void {
    this.#running = undefined;
    const text = endWords[why];
    if (text !== undefined)
      this.#board.add({ level: why === "no-consent" ? "warning" : "error", code: why, text });
    masking
      .prepare(session, splitSecrets)
      .catch(() =>
        this.#board.add({ level: "error", code: "not-prepared", text: notPreparedWords }),
      )
      .finally(() => {
        this.#changed();
        this.#options.onSessions();
      });
    this.#changed();
    this.#options.onSessions();
  }
}
