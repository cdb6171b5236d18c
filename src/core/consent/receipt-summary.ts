import type { Choice } from "../../contract/choice.ts";
import type { Hash, ReceiptId, StudyId } from "../../contract/ids.ts";
import type { ConsentReceipt, ConsentState } from "../../contract/receipt.ts";
import { choiceOf } from "./receipt-processes.ts";

/** What a receipt says, in the words of this code base. Says nothing about its signature. */
export interface ReceiptSummary {
  readonly receipt: ReceiptId;
  readonly study: StudyId;
  readonly manifestHash: Hash;
  readonly manifestVersion: number;
  readonly pseudonym: string;
  readonly withdrawalCodeHash: Hash;
  readonly seq: number;
  readonly prev: Hash | null;
  readonly state: ConsentState;
  /** Wall-clock milliseconds of the latest event. */
  readonly stateSince: number;
  /** Wall-clock milliseconds of the very first time that consent was given. */
  readonly firstGivenAt: number;
  readonly choice: Choice;
}

/** `undefined` when the receipt contradicts itself. */
export function summarise(receipt: ConsentReceipt): ReceiptSummary | undefined {
  const record = receipt["dpv:hasRecordOfActivity"][0];
  const events = record?.["dpv:hasConsentStatus"] ?? [];
  const latest = events.at(-1);
  const first = events.find(({ "@type": type }) => type[0] === "dpv:ConsentGiven");
  const receiptId = receipt["dpv:hasIdentifier"][0];
  const pseudonym = record?.["dpv:hasDataSubject"][0]?.["dct:identifier"][0];
  const state = latest?.["@type"][0];
  const choice = record === undefined ? undefined : choiceOf(record);
  if (record === undefined || latest === undefined || first === undefined) return undefined;
  if (receiptId === undefined || pseudonym === undefined) return undefined;
  if (state === undefined || choice === undefined) return undefined;

  const times = events.map((event) => Date.parse(event["dpv:isIndicatedAtTime"]));
  const seq = receipt["app:seq"];
  const prev = receipt["app:prev"][0] ?? null;
  const isConsistent =
    times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0)) &&
    receipt["@id"] === `urn:uuid:${receiptId}` &&
    receipt["dct:identifier"][0] === receiptId &&
    (seq === 0) === (prev === null) &&
    (seq === 0) === (receipt["dct:replaces"].length === 0);
  if (!isConsistent) return undefined;
  return {
    receipt: receiptId,
    study: record["app:study"],
    manifestHash: record["app:manifestHash"],
    manifestVersion: record["app:manifestVersion"],
    pseudonym,
    withdrawalCodeHash: record["app:withdrawalCodeHash"],
    seq,
    prev,
    state,
    stateSince: times.at(-1) ?? 0,
    firstGivenAt: Date.parse(first["dpv:isIndicatedAtTime"]),
    choice,
  };
}

/** Only these two of the nine states permit anything. */
export const permits = (state: ConsentState): boolean =>
  state === "dpv:ConsentGiven" || state === "dpv:RenewedConsentGiven";
