/**
 * What is wrong with a study manifest, before anybody is asked to agree to it.
 *
 * The schema says what a manifest looks like; these rules say what it may ask for. An
 * error means that the study cannot be signed or joined; a warning is shown to both sides.
 * Every rule is a small function over the whole manifest and has the id of its
 * requirement. Messages name fields, and quote nothing but the manifest's own short terms.
 *
 * @module
 */
import { StudyManifest } from "../../contract/manifest.ts";
import type { LintFinding } from "../../contract/participant-api.ts";
import { error, type LintContext, type Rule } from "./finding.ts";
import { datesAndDurations, languages, placeholders, recipients } from "./lint-form.ts";
import { comprehension, keyInformation, withdrawal } from "./lint-consent.ts";
import { employment, prohibitions, purpose, thirdParties } from "./lint-purpose.ts";
import { scopes } from "./lint-scopes.ts";

const rules: readonly Rule[] = [
  purpose,
  prohibitions,
  employment,
  thirdParties,
  keyInformation,
  comprehension,
  withdrawal,
  languages,
  placeholders,
  recipients,
  datesAndDurations,
  scopes,
];

/** Findings of all rules, errors first. Anything may be passed; what is no manifest is an error. */
export function lintManifest(manifest: unknown, context: LintContext): readonly LintFinding[] {
  const parsed = StudyManifest.safeParse(manifest);
  if (!parsed.success)
    return parsed.error.issues
      .slice(0, 100)
      .map(({ path, message }) => error("SCHEMA", path.map(String).join("."), message));
  return rules
    .flatMap((rule) => rule(parsed.data, context))
    .toSorted((a, b) => Number(b.level === "error") - Number(a.level === "error"))
    .slice(0, 200);
}

/** Whether a study with these findings may be signed, installed and joined. */
export function isAcceptable(findings: readonly LintFinding[]): boolean {
  return !findings.some(({ level }) => level === "error");
}
