/**
 * Names what was found as evaluation corpora name it, so that any of them can be run.
 *
 * @module
 */
import type { RedactionKind, Span } from "./rule.ts";

export interface CorpusSpan extends Span {
  readonly type: string;
}

const named: Readonly<Partial<Record<RedactionKind, string>>> = {
  BIRTH_DATE: "DATE",
  CARD: "CREDIT_CARD",
  MEDICAL: "NATIONAL_ID",
  PRIVATE_KEY: "SECRET",
};

export function corpusSpans(
  found: readonly (Span & { readonly kind: RedactionKind })[],
): readonly CorpusSpan[] {
  return found.map(({ start, end, kind }) => ({ start, end, type: named[kind] ?? kind }));
}
