/**
 * What changed between two versions of a study, and whether it asks for more (CON-08).
 *
 * `narrow` means that everything a participant agreed to still holds and less is asked;
 * `widen` that something more is asked, permitted or kept, or that a promise became
 * weaker; `neutral` that only what binds nobody changed, or a translation was added. Each field of
 * the manifest has exactly one rule; a field without one, and a change that no rule can
 * judge, widens. Only a narrowing may be applied without asking again.
 *
 * @module
 */
import type { StudyManifest } from "../../contract/manifest.ts";
import { fieldRules } from "./compare-fields.ts";
import { type Change, type Difference, same } from "./difference.ts";

export interface Comparison {
  readonly change: Change;
  readonly differences: readonly Difference[];
}

export function compareManifests(before: StudyManifest, changed: StudyManifest): Comparison {
  const after = withoutNewLanguages(changed, before.language, changed.language);
  const fields = Object.keys({ ...before, ...after }) as (keyof StudyManifest)[];
  const differences = fields.flatMap((field) => {
    if (same(before[field], after[field])) return [];
    return fieldRules[field](before, after, field);
  });
  return { change: worst(differences), differences };
}

const worst = (differences: readonly Difference[]): Change => {
  if (differences.some(({ change }) => change === "widen")) return "widen";
  return differences.some(({ change }) => change === "narrow") ? "narrow" : "neutral";
};

/** A translation into one more language changes nothing for those who read the others. */
function withoutNewLanguages<T>(value: T, known: readonly string[], all: readonly string[]): T {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value))
    return value.map((item: unknown) => withoutNewLanguages(item, known, all)) as T;
  const entries = Object.entries(value);
  const isText = entries.length > 0 && entries.every(([key]) => all.includes(key));
  return Object.fromEntries(
    entries
      .filter(([key]) => !isText || known.includes(key))
      .map(([key, item]: [string, unknown]) => [key, withoutNewLanguages(item, known, all)]),
  ) as T;
}
