/**
 * Joins findings that overlap: what any rule wants hidden is hidden, as one value.
 *
 * The surest finding names it; of two equally sure, the longer.
 *
 * @module
 */
import type { Finding, RedactionKind } from "./rule.ts";

export interface NamedFinding extends Finding {
  readonly rule: string;
  readonly kind: RedactionKind;
}

export function mergeOverlapping(findings: readonly NamedFinding[]): readonly NamedFinding[] {
  const merged: NamedFinding[] = [];
  const strongest: NamedFinding[] = [];
  for (const finding of findings.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    const named = strongest.at(-1);
    if (last === undefined || named === undefined || finding.start >= last.end) {
      merged.push(finding);
      strongest.push(finding);
      continue;
    }
    const by = surer(finding, named) ? finding : named;
    strongest[strongest.length - 1] = by;
    const end = Math.max(last.end, finding.end);
    const { value, ...rest } = by;
    const whole = value !== undefined && by.start === last.start && by.end === end;
    merged[merged.length - 1] = { ...rest, ...(whole ? { value } : {}), start: last.start, end };
  }
  return merged;
}

function surer(a: Finding, b: Finding): boolean {
  return a.confidence === b.confidence
    ? a.end - a.start > b.end - b.start
    : a.confidence > b.confidence;
}
