/**
 * What the participant's window may ask of the agent, and what it is told.
 *
 * @module
 */
import * as z from "zod";
import { AppMatch, Choice } from "./choice.ts";
import { Envelope } from "./dsse.ts";
import { SessionEvent, Target } from "./events.ts";
import { Size } from "./geometry.ts";
import { FrameId, Hash, Origin, ReceiptId, SessionId, StudyId } from "./ids.ts";
import { StudyManifest } from "./manifest.ts";
import { Release, ReviewEdit } from "./review.ts";
import { call, signal } from "./rpc.ts";
import { DropCounts, DropReason } from "./signals.ts";

export const participantApiVersion = 1;

/** The one state that the gate, the tray and the window all show. */
export const RecordingState = z.enum(["off", "recording", "allowed-elsewhere", "paused"]);
export type RecordingState = z.infer<typeof RecordingState>;

/** A part of the agent and whether it works; reasons are plain sentences with the mend. */
export const PartHealth = z
  .strictObject({
    part: z.enum(["input", "windows", "pixels", "browser", "store", "upload", "hotkey"]),
    ok: z.boolean(),
    reasons: z.array(z.string().max(400)).max(20).readonly(),
  })
  .readonly();

export const Notice = z
  .strictObject({
    id: z.int(),
    level: z.enum(["info", "warning", "error"]),
    code: z.string().max(60),
    text: z.string().max(400),
  })
  .readonly();
export type Notice = z.infer<typeof Notice>;

export const AgentState = z
  .strictObject({
    vault: z.enum(["missing", "locked", "open"]),
    recording: RecordingState,
    study: StudyId.nullable(),
    session: SessionId.nullable(),
    sessionSeconds: z.number().nonnegative(),
    seen: z.int().nonnegative(),
    kept: z.int().nonnegative(),
    drops: DropCounts,
    lastDrop: DropReason.nullable(),
    pauseHotkey: z.string().max(60),
    parts: z.array(PartHealth).max(20).readonly(),
    notices: z.array(Notice).max(50).readonly(),
  })
  .readonly();
export type AgentState = z.infer<typeof AgentState>;

export const LintFinding = z
  .strictObject({
    rule: z.string().max(40),
    level: z.enum(["error", "warning"]),
    path: z.string().max(200),
    message: z.string().max(500),
  })
  .readonly();
export type LintFinding = z.infer<typeof LintFinding>;

export const StudyView = z
  .strictObject({
    manifestHash: Hash,
    manifest: StudyManifest,
    signedBy: z.array(z.string().max(60)).readonly(),
    findings: z.array(LintFinding).max(200).readonly(),
    /** Present once the participant joined. */
    receipt: z
      .strictObject({
        id: ReceiptId,
        state: z.enum(["given", "withdrawn", "expired", "replaced"]),
        givenOn: z.iso.date(),
        expiresOn: z.iso.date(),
        choice: Choice,
      })
      .readonly()
      .nullable(),
    joinable: z.boolean(),
  })
  .readonly();
export type StudyView = z.infer<typeof StudyView>;

export const InstalledApp = z
  .strictObject({ name: z.string().max(200), match: AppMatch, running: z.boolean() })
  .readonly();
export type InstalledApp = z.infer<typeof InstalledApp>;

export const SessionSummary = z
  .strictObject({
    session: SessionId,
    study: StudyId,
    startedAt: z.iso.datetime(),
    seconds: z.number().nonnegative(),
    state: z.enum(["recording", "unreviewed", "approved", "uploading", "uploaded", "failed"]),
    events: z.int().nonnegative(),
    frames: z.int().nonnegative(),
    bytes: z.int().nonnegative(),
    drops: DropCounts,
    expiresOn: z.iso.date(),
    uploadedShare: z.number().min(0).max(1),
    problem: z.string().max(300).nullable(),
  })
  .readonly();
export type SessionSummary = z.infer<typeof SessionSummary>;

/** One thing the participant did, as the researcher would see it. */
export const Step = z
  .strictObject({
    index: z.int().nonnegative(),
    kind: z.string().max(40),
    at: z.number().nonnegative(),
    until: z.number().nonnegative(),
    /** In plain words, from redacted fields only. */
    summary: z.string().max(600),
    app: z.string().max(200),
    origin: Origin.nullable(),
    text: z.string().max(20_000).nullable(),
    point: z.strictObject({ x: z.int(), y: z.int() }).readonly().nullable(),
    target: Target.nullable(),
    before: z.strictObject({ frame: FrameId, ageMs: z.number() }).readonly().nullable(),
    after: z.strictObject({ frame: FrameId, ageMs: z.number() }).readonly().nullable(),
    firstSeq: z.int().nonnegative(),
    lastSeq: z.int().nonnegative(),
  })
  .readonly();
export type Step = z.infer<typeof Step>;

/** Words that the participant wants hidden wherever they turn up. They stay on this machine. */
const OwnTerm = z.string().trim().min(2).max(100);
export const OwnTerms = z.array(OwnTerm).max(200).readonly();
export type OwnTerms = z.infer<typeof OwnTerms>;

const session = z.strictObject({ session: SessionId });
/** `after` is the index of the last step, or the `seq` of the last event, that was read; -1 begins. */
const page = { after: z.int().min(-1), limit: z.int().min(1).max(1_000) };
const done = z.strictObject({});
/** Building a release reads and paints every frame of a session. */
const long = { deadlineMs: 600_000 };

export const participantApi = {
  state: call(z.void(), AgentState),
  createVault: call(z.strictObject({ passphrase: z.string().min(8).max(1_000) }), done),
  unlock: call(
    z.strictObject({ passphrase: z.string().max(1_000) }),
    z.strictObject({ outcome: z.enum(["open", "wrong-passphrase"]) }),
  ),
  lock: call(z.void(), done),

  studies: call(z.void(), z.array(StudyView).max(100).readonly()),
  /** Shows a study without joining it. Nothing is sent anywhere. */
  offerStudy: call(
    z.strictObject({ envelope: Envelope }),
    z.discriminatedUnion("outcome", [
      z.strictObject({ outcome: z.literal("offered"), study: StudyView }),
      z.strictObject({ outcome: z.literal("refused"), why: z.string().max(400) }),
    ]),
  ),
  installedApps: call(z.void(), z.array(InstalledApp).max(2_000).readonly()),
  join: call(
    z.strictObject({
      manifestHash: Hash,
      choice: Choice,
      comprehensionPassed: z.boolean(),
      invitation: z.string().max(200).nullable(),
    }),
    z.discriminatedUnion("outcome", [
      z.strictObject({
        outcome: z.literal("joined"),
        receipt: ReceiptId,
        withdrawalCode: z.string().max(60),
      }),
      z.strictObject({ outcome: z.literal("refused"), why: z.string().max(400) }),
    ]),
  ),
  receiptFile: call(
    z.strictObject({ receipt: ReceiptId }),
    z.strictObject({ envelope: Envelope, html: z.string().max(500_000) }),
  ),
  withdraw: call(z.strictObject({ study: StudyId }), done),

  startRecording: call(
    z.strictObject({ study: StudyId }),
    z.discriminatedUnion("outcome", [
      z.strictObject({ outcome: z.literal("started"), session: SessionId }),
      z.strictObject({ outcome: z.literal("refused"), why: z.string().max(400) }),
    ]),
  ),
  stopRecording: call(z.void(), done),
  pause: call(z.void(), done),
  resume: call(z.void(), done),
  forget: call(z.strictObject({ minutes: z.number().positive().max(600) }), done),
  dismissNotice: call(z.strictObject({ id: z.int() }), done),

  terms: call(z.void(), OwnTerms),
  /** Replaces the whole list. It holds from the next recording on. */
  setTerms: call(
    z.strictObject({ terms: OwnTerms }),
    z.discriminatedUnion("outcome", [
      z.strictObject({ outcome: z.literal("saved") }),
      z.strictObject({ outcome: z.literal("refused"), why: z.string().max(400) }),
    ]),
  ),

  sessions: call(z.void(), z.array(SessionSummary).max(1_000).readonly()),
  steps: call(
    z.strictObject({ session: SessionId, ...page }),
    z.strictObject({ steps: z.array(Step).readonly(), total: z.int(), display: Size }),
  ),
  /** `edited` shows the frame as it would be sent; otherwise as it was recorded. */
  frame: call(
    z.strictObject({
      session: SessionId,
      frame: FrameId,
      edited: z.boolean(),
      maxWidth: z.int().min(64).max(8_192),
    }),
    z.strictObject({ mediaType: z.literal("image/webp"), base64: z.string(), size: Size }),
  ),
  edits: call(session, z.array(ReviewEdit).readonly()),
  edit: call(z.strictObject({ session: SessionId, edit: ReviewEdit }), done),
  undoEdit: call(session, z.strictObject({ undone: z.boolean() })),
  /** Exactly what approving would send. */
  release: call(session, Release, long),
  releaseEvents: call(
    z.strictObject({ session: SessionId, ...page }),
    z.strictObject({ events: z.array(SessionEvent).readonly(), total: z.int() }),
  ),
  /** Refused when `treeHash` is not that of the release as it is now. */
  approve: call(
    z.strictObject({ session: SessionId, treeHash: Hash }),
    z.discriminatedUnion("outcome", [
      z.strictObject({ outcome: z.literal("approved") }),
      z.strictObject({ outcome: z.literal("changed"), release: Release }),
      z.strictObject({ outcome: z.literal("refused"), why: z.string().max(400) }),
    ]),
    long,
  ),
  deleteSession: call(session, done),

  stateChanged: signal(AgentState),
  sessionsChanged: signal(z.strictObject({})),
} as const;
