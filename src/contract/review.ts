/**
 * What a participant can change before anything is sent, and what is approved.
 *
 * Edits are applied in order over the vault's rows; the outcome is a list of files whose
 * tree hash is what the participant approves and what the courier sends.
 *
 * @module
 */
import * as z from "zod";
import { Rect } from "./geometry.ts";
import { FrameId, Hash, SessionId } from "./ids.ts";

const at = z.number().nonnegative();

export const ReviewEdit = z.discriminatedUnion("kind", [
  /** Removes everything that touches this time: events, and every frame they are bound to. */
  z.strictObject({ kind: z.literal("cut"), from: at, until: at }).readonly(),
  /** Paints a rectangle black in these frames; what was below is destroyed on approval. */
  z
    .strictObject({
      kind: z.literal("black-box"),
      frames: z.array(FrameId).min(1).max(100_000).readonly(),
      rect: Rect,
    })
    .readonly(),
  /** Replaces this text, wherever it stands in the session, by `‹REDACTED#n›`. */
  z.strictObject({ kind: z.literal("hide-text"), text: z.string().min(2).max(500) }).readonly(),
  /** Says what was done here. `null` takes the answer back. */
  z
    .strictObject({
      kind: z.literal("describe"),
      task: z.string().max(1_000).nullable(),
      outcome: z.enum(["success", "failure", "partial"]).nullable(),
    })
    .readonly(),
]);
export type ReviewEdit = z.infer<typeof ReviewEdit>;

/** One file of what would be sent. Names hold no content. */
export const ReleaseFile = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9./-]{0,99}$/),
    bytes: z.int().nonnegative(),
    sha256: Hash,
  })
  .readonly();
export type ReleaseFile = z.infer<typeof ReleaseFile>;

/** Everything that approving would send, and the hash that approving signs. */
export const Release = z
  .strictObject({
    session: SessionId,
    files: z.array(ReleaseFile).max(100_000).readonly(),
    events: z.int().nonnegative(),
    frames: z.int().nonnegative(),
    treeHash: Hash,
  })
  .readonly();
export type Release = z.infer<typeof Release>;

/** Signed by the device key when the participant approves (payload type `review`). */
export const ReviewRecord = z
  .strictObject({
    schema: z.literal("assent.review/1"),
    session: SessionId,
    treeHash: Hash,
    manifestHash: Hash,
    /** UTC day; no finer time leaves the machine. */
    reviewedOn: z.iso.date(),
  })
  .readonly();
export type ReviewRecord = z.infer<typeof ReviewRecord>;
