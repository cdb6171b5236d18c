/**
 * A complete and valid manifest to begin a study with.
 *
 * Every default is the one that favours participants: all categories of other people's
 * data denied, everything held erased on withdrawal, no employer involved.
 *
 * @module
 */
import {
  DenyCategory,
  type ManifestDraft,
  manifestSchema,
  StudyManifest,
} from "../../contract/manifest.ts";
import { standardProhibitions } from "./dpv-purposes.ts";
import { addDuration, dayOf, endOfDay } from "./duration.ts";
import { questions, type TemplateLanguage, type TemplateText, texts } from "./template-texts.ts";

export interface TemplateInput {
  readonly studyId: string;
  readonly languages: readonly TemplateLanguage[];
  /** UTC day on which the study begins. */
  readonly today: string;
  /** age recipients of the researchers. */
  readonly recipients: readonly string[];
  readonly collectorUrl: string;
  readonly status: "draft" | "active";
  /** Instead of the sample scopes. */
  readonly scopes?: ManifestDraft["scopes"];
}

export function newManifest(input: TemplateInput): StudyManifest {
  const say = (text: TemplateText): Record<string, string> =>
    Object.fromEntries(input.languages.map((language) => [language, text[language]]));
  const inOneYear = dayOf(addDuration(endOfDay(input.today), "P1Y"));
  const draft: ManifestDraft = {
    schema: manifestSchema,
    studyId: input.studyId,
    version: 1,
    prev: null,
    title: say(texts.title),
    language: [...input.languages],
    keyInformation: say(texts.keyInformation),
    isResearchStatement: say(texts.isResearchStatement),
    purpose: {
      id: `${input.studyId}#purpose`,
      text: say(texts.purpose),
      dpv: ["dpv:ScientificResearch"],
    },
    prohibitions: [...standardProhibitions],
    aiTraining: {
      used: true,
      models: say(texts.models),
      commercial: false,
      release: say(texts.release),
    },
    parties: partiesOf(input.studyId),
    ethics: {
      board: "[Ethics board]",
      approvalId: "[Approval number]",
      approvedUntil: inOneYear,
      signatureRole: "none",
    },
    employment: {
      context: false,
      relationship: say(texts.noEmployer),
      independentKeyHolder: false,
      noDetrimentText: say(texts.noDetriment),
      k: 10,
    },
    voluntariness: {
      text: say(texts.voluntary),
      alternatives: say(texts.alternatives),
      compensation: say(texts.compensation),
      consequenceOfRefusal: "none",
    },
    risks: say(texts.risks),
    benefits: say(texts.benefits),
    unforeseeable: say(texts.unforeseeable),
    costs: say(texts.costs),
    injury: say(texts.injury),
    duration: { captureEnd: inOneYear, participantMax: "P1Y", subjectsExpected: 30 },
    scopes: input.scopes ?? sampleScopes(say),
    deny: [...DenyCategory.options],
    redaction: { profile: "standard", minVersion: 1 },
    review: { mandatory: true, ttlDays: 14, disclosesDeletionCounts: false },
    storage: { locations: ["[Place of the server]"], retention: "P5Y", deletionWithin: "P30D" },
    recipients: [],
    futureUse: { deidentified: true, text: say(texts.futureUse) },
    deidentification: {
      pseudonym: "per-study-hmac",
      timeShift: true,
      k: 10,
      report: "[Where the report on re-identification is]",
    },
    withdrawal: {
      mode: "stop+erase-all-held",
      default: "stop+erase-all-held",
      within: "P30D",
      afterErasureImpossible: [say(texts.notErasableData), say(texts.notErasableModels)],
      terminationByInvestigator: say(texts.termination),
    },
    consentDuration: "P6M",
    comprehension: {
      quizVersion: 1,
      items: questions.map(({ id, q, options, correct, explain }) => ({
        id,
        q: say(q),
        options: options.map(say),
        correct,
        explain: say(explain),
      })),
    },
    jurisdiction: ["loc:EU"],
    rights: ["A7-3", "A13", "A15", "A16", "A17", "A18", "A20", "A77"].map((id) => `eu-gdpr:${id}`),
    complaintAuthority: "[Data protection authority]",
    automatedDecisions: false,
    newFindings: say(texts.newFindings),
    returnOfResults: say(texts.results),
    crypto: { innerRecipients: [...input.recipients], suite: "age-v1+ed25519" },
    collector: { url: input.collectorUrl },
    status: input.status,
  };
  return StudyManifest.parse(draft);
}

const partiesOf = (studyId: string): ManifestDraft["parties"] => [
  {
    role: "controller",
    name: "[University]",
    identifier: `${studyId}#controller`,
    address: "[Address]",
    contact: "study@example.org",
    dpo: "dpo@example.org",
  },
  {
    role: "rightsContact",
    name: "[Somebody outside of the research team]",
    identifier: `${studyId}#rights`,
    address: "[Address]",
    contact: "rights@example.org",
  },
];

const sampleScopes = (
  say: (text: TemplateText) => Record<string, string>,
): ManifestDraft["scopes"] => [
  {
    id: "site",
    label: say(texts.siteLabel),
    match: { app: [], origin: ["https://example.org"] },
    signals: ["pointer", "keys.timing", "keys.content", "screenshot", "a11y", "title", "nav"],
    rate: { maxFps: 4, maxPerHour: 3_600 },
    timingTier: "T1",
    personalData: ["pd:Behavioural", "pd:Interaction", "pd:BrowsingBehaviour"],
    special: false,
    necessity: "Optional",
    why: say(texts.siteWhy),
  },
  {
    id: "editor",
    label: say(texts.editorLabel),
    match: { app: [{ os: "linux", exe: "/usr/bin/gnome-text-editor" }], origin: [] },
    signals: ["pointer", "keys.timing", "screenshot", "title"],
    rate: { maxFps: 4, maxPerHour: 3_600 },
    timingTier: "T1",
    personalData: ["pd:Behavioural", "pd:Interaction", "pd:DeviceApplications"],
    special: false,
    necessity: "Optional",
    why: say(texts.editorWhy),
  },
];
