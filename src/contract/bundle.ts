/**
 * What is sealed and sent: an outer statement that the collector may read, and the inner
 * description that only the study can.
 *
 * A bundle file is one age v1 file. Inside is an uncompressed POSIX tar whose entries, in
 * this order, are `bundle.json` ({@link BundleManifest}), `bundle.dsse.json` (its envelope,
 * device key), `review.dsse.json`, `receipt.dsse.json`, `manifest.dsse.json`, then the
 * release files in the order of {@link BundleManifest.files}: `events.jsonl` (one
 * SessionEvent a line, JCS), `frames.jsonl` (one FrameRecord a line, JCS) and `tiles/…webp`.
 *
 * @module
 */
import * as z from "zod";
import { Size } from "./geometry.ts";
import { BundleId, Hash, ReceiptId, ScopeId, SessionId, StudyId } from "./ids.ts";
import { ReleaseFile } from "./review.ts";
import { DropCounts, Signal } from "./signals.ts";

export const bundleSchema = "assent.bundle/1";

export const BundleManifest = z
  .strictObject({
    schema: z.literal(bundleSchema),
    bundle: BundleId,
    session: SessionId,
    study: StudyId,
    manifestHash: Hash,
    receipt: ReceiptId,
    /** HMAC-SHA256(device secret, study id), base64url: the same person in another study differs. */
    pseudonym: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    seq: z.int().nonnegative(),
    startDay: z.iso.date(),
    durationS: z.int().nonnegative(),
    display: Size,
    scopes: z
      .array(z.strictObject({ id: ScopeId, signals: z.array(Signal).readonly() }).readonly())
      .readonly(),
    task: z.string().max(1_000).nullable(),
    outcome: z.enum(["success", "failure", "partial"]).nullable(),
    drops: DropCounts,
    redaction: z
      .strictObject({ engine: z.string().max(64), rulesHash: Hash, failures: z.literal(0) })
      .readonly(),
    files: z.array(ReleaseFile).max(100_000).readonly(),
    treeHash: Hash,
  })
  .readonly();
export type BundleManifest = z.infer<typeof BundleManifest>;

/** All that the collector learns about a bundle (payload type `bundle`, device key). */
export const BundleStatement = z
  .strictObject({
    schema: z.literal("assent.bundle-statement/1"),
    bundle: BundleId,
    study: StudyId,
    manifestHash: Hash,
    receipt: ReceiptId,
    pseudonym: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    seq: z.int().nonnegative(),
    bytes: z.int().positive(),
    /** SHA-256 of the sealed file. */
    sha256: Hash,
  })
  .readonly();
export type BundleStatement = z.infer<typeof BundleStatement>;
