/**
 * What was agreed, written in the terms of DPV: the record inside of a receipt.
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
  recordProfile,
} from "../../contract/receipt.ts";
import { dayOf } from "../study/duration.ts";
import { controllersOf, recipientsOf } from "./parties.ts";
import { processesOf } from "./receipt-processes.ts";

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

export const identified = (uuid: string) => ({
  "@id": `urn:uuid:${uuid}`,
  "dpv:hasIdentifier": [uuid],
  "dct:identifier": [uuid],
});

export function recordOf(input: ReceiptInput, events: readonly ConsentEvent[]): ConsentRecord {
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
