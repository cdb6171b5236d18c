/**
 * The study manifest: everything a study asks for, promises and may not do.
 *
 * Field names are those of requirements.md §6.1. A manifest is content-addressed by the
 * SHA-256 of its RFC 8785 bytes and signed in a DSSE envelope; a changed byte is another
 * manifest and needs a new consent. No field can disable pause, review or redaction.
 *
 * @module
 */
import * as z from "zod";
import { AppMatch } from "./choice.ts";
import { Hash, Origin, ScopeId, StudyId } from "./ids.ts";
import { Signal } from "./signals.ts";

export const manifestSchema = "study-manifest/v1";

const Language = z
  .string()
  .regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)
  .max(35);
const Day = z.iso.date();
/** ISO 8601 duration of whole years, months, weeks or days. */
export const Duration = z.string().regex(/^P(?:\d{1,4}Y)?(?:\d{1,4}M)?(?:\d{1,4}W)?(?:\d{1,5}D)?$/);
const Iri = z.string().min(3).max(300);

/** The same text in each language of the study. */
export const Text = z.record(Language, z.string().max(5_000));
export type Text = z.infer<typeof Text>;
/** Requirements CON-05: at most 1,200 characters, shown before anything else. */
const KeyText = z.record(Language, z.string().min(1).max(1_200));

export const Party = z
  .strictObject({
    role: z.enum([
      "controller",
      "processor",
      "recipient",
      "keyHolder",
      "ethicsBoard",
      "rightsContact",
    ]),
    name: z.string().min(1).max(200),
    identifier: Iri,
    address: z.string().max(500),
    contact: z.string().min(3).max(300),
    dpo: z.string().max(300).optional(),
    ownedBy: z.string().max(200).optional(),
  })
  .readonly();
export type Party = z.infer<typeof Party>;

export const Scope = z
  .strictObject({
    id: ScopeId,
    label: Text,
    match: z
      .strictObject({
        app: z.array(AppMatch).max(100).readonly().default([]),
        origin: z.array(Origin).max(500).readonly().default([]),
      })
      .readonly(),
    signals: z.array(Signal).min(1).max(7).readonly(),
    rate: z
      .strictObject({ maxFps: z.number().positive().max(30), maxPerHour: z.int().positive() })
      .readonly(),
    timingTier: z.enum(["T0", "T1", "T2", "T3"]),
    personalData: z.array(Iri).max(30).readonly(),
    special: z.boolean(),
    necessity: z.enum(["Required", "Optional"]),
    why: Text,
  })
  .readonly();
export type Scope = z.infer<typeof Scope>;

export const DenyCategory = z.enum([
  "mail",
  "chat",
  "video-call",
  "health",
  "finance",
  "password-manager",
  "remote-desktop",
  "private-browsing",
]);
export type DenyCategory = z.infer<typeof DenyCategory>;

export const QuizItem = z
  .strictObject({
    id: ScopeId,
    q: Text,
    options: z.array(Text).min(2).max(6).readonly(),
    correct: z.int().nonnegative().max(5),
    explain: Text,
  })
  .readonly();

export const StudyManifest = z
  .strictObject({
    schema: z.literal(manifestSchema),
    studyId: StudyId,
    version: z.int().positive(),
    prev: Hash.nullable(),
    title: Text,
    language: z.array(Language).min(1).max(30).readonly(),
    keyInformation: KeyText,
    isResearchStatement: Text,
    purpose: z
      .strictObject({ id: Iri, text: Text, dpv: z.array(Iri).min(1).max(20).readonly() })
      .readonly(),
    prohibitions: z.array(Iri).min(1).max(50).readonly(),
    aiTraining: z
      .strictObject({
        used: z.boolean(),
        models: Text,
        commercial: z.boolean(),
        release: Text,
      })
      .readonly(),
    parties: z.array(Party).min(1).max(30).readonly(),
    ethics: z
      .strictObject({
        board: z.string().max(200),
        approvalId: z.string().max(100),
        approvedUntil: Day,
        documentHash: Hash.optional(),
        signatureRole: z.enum(["ethics", "none"]),
      })
      .readonly(),
    employment: z
      .strictObject({
        context: z.boolean(),
        relationship: Text,
        independentKeyHolder: z.boolean(),
        noDetrimentText: Text,
        k: z.int().min(1).max(1_000),
      })
      .readonly(),
    voluntariness: z
      .strictObject({
        text: Text,
        alternatives: Text,
        compensation: Text,
        consequenceOfRefusal: z.literal("none"),
      })
      .readonly(),
    risks: Text,
    benefits: Text,
    unforeseeable: Text,
    costs: Text,
    injury: Text,
    duration: z
      .strictObject({
        captureEnd: Day,
        participantMax: Duration,
        subjectsExpected: z.int().positive(),
      })
      .readonly(),
    scopes: z.array(Scope).min(1).max(500).readonly(),
    deny: z.array(DenyCategory).max(20).readonly(),
    redaction: z
      .strictObject({
        profile: z.enum(["standard", "protective", "strict"]),
        minVersion: z.int().nonnegative(),
      })
      .readonly(),
    review: z
      .strictObject({
        mandatory: z.literal(true),
        ttlDays: z.int().min(1).max(90),
        disclosesDeletionCounts: z.boolean(),
      })
      .readonly(),
    storage: z
      .strictObject({
        locations: z.array(z.string().max(200)).min(1).max(20).readonly(),
        retention: Duration,
        deletionWithin: Duration,
        transfer: Text.optional(),
      })
      .readonly(),
    recipients: z.array(z.string().max(300)).max(50).readonly(),
    futureUse: z.strictObject({ deidentified: z.boolean(), text: Text }).readonly(),
    deidentification: z
      .strictObject({
        pseudonym: z.literal("per-study-hmac"),
        timeShift: z.boolean(),
        k: z.int().min(1).max(1_000),
        report: z.string().max(300),
      })
      .readonly(),
    withdrawal: z
      .strictObject({
        mode: z.enum(["stop", "stop+erase-unreleased", "stop+erase-all-held"]),
        default: z.enum(["stop", "stop+erase-unreleased", "stop+erase-all-held"]),
        within: Duration,
        afterErasureImpossible: z.array(Text).max(20).readonly(),
        terminationByInvestigator: Text,
      })
      .readonly(),
    consentDuration: Duration,
    comprehension: z
      .strictObject({
        quizVersion: z.int().positive(),
        items: z.array(QuizItem).min(3).max(12).readonly(),
      })
      .readonly(),
    /** DPV locations whose law applies, as `loc:DE`; the European Union where absent. */
    jurisdiction: z.array(Iri).min(1).max(10).readonly().optional(),
    rights: z.array(Iri).min(1).max(30).readonly(),
    complaintAuthority: z.string().max(300),
    automatedDecisions: z.literal(false),
    assessments: z
      .array(z.strictObject({ type: z.literal("DPIA"), hash: Hash, url: z.url() }).readonly())
      .max(10)
      .readonly()
      .optional(),
    newFindings: Text,
    returnOfResults: Text,
    crypto: z
      .strictObject({
        /** age recipients; all hybrid (`age1pq…`) or all classic (`age1…`), never mixed. */
        innerRecipients: z
          .array(z.string().regex(/^age1[a-z0-9]{50,2500}$/))
          .min(1)
          .max(20)
          .readonly(),
        keyServiceUrl: z.url().optional(),
        keyServiceVkey: z.string().max(300).optional(),
        suite: z.literal("age-v1+ed25519"),
      })
      .readonly(),
    log: z
      .strictObject({
        origin: z.string().max(200),
        vkeys: z.array(z.string().max(300)).max(20).readonly(),
        policy: z.string().max(5_000),
      })
      .readonly()
      .optional(),
    collector: z
      .strictObject({
        url: z.url(),
        tlsSpkiPins: z.array(z.string().max(100)).max(10).readonly().optional(),
      })
      .readonly(),
    status: z.enum(["draft", "active", "paused", "ended"]),
  })
  .readonly();
export type StudyManifest = z.infer<typeof StudyManifest>;
/** A manifest as it is written: what has a default may be left out. */
export type ManifestDraft = z.input<typeof StudyManifest>;
