/**
 * What the signed documents beside a sealed file come to: whether its data may be used.
 *
 * Nothing in a document is believed before the signature is. The device's key is the one
 * that signed both the receipt and the statement; the receipt names the study version by
 * hash, so a manifest that the participant did not see cannot stand in for it.
 *
 * @module
 */
import { verify } from "../../adapters/seal/dsse.ts";
import { BundleStatement } from "../../contract/bundle.ts";
import { type Envelope, payloadTypes } from "../../contract/dsse.ts";
import type { Hash } from "../../contract/ids.ts";
import { StudyManifest } from "../../contract/manifest.ts";
import { ConsentReceipt } from "../../contract/receipt.ts";
import { expiryOf } from "../../core/consent/expiry.ts";
import { permits, type ReceiptSummary, summarise } from "../../core/consent/receipt-summary.ts";
import { isWithinStudy } from "../../core/consent/within-study.ts";
import { dayOf } from "../../core/study/duration.ts";
import { employment, prohibitions, purpose } from "../../core/study/lint-purpose.ts";
import { BundleRefused } from "./refusal.ts";

export interface Outer {
  readonly statement: Envelope;
  readonly receipt: Envelope;
  readonly manifest: Envelope;
}

export interface Agreement {
  readonly statement: BundleStatement;
  readonly study: StudyManifest;
  readonly manifestHash: Hash;
  readonly receipt: ReceiptSummary;
  readonly receiptHash: Hash;
  readonly receiptBytes: number;
  readonly deviceKey: string;
}

/** Throws {@link BundleRefused}. */
export function agreementOf(outer: Outer): Agreement {
  const study = verify(outer.manifest, payloadTypes.manifest, StudyManifest, "any-signer");
  if (study.outcome === "refused")
    throw new BundleRefused("manifest-untrusted", `its study is not what was signed`);
  const receipt = verify(outer.receipt, payloadTypes.receipt, ConsentReceipt, "any-signer");
  if (receipt.outcome === "refused")
    throw new BundleRefused("receipt-untrusted", "its consent receipt is not what was signed");
  const [deviceKey, ...others] = receipt.signedBy;
  if (deviceKey === undefined || others.length > 0)
    throw new BundleRefused("receipt-untrusted", "its receipt was not signed by one device alone");
  const statement = verify(outer.statement, payloadTypes.bundle, BundleStatement, [deviceKey]);
  if (statement.outcome === "refused")
    throw new BundleRefused(
      "statement-untrusted",
      "its statement was not signed by the device that gave consent",
    );

  const summary = summarise(receipt.payload);
  if (summary === undefined)
    throw new BundleRefused("receipt-inconsistent", "its consent receipt contradicts itself");
  if (!permits(summary.state))
    throw new BundleRefused("not-given", "its consent receipt does not say that consent is given");
  const { payload: manifest, payloadHash: manifestHash } = study;
  const { payload: stated } = statement;
  const agreements: readonly (readonly [unknown, unknown])[] = [
    [summary.manifestHash, manifestHash],
    [summary.study, manifest.studyId],
    [stated.manifestHash, manifestHash],
    [stated.study, manifest.studyId],
    [stated.receipt, summary.receipt],
    [stated.pseudonym, summary.pseudonym],
  ];
  if (agreements.some(([one, other]) => one !== other))
    throw new BundleRefused(
      "manifest-mismatch",
      "its statement, receipt and study are not of one version of one study",
    );
  assertPurpose(manifest, receipt.payload);
  if (summary.choice.length === 0 || !isWithinStudy(summary.choice, manifest))
    throw new BundleRefused(
      "choice-exceeds-study",
      "its consent receipt names something that the study does not ask for",
    );
  return {
    statement: stated,
    study: manifest,
    manifestHash,
    receipt: summary,
    receiptHash: receipt.payloadHash,
    receiptBytes: Buffer.from(outer.receipt.payload, "base64").length,
    deviceKey,
  };
}

/** The session's day must lie within the time for which consent was given (CON-09). */
export function assertInTime({ receipt, study }: Agreement, startDay: string): void {
  const begins = dayOf(receipt.stateSince);
  const lastDay = dayOf(expiryOf(receipt, study) - 1);
  if (startDay < begins || startDay > lastDay)
    throw new BundleRefused("expired", "it was recorded when no consent was in force");
}

/** GOV-01, GOV-06: a purpose that research may have, and the one that was agreed to. */
function assertPurpose(study: StudyManifest, receipt: ConsentReceipt): void {
  const isForbidden = [purpose, prohibitions, employment].some((rule) =>
    rule(study).some(({ level }) => level === "error"),
  );
  if (isForbidden)
    throw new BundleRefused("purpose-forbidden", "its study breaks a rule that protects people");
  const record = receipt["dpv:hasRecordOfActivity"][0];
  const processes = record?.["dpv:hasProcess"] ?? [];
  const agreed = processes.every((process) =>
    process["dpv:hasPurpose"].every(
      (one) =>
        one["@id"] === study.purpose.id &&
        study.purpose.dpv.every((broader) => one["skos:broader"].includes(broader)),
    ),
  );
  const forbidden = new Set(
    record?.["dpv:hasProhibition"].flatMap((one) =>
      [...one["dpv:hasPurpose"], ...one["dpv:hasPersonalData"]].map(({ "@id": id }) => id),
    ),
  );
  if (!agreed || study.prohibitions.some((term) => !forbidden.has(term)))
    throw new BundleRefused(
      "purpose-mismatch",
      "its study has a purpose, or lacks a prohibition, other than the receipt says",
    );
}
