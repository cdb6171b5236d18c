/**
 * Writes the receipt for what a participant just decided.
 *
 * Pure: time, identifiers and hashes come in. The result is what the device key signs and
 * the participant is given at once (CON-10); {@link activateConsent} believes nothing of it
 * that is not checked again.
 *
 * @module
 */
import type { Choice } from "../../contract/choice.ts";
import type { Hash, ReceiptId } from "../../contract/ids.ts";
import type { StudyManifest } from "../../contract/manifest.ts";
import {
  type ConsentEvent,
  type ConsentReceipt,
  type ConsentRecord,
  type ConsentState,
  receiptProfile,
  recordProfile,
} from "../../contract/receipt.ts";
import { receiptContext } from "../../contract/receipt-context.ts";
import { dayOf } from "../study/duration.ts";
import { controllersOf, recipientsOf } from "./parties.ts";
import { processesOf } from "./receipt-processes.ts";
import { grantsSomething, isWithinStudy } from "./within-study.ts";

/** A receipt and the SHA-256 of its signed bytes. */
export interface HashedReceipt {
  readonly receipt: ConsentReceipt;
  readonly hash: Hash;
}

export interface ReceiptIds {
  readonly receipt: ReceiptId;
  /** UUID of the record in it. */
  readonly record: string;
}

export interface ReceiptInput {
  readonly manifest: StudyManifest;
  readonly manifestHash: Hash;
  readonly choice: Choice;
  /** HMAC-SHA256(device secret, study id), base64url. */
  readonly pseudonym: string;
  /** Wall-clock milliseconds. */
  readonly now: number;
  readonly ids: ReceiptIds;
  /** The newest receipt of this participation, if there is one. */
  readonly previous: HashedReceipt | null;
  readonly withdrawalCodeHash: Hash;
  /** In which language the notice was read. */
  readonly language: string;
  /** SHA-256 of the notice as it was rendered. */
  readonly uiHash: Hash;
  readonly appVersion: string;
  readonly buildHash: Hash;
  readonly comprehensionPassed: boolean;
  readonly device: { readonly managed: boolean; readonly acknowledged: boolean };
}

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
    record(input, [
      ...(before?.["dpv:hasConsentStatus"] ?? []),
      event(
        isRenewal ? "dpv:RenewedConsentGiven" : "dpv:ConsentGiven",
        input.now,
        manifest.consentDuration,
      ),
    ]),
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
    "dpv:hasConsentStatus": [
      ...before["dpv:hasConsentStatus"],
      event("dpv:ConsentWithdrawn", input.now, "P0D"),
    ],
  });
}

const isGiven = (record: ConsentRecord) => {
  const state = record["dpv:hasConsentStatus"].at(-1)?.["@type"][0];
  return state === "dpv:ConsentGiven" || state === "dpv:RenewedConsentGiven";
};

const event = (state: ConsentState, now: number, duration: string): ConsentEvent => ({
  "@type": [state],
  "dpv:isIndicatedAtTime": new Date(now).toISOString(),
  "dpv:hasDuration": duration,
  "dpv:isIndicatedBy": ["dpv:DataSubject"],
  "dpv:hasIndicationMethod": ["Assent"],
});

const identified = (uuid: string) => ({
  "@id": `urn:uuid:${uuid}`,
  "dpv:hasIdentifier": [uuid],
  "dct:identifier": [uuid],
});

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

function record(input: ReceiptInput, events: readonly ConsentEvent[]): ConsentRecord {
  const { manifest, manifestHash } = input;
  const processes = processesOf(manifest, input.choice);
  const withState = (state: string) =>
    processes
      .filter((process) => process["dpv:hasConsentStatus"][0]?.["@type"][0] === state)
      .flatMap((process) => process["dct:identifier"]);
  return {
    ...identified(input.ids.record),
    "@type": ["dpv:ConsentRecord"],
    "dct:conformsTo": [recordProfile],
    "dpv:hasDataSubject": [
      { "@type": ["dpv:DataSubject", "dpv:Participant"], "dct:identifier": [input.pseudonym] },
    ],
    "dpv:hasDataController": controllersOf(manifest),
    "dpv:hasRecipient": recipientsOf(manifest),
    "dpv:hasJurisdiction": [...(manifest.jurisdiction ?? ["loc:EU"])],
    "dpv:hasApplicableLaw": ["legal-eu:law-GDPR"],
    "dpv:hasLegalBasis": [
      "dpv:ExplicitlyExpressedConsent",
      "eu-gdpr:A6-1-a",
      ...(manifest.scopes.some(({ special }) => special) ? ["eu-gdpr:A9-2-a"] : []),
    ],
    "dpv:hasNotice": [
      {
        "@id": `urn:sha256:${input.uiHash.slice("sha256:".length)}`,
        "@type": ["dpv:ConsentNotice"],
        "dct:language": [input.language],
        "dct:date": dayOf(input.now),
      },
    ],
    "dpv:hasProcess": processes,
    "dpv:hasStorageCondition": storageOf(manifest),
    "dpv:hasProhibition": [prohibitionOf(manifest)],
    "dpv:hasConsentControl": [
      {
        "@type": ["dpv:WithdrawConsent", "dpv:ReaffirmConsent"],
        "dpv:isExercisedAt": ["app:ParticipantAgent", manifest.collector.url],
      },
    ],
    "dpv:hasRight": [...manifest.rights],
    "dpv:hasImpactAssessment": (manifest.assessments ?? []).map(({ url }) => ({
      "@id": url,
      "@type": ["dpv:DPIA"],
    })),
    "dpv:hasConsentStatus": events,
    "app:study": manifest.studyId,
    "app:manifestHash": manifestHash,
    "app:manifestVersion": manifest.version,
    "app:scopesGranted": withState("dpv:ConsentGiven"),
    "app:scopesRefused": withState("dpv:ConsentRefused"),
    "app:comprehension": [
      { "app:quizVersion": manifest.comprehension.quizVersion, "app:passed": true },
    ],
    "app:uiHash": input.uiHash,
    "app:appVersion": input.appVersion,
    "app:buildHash": input.buildHash,
    "app:managedDevice": input.device.managed,
    "app:acknowledgedManaged": input.device.acknowledged,
    "app:withdrawalCodeHash": input.withdrawalCodeHash,
  };
}

const storageOf = ({ storage }: StudyManifest): ConsentRecord["dpv:hasStorageCondition"] => [
  ...storage.locations.map((place) => ({
    "@type": ["dpv:StorageLocation" as const],
    "dpv:hasLocation": [place],
  })),
  { "@type": ["dpv:StorageDuration"], "dpv:hasDuration": storage.retention },
  { "@type": ["dpv:StorageDeletion"], "dpv:hasDuration": storage.deletionWithin },
];

const prohibitionOf = ({ prohibitions }: StudyManifest) => ({
  "@type": ["dpv:Prohibition" as const],
  "dpv:hasPurpose": prohibitions
    .filter((term) => !term.startsWith("pd:"))
    .map((term) => ({ "@id": term })),
  "dpv:hasPersonalData": prohibitions
    .filter((term) => term.startsWith("pd:"))
    .map((term) => ({ "@id": term })),
});
