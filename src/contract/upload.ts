/**
 * What courier and collector say to each other, and what the courier tells the agent.
 *
 * The collector learns a signed statement for each bundle and receives a sealed file; nothing
 * here has a field for a name, an app, a host, a time zone or a reason (ENC-07). Every refusal
 * carries one of the codes below and no content, so that it may be shown and stored.
 *
 * @module
 */
import * as z from "zod";
import { Envelope } from "./dsse.ts";
import { BundleId, ReceiptId } from "./ids.ts";
import { call } from "./rpc.ts";

/** 256 random bits, base64url. Whoever holds it may send bundles under one receipt. */
export const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
/** A name for one upload, chosen at random by the collector. */
export const UploadId = z.string().regex(/^[0-9a-f]{32}$/);
export const Invitation = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

export const collectorPaths = {
  health: "v1/health",
  studies: "v1/studies",
  participants: "v1/participants",
  withdraw: "v1/receipts/withdraw",
  bundles: "v1/bundles",
  uploads: "v1/uploads",
} as const;

/** Why the collector did not do what was asked. */
export const ProblemCode = z.enum([
  "bad-request",
  "unauthorized",
  "signature-refused",
  "invitation-refused",
  "already-registered",
  "study-unknown",
  "consent-withdrawn",
  "consent-expired",
  "not-found",
  "method-not-allowed",
  "bundle-conflict",
  "already-complete",
  "offset-conflict",
  "upload-expired",
  "hash-mismatch",
  "too-large",
  "quota-exceeded",
  "unsupported-media-type",
  "protocol-version",
  "too-many-requests",
  "busy",
  "storage-full",
  "internal",
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** RFC 9457 problem details. */
export const Problem = z
  .strictObject({
    type: z.string().max(200),
    title: z.string().max(300),
    status: z.int().min(400).max(599),
    code: ProblemCode,
  })
  .readonly();
export type Problem = z.infer<typeof Problem>;

export const RegisterRequest = z
  .strictObject({
    receipt: Envelope,
    invitation: Invitation.optional(),
    /**
     * A secret of the participant's device. The same attempt gets a new token in place of the
     * old one, so that an answer lost on the way locks nobody out; another is refused.
     */
    attempt: Token,
  })
  .readonly();
export type RegisterRequest = z.infer<typeof RegisterRequest>;

export const RegisterResponse = z.strictObject({ token: Token }).readonly();

export const RegisterBundleRequest = z.strictObject({ statement: Envelope }).readonly();

export const BundleStatus = z
  .strictObject({
    bundle: BundleId,
    state: z.enum(["registered", "receiving", "complete"]),
    /** The upload to go on with. */
    upload: UploadId.nullable(),
  })
  .readonly();
export type BundleStatus = z.infer<typeof BundleStatus>;

/** Names the receipt to end. There is no field for a reason, and none may be added. */
export const WithdrawRequest = z.strictObject({ withdrawal: Envelope }).readonly();

/** The same whenever it is asked: withdrawing twice is withdrawing. */
export const WithdrawResponse = z
  .strictObject({ receipt: ReceiptId, withdrawnOn: z.iso.date() })
  .readonly();

const Waiting = z
  .strictObject({
    outcome: z.literal("waiting"),
    /** Wall-clock milliseconds before which trying again is no use. */
    retryAt: z.number(),
    why: z.enum(["unreachable", "collector-busy", "collector-failing", "stopped"]),
  })
  .readonly();
export type Waiting = z.infer<typeof Waiting>;

export const Refused = z
  .strictObject({
    outcome: z.literal("refused"),
    /** `sealed-file-changed` and `not-understood` are the courier's own. */
    code: z.enum([...ProblemCode.options, "sealed-file-changed", "not-understood"]),
  })
  .readonly();
export type Refused = z.infer<typeof Refused>;

export const RegisterOutcome = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("registered"), token: Token }).readonly(),
  Waiting,
  Refused,
]);
export type RegisterOutcome = z.infer<typeof RegisterOutcome>;

export const UploadOutcome = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("stored") }).readonly(),
  Waiting,
  Refused,
]);
export type UploadOutcome = z.infer<typeof UploadOutcome>;

export const WithdrawOutcome = z.discriminatedUnion("outcome", [
  z.strictObject({ outcome: z.literal("withdrawn"), withdrawnOn: z.iso.date() }).readonly(),
  Waiting,
  Refused,
]);
export type WithdrawOutcome = z.infer<typeof WithdrawOutcome>;

const collector = z.url({ protocol: /^https?$/ });
/** How often this was tried in vain; decides how long to wait after the next failure. */
const failures = z.int().nonnegative();

export const Registration = z
  .strictObject({ collector, failures, ...RegisterRequest.unwrap().shape })
  .readonly();
export type Registration = z.infer<typeof Registration>;

export const UploadItem = z
  .strictObject({
    collector,
    failures,
    token: Token,
    bundle: BundleId,
    /** Absolute path of the sealed file. */
    file: z.string().min(1).max(4_096),
    statement: Envelope,
  })
  .readonly();
export type UploadItem = z.infer<typeof UploadItem>;

export const WithdrawalItem = z
  .strictObject({ collector, failures, token: Token, withdrawal: Envelope })
  .readonly();
export type WithdrawalItem = z.infer<typeof WithdrawalItem>;

/** A sealed bundle over a slow line may take this long in one go; then it is resumed. */
const uploadDeadlineMs = 12 * 60 * 60 * 1_000;

/** What the agent may ask of the courier's process. Nothing else crosses. */
export const courierApi = {
  register: call(Registration, RegisterOutcome, { deadlineMs: 120_000 }),
  upload: call(UploadItem, UploadOutcome, { deadlineMs: uploadDeadlineMs }),
  withdraw: call(WithdrawalItem, WithdrawOutcome, { deadlineMs: 120_000 }),
} as const;
