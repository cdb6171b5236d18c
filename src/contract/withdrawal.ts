/**
 * A participant's request to end a consent (requirements §6.4).
 *
 * Signed by the device key under payload type `withdrawal`. It has no field for a reason,
 * because nobody may ask for one. Sending it twice is sending it once.
 *
 * @module
 */
import * as z from "zod";
import { ReceiptId, StudyId } from "./ids.ts";

export const Withdrawal = z
  .strictObject({
    type: z.literal("withdrawal/v1"),
    studyId: StudyId,
    receiptId: ReceiptId,
    mode: z.literal("stop+erase-all-held"),
    requestedAt: z.iso.datetime(),
    nonce: z.uuid(),
  })
  .readonly();
export type Withdrawal = z.infer<typeof Withdrawal>;
