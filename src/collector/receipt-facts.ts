/** Reads from a signed receipt what the collector decides by. */
import { verify } from "../adapters/seal/dsse.ts";
import { payloadTypes, type Envelope } from "../contract/dsse.ts";
import { ConsentReceipt } from "../contract/receipt.ts";
import { summarise, type ReceiptSummary } from "../core/consent/receipt-summary.ts";

export interface ReceiptFacts extends ReceiptSummary {
  /** The participant's device, which signs everything else as well. */
  readonly deviceKey: string;
}

/** `undefined` when the envelope is not one consistent receipt signed by exactly one key. */
export function receiptFacts(envelope: Envelope): ReceiptFacts | undefined {
  const verified = verify(envelope, payloadTypes.receipt, ConsentReceipt, "any-signer");
  if (verified.outcome === "refused") return undefined;
  const [deviceKey, ...others] = verified.signedBy;
  const summary = summarise(verified.payload);
  if (deviceKey === undefined || others.length > 0 || summary === undefined) return undefined;
  return { ...summary, deviceKey };
}
