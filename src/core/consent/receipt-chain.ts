/**
 * All receipts of one participation, in order and without a hole.
 *
 * A receipt taken away from the end would bring back a consent that was withdrawn; one from
 * the middle would hide it. So the whole chain is asked for, every link is checked, and the
 * caller remembers how far the chain had come.
 *
 * @module
 */
import type { ConsentReceipt } from "../../contract/receipt.ts";
import type { HashedReceipt } from "./receipt-record.ts";
import { type ReceiptSummary, summarise } from "./receipt-summary.ts";

export type ChainOutcome =
  | { readonly outcome: "whole"; readonly newest: ReceiptSummary; readonly last: HashedReceipt }
  | { readonly outcome: "broken"; readonly why: "receipt-inconsistent" | "chain-broken" };

/** `receipts` may come in any order. There must be at least one. */
export function checkChain(receipts: readonly HashedReceipt[]): ChainOutcome {
  const ordered = receipts.toSorted((a, b) => a.receipt["app:seq"] - b.receipt["app:seq"]);
  let newest: ReceiptSummary | undefined;
  for (const [index, { receipt }] of ordered.entries()) {
    const before = ordered[index - 1];
    const summary = summarise(receipt);
    if (summary === undefined) return { outcome: "broken", why: "receipt-inconsistent" };
    const follows =
      summary.seq === index &&
      summary.prev === (before?.hash ?? null) &&
      (newest === undefined ||
        (newest.study === summary.study && newest.pseudonym === summary.pseudonym)) &&
      (before === undefined || (replaces(receipt, before) && extendsEvents(receipt, before)));
    if (!follows) return { outcome: "broken", why: "chain-broken" };
    newest = summary;
  }
  const last = ordered.at(-1);
  return newest === undefined || last === undefined
    ? { outcome: "broken", why: "chain-broken" }
    : { outcome: "whole", newest, last };
}

const replaces = (receipt: ConsentReceipt, before: HashedReceipt) =>
  receipt["dct:replaces"][0] === before.receipt["@id"];

/** Events are only ever added at the end. */
function extendsEvents(receipt: ConsentReceipt, { receipt: before }: HashedReceipt): boolean {
  const eventsOf = (one: ConsentReceipt) =>
    one["dpv:hasRecordOfActivity"][0]?.["dpv:hasConsentStatus"] ?? [];
  const earlier = eventsOf(before);
  const later = eventsOf(receipt);
  return (
    later.length > earlier.length &&
    earlier.every((event, index) => JSON.stringify(event) === JSON.stringify(later[index]))
  );
}
