/**
 * Words that the volunteer (or the study) wants hidden: their name, handle, employer.
 *
 * Terms are literals, never patterns. Case, accents and separators do not matter, and
 * German umlauts are found in both spellings. A short term is found as a word only.
 *
 * @module
 */
import { compact } from "../compact.ts";
import { LiteralIndex } from "../literal-index.ts";
import type { Rule } from "../rule.ts";

export const maximalTerms = 200;
export const maximalTermLength = 64;
const minimalTermLength = 2;
const alwaysWhole = 6;
const letter = /[\p{L}\p{M}]/u;
const spelledOut: Readonly<Record<string, string>> = {
  ä: "ae",
  ö: "oe",
  ü: "ue",
  å: "aa",
  ø: "oe",
};

/** A term that cannot be looked for. Names its position, never its text. */
export class TermRefused extends Error {
  override readonly name = "TermRefused";
  readonly code = "term-refused";
  readonly position: number;
  constructor(position: number, why: string) {
    super(`Cannot hide term ${position + 1}: ${why}`);
    this.position = position;
  }
}

interface TermSpelling {
  readonly length: number;
  readonly value: string;
}

export function termsRule(name: string, terms: readonly string[]): Rule {
  if (terms.length > maximalTerms)
    throw new TermRefused(maximalTerms, `at most ${maximalTerms} terms are possible`);
  const index = new LiteralIndex<TermSpelling>(minimalTermLength);
  for (const [position, term] of terms.entries())
    for (const literal of spellings(term, position))
      index.add(literal, { length: literal.length, value: term });
  return {
    name,
    kind: "TERM",
    *find(text) {
      if (index.isEmpty) return;
      const view = compact(text);
      const asWord = (hit: {
        readonly start: number;
        readonly end: number;
        readonly entry: TermSpelling;
      }) => hit.entry.length >= alwaysWhole || standsAlone(text, view.original(hit));
      for (const hit of index.hits(view.text, asWord))
        yield { ...view.original(hit), confidence: 1, value: hit.entry.value };
    },
  };
}

function spellings(term: string, position: number): readonly string[] {
  if (term.length > maximalTermLength)
    throw new TermRefused(
      position,
      `it is longer than ${maximalTermLength} characters. Shorten it`,
    );
  const plain = compact(term.normalize("NFKC")).text;
  if (plain.length < minimalTermLength)
    throw new TermRefused(position, "it has fewer than 2 letters or digits. Use a longer one");
  const spelled = term
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[äöüåø]/g, (umlaut) => spelledOut[umlaut] ?? umlaut);
  return [plain, compact(spelled).text];
}

function standsAlone(
  text: string,
  span: { readonly start: number; readonly end: number },
): boolean {
  const before = Array.from(text.slice(Math.max(0, span.start - 2), span.start)).at(-1) ?? "";
  const after = Array.from(text.slice(span.end, span.end + 2)).at(0) ?? "";
  const cjk = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;
  const ideographic = cjk.test(text.slice(span.start, span.end));
  return ideographic || (!letter.test(before) && !letter.test(after));
}
