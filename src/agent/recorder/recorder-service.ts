/** Everything that a window may ask of the recorder, over one participant's home. */
import type { SessionId, StudyId } from "../../contract/ids.ts";
import type { AgentState } from "../../contract/participant-api.ts";
import type { recorderApi } from "../../contract/recorder-api.ts";
import { CallFailed, type Handlers } from "../../contract/rpc.ts";
import type { ActiveConsent } from "../../core/consent/active-consent.ts";
import type { LocalDeny } from "../../core/policy/policy.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { HomeStore } from "../../core/ports/home-store.ts";
import { SourceUnavailable } from "../../core/ports/input-source.ts";
import { HotkeyTaken } from "../../core/ports/pause-hotkey.ts";
import { StoreFull } from "../../core/ports/session-vault.ts";
import { dayOf } from "../../core/study/duration.ts";
import { installedApps } from "../../adapters/node/installed-apps.ts";
import { ErrandDesk } from "./errand-desk.ts";
import { maskTheRest } from "./masking.ts";
import { NoticeBoard } from "./notice-board.ts";
import { type LiveSession, startLiveSession } from "./live-session.ts";
import type { EndReason } from "./recording.ts";
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
}

interface Desks {
  readonly home: HomeStore;
  readonly studies: StudyDesk;
  readonly review: ReviewDesk;
  readonly errands: ErrandDesk;
}

const done = {} as const;

export class RecorderService {
  readonly #options: RecorderOptions;
  readonly #board = new NoticeBoard();
  #desks: Desks | undefined;
  #running: LiveSession | undefined;
  #starting = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  readonly handlers: Handlers<typeof recorderApi> = {
    state: async () => this.state(),
    createVault: async ({ passphrase }) => {
      await this.#opened(await this.#options.door.create(passphrase));
      return done;
    },
    unlock: async ({ passphrase }) => {
      if (this.#desks !== undefined) return { outcome: "open" };
      const home = await this.#options.door.unlock(passphrase);
      if (home === "wrong-passphrase") return { outcome: "wrong-passphrase" };
      await this.#opened(home);
      return { outcome: "open" };
    },
    lock: async () => {
      await this.close();
      return done;
    },

    studies: async () => this.#open().studies.views(),
    offerStudy: async ({ envelope }) => this.#open().studies.offer(envelope),
    installedApps: async () =>
      installedApps(this.#options.environment).map(({ name, exe, running }) => ({
        name,
        match: { os: "linux" as const, exe },
        running,
      })),
    join: async (request) => {
      const outcome = this.#open().studies.join(request);
      this.#changed();
      return outcome;
    },
    receiptFile: async ({ receipt }) => this.#open().studies.receiptFile(receipt),
    withdraw: async ({ study }) => {
      await this.#withdraw(study);
      return done;
    },

    startRecording: async ({ study }) => this.#start(study),
    stopRecording: async () => {
      await this.#running?.recording.stop();
      return done;
    },
    pause: async () => {
      this.#running?.recording.pause();
      return done;
    },
    resume: async () => {
      this.#running?.recording.resume();
      return done;
    },
    forget: async ({ minutes }) => {
      await this.#running?.recording.forget(minutes * 60_000);
      return done;
    },
    dismissNotice: async ({ id }) => {
      this.#board.dismiss(id);
      this.#open().home.dismissNotice(id);
      this.#changed();
      return done;
    },

    sessions: async () => this.#open().review.sessions(),
    steps: async ({ session, after, limit }) => this.#open().review.steps(session, after, limit),
    frame: async ({ session, frame, edited, maxWidth }) =>
      this.#open().review.frame(session, frame, edited, maxWidth),
    edits: async ({ session }) => this.#open().review.edits(session),
    edit: async ({ session, edit }) => {
      this.#open().review.addEdit(session, edit);
      return done;
    },
    undoEdit: async ({ session }) => ({ undone: this.#open().review.undoEdit(session) }),
    release: async ({ session }) => this.#open().review.release(session),
    releaseEvents: async ({ session, after, limit }) =>
      this.#open().review.releaseEvents(session, after, limit),
    approve: async ({ session, treeHash }) => {
      const { home, studies, review } = this.#open();
      const study = home.session(session)?.study;
      const consent = study === undefined ? undefined : studies.consent(study);
      if (consent === undefined || consent.outcome === "refused") {
        const why = consent?.message ?? "Cannot approve: there is no such session";
        return { outcome: "refused", why };
      }
      const outcome = await review.approve(session, treeHash, consent.consent.manifest);
      this.#options.onSessions();
      this.#options.onErrands();
      if (outcome.outcome === "changed") return outcome;
      if (outcome.outcome === "approved") return { outcome: "approved" };
      return { outcome: "refused", why: approvalWords[outcome.why] };
    },
    deleteSession: async ({ session }) => {
      await this.#open().home.deleteSession(session);
      this.#options.onSessions();
      return done;
    },

    nextErrand: async () => this.#desks?.errands.next() ?? null,
    errandDone: async (result) => {
      await this.#desks?.errands.done(result);
      this.#options.onSessions();
      return done;
    },
  };

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

  async close(): Promise<void> {
    await this.#running?.recording.stop();
    this.#desks = undefined;
    await this.#options.door.lock();
    this.#changed();
  }

  #open(): Desks {
    if (this.#desks === undefined) throw new CallFailed("locked");
    return this.#desks;
  }

  #changed(): void {
    this.#options.onState(this.state());
  }

  async #opened(home: HomeStore): Promise<void> {
    const wall = () => this.#options.clock.wall();
    this.#desks = {
      home,
      studies: new StudyDesk(home, wall, this.#options.build),
      review: new ReviewDesk(home, wall),
      errands: new ErrandDesk(home, wall),
    };
    for (const { keptUntilAt } of await home.recover()) {
      home.addNotice({
        level: "warning",
        code: "recorder-restarted",
        text: `Assent ended unexpectedly while recording. Everything up to ${keptUntilAt.slice(0, 16).replace("T", " ")} UTC was kept; the moment after that was lost.`,
      });
    }
    await maskTheRest(home);
    const expired = await home.expireSessions(dayOf(wall()));
    if (expired.length > 0) {
      home.addNotice({
        level: "info",
        code: "sessions-expired",
        text: `${expired.length} session(s) were not reviewed in time and were erased.`,
      });
    }
    this.#changed();
    this.#options.onErrands();
  }

  async #withdraw(study: StudyId): Promise<void> {
    const { home, studies, errands } = this.#open();
    if (this.#running?.study === study) await this.#running.recording.stop();
    const ended = studies.withdraw(study);
    if (ended !== undefined) errands.withdraw(ended);
    for (const { session, study: of, state } of home.sessions()) {
      if (of === study && state !== "uploaded") await home.deleteSession(session);
    }
    this.#changed();
    this.#options.onSessions();
    this.#options.onErrands();
  }

  async #start(study: StudyId) {
    const { studies, home } = this.#open();
    const refused = (why: string) => ({ outcome: "refused", why }) as const;
    if (this.#running !== undefined || this.#starting)
      return refused("Cannot start: Assent is recording already");
    const consent = studies.consent(study);
    if (consent.outcome === "refused") return refused(consent.message);
    this.#starting = true;
    try {
      const session = await this.#record(consent.consent, home, studies);
      return { outcome: "started", session } as const;
    } catch (problem) {
      const told = [SourceUnavailable, HotkeyTaken, StoreFull].some(
        (kind) => problem instanceof kind,
      );
      if (told && problem instanceof Error) return refused(problem.message);
      throw problem;
    } finally {
      this.#starting = false;
    }
  }

  async #record(consent: ActiveConsent, home: HomeStore, studies: StudyDesk): Promise<SessionId> {
    const running = await startLiveSession({
      ...this.#options,
      consent,
      home,
      studies,
      onChange: () => this.#changed(),
      onEnd: (why) => void this.#ended(why),
    });
    this.#running = running;
    this.#changed();
    this.#options.onSessions();
    return running.session;
  }

  async #ended(why: EndReason): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await running?.hotkey[Symbol.asyncDispose]();
    const words = endWords[why];
    if (words !== undefined)
      this.#board.add({
        level: why === "no-consent" ? "warning" : "error",
        code: why,
        text: words,
      });
    this.#changed();
    this.#options.onSessions();
  }
}

const endWords: Readonly<Record<EndReason, string | undefined>> = {
  stopped: undefined,
  "no-consent": "Recording ended, because the consent is not valid any more.",
  "store-full":
    "Recording ended, because the disk is full. What was recorded before is kept. Free some space and start again.",
  "display-lost": "Recording ended, because the connection to the display was lost.",
  fault:
    "Recording ended, because of a fault in Assent. What was recorded before is kept. You can start again.",
};

const approvalWords = {
  "not-unreviewed": "Cannot approve: this session was approved already",
  "nothing-left": "Cannot approve: nothing is left of this session. Delete it instead",
  "no-receipt": "Cannot approve: the consent for this session is not valid any more",
} as const;
