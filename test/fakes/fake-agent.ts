/** The participant's API over memory: what the window sees of an agent, without recording. */
import { createHash, randomUUID } from "node:crypto";
import { Hash, ReceiptId, SessionId } from "../../src/contract/ids.ts";
import type { StudyManifest } from "../../src/contract/manifest.ts";
import {
  type AgentState,
  type OwnTerms,
  participantApi,
  participantApiVersion,
  type SessionSummary,
  type StudyView,
} from "../../src/contract/participant-api.ts";
import type { Release, ReviewEdit } from "../../src/contract/review.ts";
import { type Handlers, serve, type Serving, type Wire } from "../../src/contract/rpc.ts";
import { TermRefused, termsRule } from "../../src/core/redact/rules/terms.ts";
import { display, paintFrame, scriptedEvents, scriptedSteps } from "./fake-session.ts";
import { sampleApps, sampleEnvelope, sampleManifest } from "./fake-study.ts";

type Api = typeof participantApi;

export interface FakeAgentOptions {
  readonly vault?: AgentState["vault"];
  readonly joined?: boolean;
  readonly sessions?: readonly SessionSummary["state"][];
  readonly steps?: number;
  readonly manifest?: StudyManifest;
  readonly findings?: StudyView["findings"];
}

const hashOf = (value: unknown): Hash =>
  Hash.parse(`sha256:${createHash("sha256").update(JSON.stringify(value)).digest("hex")}`);

export class FakeAgent {
  /** Names of the calls that change something, with their input, in order. */
  readonly calls: (readonly [name: string, input: unknown])[] = [];
  readonly passphrase = "correct horse";
  state: AgentState;
  sessions: SessionSummary[];
  study: StudyView;
  edits: ReviewEdit[] = [];
  terms: OwnTerms = [];
  /** Makes the next approval find that the release changed. */
  changesBeforeApproval = false;
  private joined: boolean;
  private readonly served = new Set<Serving<Api>>();
  private readonly steps;

  constructor(options: FakeAgentOptions = {}) {
    const manifest = options.manifest ?? sampleManifest;
    this.joined = options.joined ?? false;
    this.steps = scriptedSteps(options.steps ?? 24);
    this.state = {
      vault: options.vault ?? "open",
      recording: "off",
      study: null,
      session: null,
      sessionSeconds: 0,
      seen: 0,
      kept: 0,
      drops: {},
      lastDrop: null,
      pauseHotkey: "Ctrl + Alt + P",
      parts: [
        { part: "input", ok: true, reasons: [] },
        { part: "windows", ok: true, reasons: [] },
        { part: "pixels", ok: true, reasons: [] },
        {
          part: "browser",
          ok: false,
          reasons: ["The browser companion is not installed. Run `assent browser install`."],
        },
        { part: "store", ok: true, reasons: [] },
        { part: "upload", ok: true, reasons: [] },
        { part: "hotkey", ok: true, reasons: [] },
      ],
      notices: [],
    };
    this.study = {
      manifestHash: hashOf(manifest),
      manifest,
      signedBy: ["ed25519 3q2+7w…"],
      findings: options.findings ?? [],
      receipt: this.joined ? this.receiptFor(manifest) : null,
      joinable: !options.findings?.some((finding) => finding.level === "error"),
    };
    this.sessions = (options.sessions ?? []).map((state, n) => this.summary(state, n));
  }

  attach(wire: Wire): Disposable {
    const serving = serve(participantApi, this.handlers(), wire, {
      versions: [participantApiVersion],
    });
    this.served.add(serving);
    return {
      [Symbol.dispose]: () => {
        this.served.delete(serving);
        serving[Symbol.dispose]();
      },
    };
  }

  become(change: Partial<AgentState>): void {
    this.state = { ...this.state, ...change };
    for (const serving of this.served) serving.emit("stateChanged", this.state);
  }

  becomeSession(session: SessionId, change: Partial<SessionSummary>): void {
    this.sessions = this.sessions.map((one) =>
      one.session === session ? { ...one, ...change } : one,
    );
    this.tellSessions();
  }

  private tellSessions(): void {
    for (const serving of this.served) serving.emit("sessionsChanged", {});
  }

  private receiptFor(manifest: StudyManifest): StudyView["receipt"] {
    return {
      id: ReceiptId.parse(randomUUID()),
      state: "given",
      givenOn: "2026-11-21",
      expiresOn: "2027-05-21",
      choice: [
        {
          scope: manifest.scopes[0]!.id,
          signals: ["pointer", "screenshot"],
          apps: [],
          origins: [manifest.scopes[0]!.match.origin[0]!],
        },
      ],
    };
  }

  private summary(state: SessionSummary["state"], n: number): SessionSummary {
    return {
      session: SessionId.parse(randomUUID()),
      study: sampleManifest.studyId,
      startedAt: new Date(Date.UTC(2026, 10, 20 - n, 9, 30)).toISOString(),
      seconds: this.steps.length * 1.5,
      state,
      events: this.steps.length * 2,
      frames: this.steps.length * 2,
      bytes: 1_840_000,
      drops: { "not-allowed-app": 41 },
      expiresOn: "2026-12-05",
      uploadedShare: state === "uploading" ? 0.4 : state === "uploaded" ? 1 : 0,
      problem: state === "failed" ? "The collector cannot be reached. Assent tries again." : null,
    };
  }

  private release(session: SessionId): Release {
    const cuts = this.edits.filter((edit) => edit.kind === "cut");
    const steps = this.steps.filter(
      (step) => !cuts.some((cut) => step.at <= cut.until && step.until >= cut.from),
    );
    const files = [
      { name: "events.jsonl", bytes: steps.length * 240, sha256: hashOf(steps) },
      { name: "frames.jsonl", bytes: steps.length * 400, sha256: hashOf(steps.length) },
      { name: "tiles/000000.webp", bytes: 182_233, sha256: hashOf(this.edits) },
    ];
    return {
      session,
      files,
      events: steps.length * 2,
      frames: steps.length * 2,
      treeHash: hashOf(files),
    };
  }

  private handlers(): Handlers<Api> {
    const note = (name: string, input?: unknown) => void this.calls.push([name, input]);
    const open = { vault: "open" } as const;
    return {
      state: async () => this.state,
      createVault: async () => (this.become(open), {}),
      unlock: async ({ passphrase }) => {
        if (passphrase !== this.passphrase) return { outcome: "wrong-passphrase" };
        this.become(open);
        return { outcome: "open" };
      },
      lock: async () => (this.become({ vault: "locked" }), {}),
      studies: async () => (this.study.receipt === null ? [] : [this.study]),
      offerStudy: async ({ envelope }) =>
        envelope.payload === sampleEnvelope.payload
          ? { outcome: "offered", study: this.study }
          : { outcome: "refused", why: "the signature does not match." },
      installedApps: async () => sampleApps,
      join: async (input) => {
        note("join", input);
        const receipt = this.receiptFor(this.study.manifest)!;
        this.study = { ...this.study, receipt: { ...receipt, choice: input.choice } };
        return {
          outcome: "joined",
          receipt: receipt.id,
          withdrawalCode: "K7QM-2XRD-9VTB-4HNE-W6PA-3JYC",
        };
      },
      receiptFile: async () => ({ envelope: sampleEnvelope, html: "<!doctype html>" }),
      withdraw: async (input) => {
        note("withdraw", input);
        const { receipt } = this.study;
        if (receipt !== null)
          this.study = { ...this.study, receipt: { ...receipt, state: "withdrawn" } };
        this.become({ recording: "off", study: null, session: null });
        return {};
      },
      startRecording: async ({ study }) => {
        const session = SessionId.parse(randomUUID());
        this.become({ recording: "recording", study, session });
        return { outcome: "started", session };
      },
      stopRecording: async () => (this.become({ recording: "off", session: null }), {}),
      pause: async () => (this.become({ recording: "paused" }), {}),
      resume: async () => (this.become({ recording: "recording" }), {}),
      forget: async (input) => (note("forget", input), {}),
      dismissNotice: async ({ id }) => {
        this.become({ notices: this.state.notices.filter((notice) => notice.id !== id) });
        return {};
      },
      terms: async () => this.terms,
      setTerms: async ({ terms }) => {
        try {
          termsRule("user-terms/1", terms);
        } catch (problem) {
          if (problem instanceof TermRefused) return { outcome: "refused", why: problem.message };
          throw problem;
        }
        this.terms = terms;
        return { outcome: "saved" };
      },
      sessions: async () => this.sessions,
      steps: async ({ after, limit }) => ({
        steps: this.steps.slice(after + 1, after + 1 + limit),
        total: this.steps.length,
        display,
      }),
      frame: async ({ frame, edited, maxWidth }) => {
        const boxes = this.edits.flatMap((edit) =>
          edited && edit.kind === "black-box" && edit.frames.includes(frame) ? [edit.rect] : [],
        );
        const image = await paintFrame({ number: Number(frame.slice(1)), boxes, maxWidth });
        return { mediaType: "image/webp", base64: image.toString("base64"), size: display };
      },
      edits: async () => this.edits,
      edit: async ({ edit }) => (note("edit", edit), this.edits.push(edit), {}),
      undoEdit: async () => ({ undone: this.edits.pop() !== undefined }),
      release: async ({ session }) => this.release(session),
      releaseEvents: async ({ after, limit }) => {
        const all = scriptedEvents(this.steps);
        return { events: all.filter((one) => one.seq > after).slice(0, limit), total: all.length };
      },
      approve: async ({ session, treeHash }) => {
        if (this.changesBeforeApproval) {
          this.changesBeforeApproval = false;
          this.edits.push({ kind: "cut", from: 0, until: 1 });
        }
        const release = this.release(session);
        if (release.treeHash !== treeHash) return { outcome: "changed", release };
        note("approve", { session, treeHash });
        this.becomeSession(session, { state: "approved" });
        return { outcome: "approved" };
      },
      deleteSession: async ({ session }) => {
        note("deleteSession", { session });
        this.sessions = this.sessions.filter((one) => one.session !== session);
        this.tellSessions();
        return {};
      },
    };
  }
}
