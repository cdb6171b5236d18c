import type { FastifyInstance } from "fastify";
import { verify } from "../../adapters/seal/dsse.ts";
import { payloadTypes } from "../../contract/dsse.ts";
import { WithdrawRequest } from "../../contract/upload.ts";
import { Withdrawal } from "../../contract/withdrawal.ts";
import { participantOf } from "../authenticate.ts";
import type { Collector } from "../collector.ts";
import { Refusal } from "../refusal.ts";
import { parse } from "./parse.ts";

/** Works for expired receipts and ended studies as well (DEL-03). */
export function withdrawReceiptRoute(app: FastifyInstance, collector: Collector): void {
  app.post("/v1/receipts/withdraw", async (request) => {
    const participant = await participantOf(collector, request);
    const { withdrawal } = parse(WithdrawRequest, request.body);
    const verified = verify(withdrawal, payloadTypes.withdrawal, Withdrawal, [
      participant.device_key,
    ]);
    if (verified.outcome === "refused") throw new Refusal("signature-refused");
    const { receiptId, studyId } = verified.payload;
    if (receiptId !== participant.receipt || studyId !== participant.study)
      throw new Refusal("not-found");
    return { receipt: receiptId, withdrawnOn: await collector.withdraw(participant) };
  });
}
