/**
 * What `assent dataset build` writes: the description of a dataset, and the lines beside it.
 *
 * A dataset is a folder. `dataset.json` ({@link DatasetManifest}) names every other file
 * with its hash, so a folder can be checked by whoever got it; its own hash is in
 * `dataset.sha256`, as `sha256sum` writes it. It holds no time of the build: the same
 * bundles give the same bytes. `problems.jsonl` says which bundles were
 * refused and why ({@link DatasetProblem}), `opencua/traj.jsonl` holds one
 * {@link Trajectory} a line and `opencua/lossy.json` what it could not say ({@link Lossy}).
 *
 * @module
 */
import * as z from "zod";
import { ActionKind } from "./actions.ts";
import { Size } from "./geometry.ts";
import { Hash, SessionId, StudyId } from "./ids.ts";
import { DropCounts } from "./signals.ts";

export const datasetSchema = "assent.dataset/1";

const count = z.int().nonnegative();
const Iri = z.string().min(3).max(300);
/** Relative, forward slashes, no `.` or `..` as a part, so that it cannot leave the folder. */
const DatasetPath = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9_=-]*(?:\.[a-z0-9]+)*(?:\/[A-Za-z0-9][A-Za-z0-9_=.-]*)*$/);
/** The first eight digits of the SHA-256 of a study's id. */
const Partition = z.string().regex(/^[0-9a-f]{8}$/);

export const DatasetTable = z.enum(["actions", "events", "frames"]);
export type DatasetTable = z.infer<typeof DatasetTable>;

export const DatasetSession = z
  .strictObject({
    session: SessionId,
    partition: Partition,
    /** Equal for all sessions of one participant in one study, and in no other study. */
    pseudonym: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    receipt: Hash,
    startDay: z.iso.date(),
    durationS: count,
    display: Size,
    task: z.string().max(1_000).nullable(),
    outcome: z.enum(["success", "failure", "partial"]).nullable(),
    actions: count,
    events: count,
    frames: count,
    drops: DropCounts,
  })
  .readonly();
export type DatasetSession = z.infer<typeof DatasetSession>;

/** One version of a study, with what it permits and forbids (GOV-06). */
export const DatasetStudy = z
  .strictObject({
    study: StudyId,
    partition: Partition,
    manifestHash: Hash,
    version: z.int().positive(),
    purpose: z.strictObject({ id: Iri, dpv: z.array(Iri).readonly() }).readonly(),
    prohibitions: z.array(Iri).min(1).readonly(),
    aiTraining: z.strictObject({ used: z.boolean(), commercial: z.boolean() }).readonly(),
  })
  .readonly();
export type DatasetStudy = z.infer<typeof DatasetStudy>;

export const DatasetManifest = z
  .strictObject({
    schema: z.literal(datasetSchema),
    tool: z.strictObject({ name: z.literal("assent"), version: z.string().max(60) }).readonly(),
    /** Data about people whom somebody with other knowledge could recognise (ANO-01). */
    identifiability: z.literal("pseudonymised"),
    studies: z.array(DatasetStudy).min(1).readonly(),
    sessions: z.array(DatasetSession).min(1).readonly(),
    /** The consent receipts that this rests on, by hash, and the Merkle root over them. */
    receipts: z
      .strictObject({
        root: Hash,
        leaves: z.array(z.strictObject({ sha256: Hash, bytes: count }).readonly()).readonly(),
      })
      .readonly(),
    counts: z
      .strictObject({
        sessions: count,
        refused: count,
        actions: z.partialRecord(ActionKind, count),
        /** By `kind` of event. */
        events: z.record(z.string(), count),
        /** Events that are in no action, by what they are. */
        remainder: z.record(z.string(), count),
        frames: count,
        drops: DropCounts,
        /** Redaction tokens by class. */
        redactions: z.record(z.string(), count),
      })
      .readonly(),
    tables: z
      .array(
        z
          .strictObject({
            table: DatasetTable,
            partition: Partition,
            path: DatasetPath,
            rows: count,
          })
          .readonly(),
      )
      .readonly(),
    /** Every file but this one and the one with its hash, by path. */
    files: z
      .array(z.strictObject({ path: DatasetPath, bytes: count, sha256: Hash }).readonly())
      .readonly(),
  })
  .readonly();
export type DatasetManifest = z.infer<typeof DatasetManifest>;

export const RefusalCode = z.enum([
  "incomplete",
  "too-large",
  "statement-untrusted",
  "manifest-untrusted",
  "receipt-untrusted",
  "receipt-inconsistent",
  "not-given",
  "manifest-mismatch",
  "expired",
  "purpose-forbidden",
  "purpose-mismatch",
  "choice-exceeds-study",
  "bundle-truncated",
  "bundle-tampered",
  "bundle-not-for-us",
  "envelopes-differ",
  "scopes-exceed-consent",
  "outside-consent",
  "malformed-events",
  "malformed-frames",
  "bad-picture",
  "duplicate",
]);
export type RefusalCode = z.infer<typeof RefusalCode>;

export const DatasetProblem = z
  .strictObject({
    /** Name of the bundle's folder. */
    bundle: z.string().max(100),
    code: RefusalCode,
    /** A plain sentence without content. */
    reason: z.string().max(500),
  })
  .readonly();
export type DatasetProblem = z.infer<typeof DatasetProblem>;

const share = z.number();
export const TrajectoryStep = z
  .strictObject({
    index: count,
    /** The picture before the step, a path in the dataset; `null` where none was taken. */
    image: z.string().nullable(),
    value: z
      .strictObject({
        action: z.string(),
        code: z.string().min(1),
        /** Left, top, right and bottom of the element, as shares of the frame. */
        target_bbox: z.tuple([share, share, share, share]).optional(),
        /** Step in the canonical actions; absent for the final `terminate`. */
        step: count.optional(),
      })
      .readonly(),
  })
  .readonly();
export type TrajectoryStep = z.infer<typeof TrajectoryStep>;

/** One session in the AgentNet dialect of OpenCUA. */
export const Trajectory = z
  .strictObject({
    task_id: SessionId,
    instruction: z.string(),
    task_completed: z.boolean().nullable(),
    traj: z.array(TrajectoryStep).readonly(),
  })
  .readonly();
export type Trajectory = z.infer<typeof Trajectory>;

/** What one action lost on its way into another action space. */
export const Loss = z.enum([
  "drag-path",
  "drag-before-multi-click",
  "hold-time",
  "button",
  "click-count",
  "modifier-by-key-down",
  "scroll-rounded",
  "hidden-typing",
  "key-unknown",
  "text-not-on-keyboard",
  "redacted-text",
  "release-missing",
  "chosen-option",
  "out-of-display",
  "no-picture",
]);
export type Loss = z.infer<typeof Loss>;

export const Lossy = z
  .strictObject({
    schema: z.literal("assent.lossy/1"),
    target: z.literal("opencua"),
    /** What no step of this format says. */
    always: z.array(z.string()).readonly(),
    actions: z
      .array(
        z
          .strictObject({
            session: SessionId,
            step: count,
            kind: ActionKind,
            lost: z.array(Loss).min(1).readonly(),
            /** Whether the step is left out, because the format cannot say it at all. */
            omitted: z.boolean(),
          })
          .readonly(),
      )
      .readonly(),
    /** Sessions whose outcome the format cannot say. */
    outcomes: z.array(SessionId).readonly(),
  })
  .readonly();
export type Lossy = z.infer<typeof Lossy>;
