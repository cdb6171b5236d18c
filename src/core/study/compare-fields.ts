/**
 * How a change of each field of the manifest is judged. See compare.ts.
 *
 * @module
 */
import type { Scope, StudyManifest } from "../../contract/manifest.ts";
import { type Change, type Difference, same } from "./difference.ts";
import { roughDays } from "./duration.ts";

type FieldRule = (
  before: StudyManifest,
  after: StudyManifest,
  field: keyof StudyManifest,
) => readonly Difference[];

/** Any change asks for more: nobody can tell by machine that it does not. */
const widens: FieldRule = (_before, _after, path) => [{ path, change: "widen" }];
const neutral: FieldRule = (_before, _after, path) => [{ path, change: "neutral" }];

/** One judged part of a field; unchanged parts give nothing. */
const part = <T>(path: string, a: T, b: T, judge: (a: T, b: T) => Change): readonly Difference[] =>
  same(a, b) ? [] : [{ path, change: judge(a, b) }];

const always = (change: Change) => (): Change => change;
/** Less of a number narrows. */
const fewer = (a: number, b: number): Change => (b < a ? "narrow" : "widen");
const more = (a: number, b: number): Change => fewer(b, a);
const earlier = (a: string, b: string): Change => (b < a ? "narrow" : "widen");
/** Compared by their approximate length; two spellings of about the same length widen. */
const shorter = (a: string, b: string): Change => fewer(roughDays(a), roughDays(b));
const holds = (all: readonly unknown[], some: readonly unknown[]) =>
  some.every((item) => all.some((known) => same(known, item)));
/** Only leaving out narrows; another order is neutral. */
const subset = (a: readonly unknown[], b: readonly unknown[]): Change => {
  if (!holds(a, b)) return "widen";
  return holds(b, a) ? "neutral" : "narrow";
};
const superset = (a: readonly unknown[], b: readonly unknown[]): Change => subset(b, a);
const onlyTo =
  <T>(wanted: T) =>
  (_a: T, b: T): Change =>
    same(b, wanted) ? "narrow" : "widen";
const ranked =
  <T extends string>(...weakestFirst: readonly T[]) =>
  (a: T, b: T): Change =>
    weakestFirst.indexOf(b) > weakestFirst.indexOf(a) ? "narrow" : "widen";

const list =
  (judge: (a: readonly unknown[], b: readonly unknown[]) => Change): FieldRule =>
  (before, after, field) => [
    {
      path: field,
      change: judge(
        (before[field] ?? []) as readonly unknown[],
        (after[field] ?? []) as readonly unknown[],
      ),
    },
  ];

/** Signals, apps and sites may only become fewer; a text that explains a scope is what was agreed to. */
function scopeParts(a: Scope, b: Scope): readonly Difference[] {
  const path = (name: string) => `scopes.${a.id}.${name}`;
  return [
    ...part(path("match.app"), a.match.app, b.match.app, subset),
    ...part(path("match.origin"), a.match.origin, b.match.origin, subset),
    ...part(path("signals"), a.signals, b.signals, subset),
    ...part(path("rate.maxFps"), a.rate.maxFps, b.rate.maxFps, fewer),
    ...part(path("rate.maxPerHour"), a.rate.maxPerHour, b.rate.maxPerHour, fewer),
    ...part(path("timingTier"), a.timingTier, b.timingTier, always("widen")),
    ...part(path("personalData"), a.personalData, b.personalData, subset),
    ...part(path("special"), a.special, b.special, onlyTo(false)),
    ...part(path("necessity"), a.necessity, b.necessity, onlyTo<Scope["necessity"]>("Optional")),
    ...part(path("label"), a.label, b.label, always("widen")),
    ...part(path("why"), a.why, b.why, always("widen")),
  ];
}

const scopes: FieldRule = (before, after) => {
  const found = (where: StudyManifest, id: string) => where.scopes.find((scope) => scope.id === id);
  const gone = before.scopes.filter(({ id }) => found(after, id) === undefined);
  const differences: Difference[] = gone.map(({ id }) => ({
    path: `scopes.${id}`,
    change: "narrow",
  }));
  for (const scope of after.scopes) {
    const known = found(before, scope.id);
    if (known === undefined) differences.push({ path: `scopes.${scope.id}`, change: "widen" });
    else differences.push(...scopeParts(known, scope));
  }
  // The same scopes in another order.
  return differences.length === 0 ? [{ path: "scopes", change: "neutral" }] : differences;
};

const review: FieldRule = ({ review: a }, { review: b }) => [
  ...part("review.ttlDays", a.ttlDays, b.ttlDays, fewer),
  ...part(
    "review.disclosesDeletionCounts",
    a.disclosesDeletionCounts,
    b.disclosesDeletionCounts,
    onlyTo(false),
  ),
];

const storage: FieldRule = ({ storage: a }, { storage: b }) => [
  ...part("storage.locations", a.locations, b.locations, subset),
  ...part("storage.retention", a.retention, b.retention, shorter),
  ...part("storage.deletionWithin", a.deletionWithin, b.deletionWithin, shorter),
  ...part("storage.transfer", a.transfer, b.transfer, onlyTo<typeof a.transfer>(undefined)),
];

const withdrawal: FieldRule = ({ withdrawal: a }, { withdrawal: b }) => {
  const modes = ranked("stop", "stop+erase-unreleased", "stop+erase-all-held");
  return [
    ...part("withdrawal.mode", a.mode, b.mode, modes),
    ...part("withdrawal.default", a.default, b.default, modes),
    ...part("withdrawal.within", a.within, b.within, shorter),
    ...part(
      "withdrawal.afterErasureImpossible",
      a.afterErasureImpossible,
      b.afterErasureImpossible,
      subset,
    ),
    ...part(
      "withdrawal.terminationByInvestigator",
      a.terminationByInvestigator,
      b.terminationByInvestigator,
      always("widen"),
    ),
  ];
};

const duration: FieldRule = ({ duration: a }, { duration: b }) => [
  ...part("duration.captureEnd", a.captureEnd, b.captureEnd, earlier),
  ...part("duration.participantMax", a.participantMax, b.participantMax, shorter),
  ...part("duration.subjectsExpected", a.subjectsExpected, b.subjectsExpected, always("neutral")),
];

const ethics: FieldRule = ({ ethics: a }, { ethics: b }) => [
  ...part("ethics.approvedUntil", a.approvedUntil, b.approvedUntil, earlier),
  ...part("ethics", { ...a, approvedUntil: "" }, { ...b, approvedUntil: "" }, always("widen")),
];

const redaction: FieldRule = ({ redaction: a }, { redaction: b }) => [
  ...part("redaction.profile", a.profile, b.profile, ranked("standard", "protective", "strict")),
  ...part("redaction.minVersion", a.minVersion, b.minVersion, more),
];

const deidentification: FieldRule = ({ deidentification: a }, { deidentification: b }) => [
  ...part("deidentification.timeShift", a.timeShift, b.timeShift, onlyTo(true)),
  ...part("deidentification.k", a.k, b.k, more),
  ...part("deidentification.report", a.report, b.report, always("neutral")),
];

const aiTraining: FieldRule = ({ aiTraining: a }, { aiTraining: b }) => [
  ...part("aiTraining.used", a.used, b.used, onlyTo(false)),
  ...part("aiTraining.commercial", a.commercial, b.commercial, onlyTo(false)),
  ...part("aiTraining.models", a.models, b.models, always("widen")),
  ...part("aiTraining.release", a.release, b.release, always("widen")),
];

const futureUse: FieldRule = ({ futureUse: a }, { futureUse: b }) => [
  ...part("futureUse.deidentified", a.deidentified, b.deidentified, onlyTo(false)),
  ...part("futureUse.text", a.text, b.text, always("widen")),
];

const crypto: FieldRule = ({ crypto: a }, { crypto: b }) => [
  ...part("crypto.innerRecipients", a.innerRecipients, b.innerRecipients, subset),
  ...part("crypto", { ...a, innerRecipients: [] }, { ...b, innerRecipients: [] }, always("widen")),
];

/** Leaving `active` narrows; returning to it widens, so that nobody is recorded by surprise. */
const status: FieldRule = (_before, { status: b }, path) => [
  { path, change: b === "paused" || b === "ended" ? "narrow" : "widen" },
];

export const fieldRules: { readonly [Field in keyof StudyManifest]-?: FieldRule } = {
  schema: widens,
  studyId: widens,
  version: neutral,
  prev: neutral,
  title: widens,
  language: ({ language: a }, { language: b }, path) =>
    part(path, a, b, () => (holds(b, a) ? "neutral" : "widen")),
  keyInformation: widens,
  isResearchStatement: widens,
  purpose: widens,
  prohibitions: list(superset),
  aiTraining,
  parties: widens,
  ethics,
  employment: widens,
  voluntariness: widens,
  risks: widens,
  benefits: widens,
  unforeseeable: widens,
  costs: widens,
  injury: widens,
  duration,
  scopes,
  deny: list(superset),
  redaction,
  review,
  storage,
  recipients: list(subset),
  futureUse,
  deidentification,
  withdrawal,
  consentDuration: (a, b, path) => part(path, a.consentDuration, b.consentDuration, shorter),
  comprehension: neutral,
  jurisdiction: widens,
  rights: list(superset),
  complaintAuthority: neutral,
  automatedDecisions: widens,
  assessments: list(superset),
  newFindings: widens,
  returnOfResults: neutral,
  crypto,
  log: widens,
  collector: widens,
  status,
};
