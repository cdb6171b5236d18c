/**
 * Whether a manifest says everything in every language, to readable keys, within time (ENC-01).
 *
 * @module
 */
import type { StudyManifest } from "../../contract/manifest.ts";
import type { LintFinding } from "../../contract/participant-api.ts";
import { error, type Rule, warning, when } from "./finding.ts";
import { roughDays } from "./duration.ts";

/** Places whose keys are languages: every text of the manifest, found by its shape. */
function textsOf(
  value: unknown,
  path: string,
  languages: readonly string[],
): readonly { readonly path: string; readonly text: Readonly<Record<string, string>> }[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => textsOf(item, `${path}.${index}`, languages));
  if (typeof value !== "object" || value === null) return [];
  const entries = Object.entries(value);
  const isText =
    entries.length > 0 &&
    entries.every(([key, text]) => /^[a-z]{2,3}(?:-|$)/.test(key) && typeof text === "string") &&
    entries.some(([key]) => languages.includes(key));
  if (isText) return [{ path, text: value as Record<string, string> }];
  return entries.flatMap(([key, item]) =>
    textsOf(item, path === "" ? key : `${path}.${key}`, languages),
  );
}

/** Texts that may be empty, because there may be nothing to say. */
const mayBeEmpty = ["employment.relationship", "employment.noDetrimentText", "storage.transfer"];

const textFields = [
  "title",
  "keyInformation",
  "isResearchStatement",
  "risks",
  "benefits",
  "unforeseeable",
  "costs",
  "injury",
  "newFindings",
  "returnOfResults",
] as const satisfies readonly (keyof StudyManifest)[];

export const languages: Rule = (manifest) => {
  const { language } = manifest;
  const findings: LintFinding[] = textFields.flatMap((field) =>
    when(
      Object.keys(manifest[field]).every((key) => !language.includes(key)),
      error("LANG", field, `Has no text in ${language.join(", ")}`),
    ),
  );
  for (const { path, text } of textsOf(manifest, "", language))
    for (const wanted of language) {
      const said = text[wanted];
      if (said === undefined || (said.trim() === "" && !mayBeEmpty.includes(path)))
        findings.push(error("LANG", path, `Has no text in the language ${wanted}`));
    }
  return [
    ...findings,
    ...when(
      new Set(language).size !== language.length,
      error("LANG", "language", "Names a language twice"),
    ),
  ];
};

/** The template marks what must be replaced by brackets. */
export const placeholders: Rule = (manifest) => {
  const { parties, ethics, storage, deidentification, complaintAuthority } = manifest;
  const stated = { parties, ethics, storage, deidentification, complaintAuthority };
  return Object.entries(stated).flatMap(([path, value]) =>
    when(
      /"\[[^"\]]+\]"/.test(JSON.stringify(value)),
      warning("TEXT", path, "Still has a text of the template in [brackets]. Replace it"),
    ),
  );
};

export const recipients: Rule = ({ crypto: { innerRecipients }, collector }) => {
  const hybrid = innerRecipients.filter((recipient) => recipient.startsWith("age1pq1")).length;
  return [
    ...when(
      hybrid > 0 && hybrid < innerRecipients.length,
      error(
        "ENC-01",
        "crypto.innerRecipients",
        "Mixes post-quantum and classic recipients, which takes the protection from all. Use one kind",
      ),
    ),
    ...when(
      new Set(innerRecipients).size !== innerRecipients.length,
      error("ENC-01", "crypto.innerRecipients", "Names a recipient twice"),
    ),
    ...when(
      !collector.url.startsWith("https://") && !isLoopback(collector.url),
      error("ENC-01", "collector.url", "Is not https, so the network could read who takes part"),
    ),
  ];
};

const isLoopback = (url: string) =>
  /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?(?:\/|$)/.test(url);

/** A consent that is asked for so seldom is forgotten. */
const longestConsentDays = 366;

export const datesAndDurations: Rule = (manifest, { today }) => {
  const { duration, ethics, storage, withdrawal } = manifest;
  const expired = (path: string, day: string): readonly LintFinding[] =>
    when(day < today, error("DATE", path, `Was on ${day}, which is past`));
  const lengths = {
    consentDuration: manifest.consentDuration,
    "duration.participantMax": duration.participantMax,
    "storage.retention": storage.retention,
    "storage.deletionWithin": storage.deletionWithin,
    "withdrawal.within": withdrawal.within,
  };
  return [
    ...expired("duration.captureEnd", duration.captureEnd),
    ...expired("ethics.approvedUntil", ethics.approvedUntil),
    ...when(
      ethics.approvedUntil < duration.captureEnd,
      warning("DATE", "ethics.approvedUntil", "Ends before capture does; recording stops then"),
    ),
    ...Object.entries(lengths).flatMap(([path, length]) =>
      when(roughDays(length) === 0, error("DATE", path, "Is a duration of no days")),
    ),
    ...when(
      roughDays(manifest.consentDuration) > longestConsentDays,
      error("CON-09", "consentDuration", "Is longer than a year. Consent must be asked for again"),
    ),
    ...when(
      roughDays(withdrawal.within) > 30,
      warning("CON-11", "withdrawal.within", "Takes more than 30 days"),
    ),
    ...when(manifest.version > 1 && manifest.prev === null, error("CON-07", "prev", "Is missing")),
    ...when(
      manifest.version === 1 && manifest.prev !== null,
      error("CON-07", "prev", "Must be null"),
    ),
    ...when(
      manifest.jurisdiction === undefined,
      warning("27560", "jurisdiction", "Is missing; the European Union is assumed"),
    ),
    ...when(
      manifest.status === "draft",
      warning("CON-07", "status", "Is draft, so nobody can join. Set it to active"),
    ),
  ];
};
