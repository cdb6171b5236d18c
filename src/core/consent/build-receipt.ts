/**
 * Writes the receipt for what a participant just decided.
 *
 * Pure: time, identifiers and hashes come in. The result is what the device key signs and
 * the participant is given at once (CON-10); {@link activateConsent} believes nothing of it
 * that is not checked again.
 *
 * @module
 */
import {
  type ConsentEvent,
  type ConsentReceipt,
  type ConsentRecord,
  type ConsentState,
  receiptProfile,
} from "../../contract/receipt.ts";
import { receiptContext } from "../../contract/receipt-context.ts";
import {
  type HashedReceipt,
  identified,
  type ReceiptIds,
  type ReceiptInput,
  recordOf,
} from "./receipt-record.ts";
import { permits } from "./receipt-summary.ts";
import { grantsSomething, isWithinStudy } from "./within-study.ts";

export type { HashedReceipt, ReceiptIds, ReceiptInput } from "./receipt-record.ts";

export type ReceiptRefusal =
  | "nothing-granted"
  | "choice-exceeds-study"
  | "comprehension-not-passed"
  | "managed-device-not-acknowledged"
  | "language-not-in-study";

const sentences: Readonly<Record<ReceiptRefusal, string>> = {
  "nothing-granted": "no scope is granted. Pick at least one app or site and one signal",
  "choice-exceeds-study": "the choice names something that the study does not ask for",
  "comprehension-not-passed": "the questions were not answered yet",
  "managed-device-not-acknowledged":
    "this device is managed by an organisation, which was not acknowledged",
  "language-not-in-study": "the study has no text in this language",
};

/** These decisions make no consent. */
export class ReceiptRefused extends Error {
  override readonly name = "ReceiptRefused";
  readonly code: ReceiptRefusal;
  constructor(code: ReceiptRefusal) {
    super(`Cannot write a receipt: ${sentences[code]}`);
    this.code = code;
  }
}

/** Throws {@link ReceiptRefused}. */
export function buildReceipt(input: ReceiptInput): ConsentReceipt {
  const { manifest, choice, previous, device } = input;
  if (!isWithinStudy(choice, manifest)) throw new ReceiptRefused("choice-exceeds-study");
  if (!choice.some(grantsSomething)) throw new ReceiptRefused("nothing-granted");
  if (!input.comprehensionPassed) throw new ReceiptRefused("comprehension-not-passed");
  if (device.managed && !device.acknowledged)
    throw new ReceiptRefused("managed-device-not-acknowledged");
  if (!manifest.language.includes(input.language))
    throw new ReceiptRefused("language-not-in-study");
  const before = previous?.receipt["dpv:hasRecordOfActivity"][0];
  const isRenewal = before?.["app:manifestHash"] === input.manifestHash && isGiven(before);
  return receipt(
    input,
    previous,
    recordOf(
      input,
      followedBy(before?.["dpv:hasConsentStatus"] ?? [], {
        state: isRenewal ? "dpv:RenewedConsentGiven" : "dpv:ConsentGiven",
        now: input.now,
        duration: manifest.consentDuration,
      }),
    ),
  );
}

export interface WithdrawalInput {
  readonly previous: HashedReceipt;
  readonly now: number;
  readonly ids: ReceiptIds;
}

/** The receipt that ends a participation: the same record, with one more event. */
export function withdrawReceipt(input: WithdrawalInput): ConsentReceipt {
  const before = input.previous.receipt["dpv:hasRecordOfActivity"][0];
  if (before === undefined) throw new TypeError("Cannot withdraw: the receipt has no record");
  return receipt(input, input.previous, {
    ...before,
    ...identified(input.ids.record),
    "dpv:hasConsentStatus": followedBy(before["dpv:hasConsentStatus"], {
      state: "dpv:ConsentWithdrawn",
      now: input.now,
      duration: "P0D",
    }),
  });
}

const isGiven = (record: ConsentRecord) =>
  permits(record["dpv:hasConsentStatus"].at(-1)?.["@type"][0] ?? "dpv:ConsentUnknown");

/** A clock that was set back does not put an event before an earlier one. */
function followedBy(
  events: readonly ConsentEvent[],
  next: { readonly state: ConsentState; readonly now: number; readonly duration: string },
): readonly ConsentEvent[] {
  const latest = Date.parse(events.at(-1)?.["dpv:isIndicatedAtTime"] ?? "");
  const time = latest > next.now ? latest : next.now;
  return [
    ...events,
    {
      "@type": [next.state],
      "dpv:isIndicatedAtTime": new Date(time).toISOString(),
      "dpv:hasDuration": next.duration,
      "dpv:isIndicatedBy": ["dpv:DataSubject"],
      "dpv:hasIndicationMethod": ["Assent"],
    },
  ];
}

function receipt(
  { now, ids }: { readonly now: number; readonly ids: ReceiptIds },
  previous: HashedReceipt | null,
  content: ConsentRecord,
): ConsentReceipt {
  return {
    "@context": receiptContext,
    "@id": `urn:uuid:${ids.receipt}`,
    "@type": ["dpv:ConsentReceipt"],
    "dpv:hasIdentifier": [ids.receipt],
    "dct:identifier": [ids.receipt],
    "dct:conformsTo": [receiptProfile],
    "dct:created": new Date(now).toISOString(),
    "dct:publisher": ["app:ParticipantAgent"],
    "schema:recipient": ["dpv:DataSubject"],
    "dct:replaces": previous === null ? [] : [previous.receipt["@id"]],
    "dpv:hasRecordOfActivity": [content],
    "app:seq": previous === null ? 0 : previous.receipt["app:seq"] + 1,
    "app:prev": previous === null ? [] : [previous.hash],
  };
}
