/**
 * What the host may ask of the recorder's process: everything that the participant's window may,
 * and the errands that the host carries to the courier.
 *
 * The recorder has no network and the courier no plaintext; the host passes between them what is
 * sealed or signed, and decides nothing.
 *
 * @module
 */
import * as z from "zod";
import { participantApi } from "./participant-api.ts";
import { call, signal } from "./rpc.ts";
import {
  RegisterOutcome,
  Registration,
  UploadItem,
  UploadOutcome,
  WithdrawalItem,
  WithdrawOutcome,
} from "./upload.ts";

const id = z.int().nonnegative();

export const Errand = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("register"), id, item: Registration }).readonly(),
  z.strictObject({ kind: z.literal("upload"), id, item: UploadItem }).readonly(),
  z.strictObject({ kind: z.literal("withdraw"), id, item: WithdrawalItem }).readonly(),
]);
export type Errand = z.infer<typeof Errand>;

export const ErrandResult = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("register"), id, outcome: RegisterOutcome }).readonly(),
  z.strictObject({ kind: z.literal("upload"), id, outcome: UploadOutcome }).readonly(),
  z.strictObject({ kind: z.literal("withdraw"), id, outcome: WithdrawOutcome }).readonly(),
]);
export type ErrandResult = z.infer<typeof ErrandResult>;

export const recorderApi = {
  ...participantApi,
  /** The errand that is due now, if any. It counts as under way until `errandDone`. */
  nextErrand: call(z.void(), Errand.nullable()),
  errandDone: call(ErrandResult, z.strictObject({})),
  /** There may be an errand now that was not there before. */
  errandsChanged: signal(z.strictObject({})),
  /** Nobody wants this errand done any more: what is being sent stops. */
  errandCancelled: signal(z.strictObject({ id })),
} as const;
