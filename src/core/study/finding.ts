import type { StudyManifest } from "../../contract/manifest.ts";
import type { LintFinding } from "../../contract/participant-api.ts";

export interface LintContext {
  /** The UTC day on which the manifest is judged, `2027-03-31`. */
  readonly today: string;
}
/** A rule whose answer does not depend on the day. */
export type TimelessRule = (manifest: StudyManifest) => readonly LintFinding[];
export type Rule = (manifest: StudyManifest, context: LintContext) => readonly LintFinding[];

export const error = (rule: string, path: string, message: string): LintFinding => ({
  rule,
  level: "error",
  path: path.slice(0, 200),
  message: message.slice(0, 500),
});

export const warning = (rule: string, path: string, message: string): LintFinding => ({
  ...error(rule, path, message),
  level: "warning",
});

/** The finding, if the fact holds. */
export const when = (fact: boolean, finding: LintFinding): readonly LintFinding[] =>
  fact ? [finding] : [];
