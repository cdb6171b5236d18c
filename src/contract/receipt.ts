/**
 * What a participant holds as proof of what was agreed: a consent receipt.
 *
 * ISO/IEC TS 27560 written with DPV 2.3 as JSON-LD. One receipt holds one record; every
 * later receipt of the same participation counts up, names the hash of the one before and
 * repeats its status events, so that neither the order nor a withdrawal can be hidden.
 * Answers of the comprehension check and the withdrawal code itself are never in it.
 *
 * @module
 */
import * as z from "zod";
import { AppMatch } from "./choice.ts";
import { Hash, Origin, ReceiptId, ScopeId, StudyId } from "./ids.ts";
import { receiptContext } from "./receipt-context.ts";
import { Signal } from "./signals.ts";

const profile = "https://w3id.org/dpv/schema/dpv-27560";
export const receiptProfile = `${profile}#receipt-eu-gdpr` as const;
export const recordProfile = `${profile}#record-eu-gdpr` as const;

const Iri = z.string().min(3).max(300);
const Urn = z.string().regex(/^urn:uuid:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
const Name = z.string().max(500);
const Time = z.iso.datetime();
const list = <T extends z.ZodType>(item: T, max = 100) => z.array(item).max(max).readonly();
const one = <T extends z.ZodType>(item: T) => z.array(item).length(1).readonly();
const type = <const T extends string>(name: T) => one(z.literal(name));
const both = <const A extends string, const B extends string>(a: A, b: B) =>
  z.tuple([z.literal(a), z.literal(b)]).readonly();

/** Accepts this constant and nothing else. */
function exactly<T>(constant: T): z.ZodType<T> {
  if (typeof constant !== "object") return z.literal(constant as string) as unknown as z.ZodType<T>;
  const shape = Object.entries(constant as object).map(([key, value]) => [key, exactly(value)]);
  return z.strictObject(Object.fromEntries(shape)) as unknown as z.ZodType<T>;
}

/** Only `dpv:ConsentGiven` and `dpv:RenewedConsentGiven` permit anything. */
export const ConsentState = z.enum([
  "dpv:ConsentUnknown",
  "dpv:ConsentRequested",
  "dpv:ConsentRequestDeferred",
  "dpv:ConsentGiven",
  "dpv:RenewedConsentGiven",
  "dpv:ConsentRefused",
  "dpv:ConsentWithdrawn",
  "dpv:ConsentExpired",
  "dpv:ConsentInvalidated",
]);
export type ConsentState = z.infer<typeof ConsentState>;

export const ConsentEvent = z
  .strictObject({
    "@type": one(ConsentState),
    "dpv:isIndicatedAtTime": Time,
    "dpv:hasDuration": z.string().max(40),
    "dpv:isIndicatedBy": one(z.enum(["dpv:DataSubject", "dpv:DataController"])),
    "dpv:hasIndicationMethod": list(Name, 5),
  })
  .readonly();
export type ConsentEvent = z.infer<typeof ConsentEvent>;

export const ReceiptParty = z
  .strictObject({
    "@id": Iri,
    "@type": list(Iri, 5),
    "dpv:hasIdentifier": one(Iri),
    "dpv:hasName": one(Name),
    "dpv:hasLocation": list(Name, 1),
    "schema:contactPoint": list(Name, 2),
  })
  .readonly();
export type ReceiptParty = z.infer<typeof ReceiptParty>;

/** One scope of the study: granted with these signals, apps and sites, or refused. */
export const ReceiptProcess = z
  .strictObject({
    "@type": type("dpv:Process"),
    "dct:identifier": one(ScopeId),
    "dpv:hasPurpose": one(
      z
        .strictObject({ "@id": Iri, "@type": type("dpv:Purpose"), "skos:broader": list(Iri, 20) })
        .readonly(),
    ),
    "dpv:hasPersonalData": list(
      z
        .strictObject({
          "@type": one(z.enum(["dpv:PersonalData", "dpv:SpecialCategoryPersonalData"])),
          "skos:broader": one(Iri),
        })
        .readonly(),
      30,
    ),
    "dpv:hasNecessity": one(z.enum(["dpv:Required", "dpv:Optional"])),
    "dpv:hasProcessing": list(Iri, 10),
    "dpv:hasDataSource": list(Iri, 10),
    "dpv:hasConsentStatus": one(
      z
        .strictObject({ "@type": one(z.enum(["dpv:ConsentGiven", "dpv:ConsentRefused"])) })
        .readonly(),
    ),
    "app:signals": list(Signal, 7),
    "app:apps": list(
      z
        .strictObject({
          "app:os": AppMatch.unwrap().shape.os,
          "app:exe": AppMatch.unwrap().shape.exe,
        })
        .readonly(),
      200,
    ),
    "app:origins": list(Origin, 500),
  })
  .readonly();
export type ReceiptProcess = z.infer<typeof ReceiptProcess>;

export const ConsentRecord = z
  .strictObject({
    "@id": Urn,
    "@type": type("dpv:ConsentRecord"),
    "dpv:hasIdentifier": one(z.uuid()),
    "dct:identifier": one(z.uuid()),
    "dct:conformsTo": type(recordProfile),
    "dpv:hasDataSubject": one(
      z
        .strictObject({
          "@type": both("dpv:DataSubject", "dpv:Participant"),
          /** The pseudonym of this study; never a name or an address. */
          "dct:identifier": one(z.string().regex(/^[A-Za-z0-9_-]{43}$/)),
        })
        .readonly(),
    ),
    "dpv:hasDataController": list(ReceiptParty, 30),
    "dpv:hasRecipient": list(ReceiptParty, 80),
    "dpv:hasJurisdiction": list(Iri, 10),
    "dpv:hasApplicableLaw": list(Iri, 10),
    "dpv:hasLegalBasis": list(Iri, 10),
    "dpv:hasNotice": one(
      z
        .strictObject({
          "@id": z.string().regex(/^urn:sha256:[0-9a-f]{64}$/),
          "@type": type("dpv:ConsentNotice"),
          "dct:language": one(z.string().max(35)),
          "dct:date": z.iso.date(),
        })
        .readonly(),
    ),
    "dpv:hasProcess": list(ReceiptProcess, 500),
    "dpv:hasStorageCondition": list(
      z
        .strictObject({
          "@type": one(
            z.enum(["dpv:StorageLocation", "dpv:StorageDuration", "dpv:StorageDeletion"]),
          ),
          "dpv:hasLocation": list(Name, 1).optional(),
          "dpv:hasDuration": z.string().max(40).optional(),
        })
        .readonly(),
      30,
    ),
    "dpv:hasProhibition": one(
      z
        .strictObject({
          "@type": type("dpv:Prohibition"),
          "dpv:hasPurpose": list(z.strictObject({ "@id": Iri }).readonly(), 50),
          "dpv:hasPersonalData": list(z.strictObject({ "@id": Iri }).readonly(), 50),
        })
        .readonly(),
    ),
    "dpv:hasConsentControl": one(
      z
        .strictObject({
          "@type": both("dpv:WithdrawConsent", "dpv:ReaffirmConsent"),
          "dpv:isExercisedAt": list(Iri, 5),
        })
        .readonly(),
    ),
    "dpv:hasRight": list(Iri, 30),
    "dpv:hasImpactAssessment": list(
      z.strictObject({ "@id": Iri, "@type": type("dpv:DPIA") }).readonly(),
      10,
    ),
    "dpv:hasConsentStatus": z.array(ConsentEvent).min(1).max(1_000).readonly(),
    "app:study": StudyId,
    "app:manifestHash": Hash,
    "app:manifestVersion": z.int().positive(),
    "app:scopesGranted": list(ScopeId, 500),
    "app:scopesRefused": list(ScopeId, 500),
    "app:comprehension": one(
      z
        .strictObject({
          "app:quizVersion": z.int().positive(),
          "app:passed": z.literal(true),
        })
        .readonly(),
    ),
    /** SHA-256 of the notice as it was rendered. */
    "app:uiHash": Hash,
    "app:appVersion": z.string().max(60),
    "app:buildHash": Hash,
    "app:managedDevice": z.boolean(),
    "app:acknowledgedManaged": z.boolean(),
    /** SHA-256 of the withdrawal code as it is written down, in upper case without dashes. */
    "app:withdrawalCodeHash": Hash,
  })
  .readonly();
export type ConsentRecord = z.infer<typeof ConsentRecord>;

/** Payload type `receipt`, signed by the participant's device key. */
export const ConsentReceipt = z
  .strictObject({
    "@context": exactly(receiptContext),
    "@id": Urn,
    "@type": type("dpv:ConsentReceipt"),
    "dpv:hasIdentifier": one(ReceiptId),
    "dct:identifier": one(ReceiptId),
    "dct:conformsTo": type(receiptProfile),
    "dct:created": Time,
    "dct:publisher": one(Iri),
    "schema:recipient": type("dpv:DataSubject"),
    "dct:replaces": z.array(Urn).max(1).readonly(),
    "dpv:hasRecordOfActivity": one(ConsentRecord),
    /** 0 for the first receipt of a participation. */
    "app:seq": z.int().nonnegative(),
    /** Hash of the receipt with the number before; empty for the first. */
    "app:prev": z.array(Hash).max(1).readonly(),
  })
  .readonly();
export type ConsentReceipt = z.infer<typeof ConsentReceipt>;
