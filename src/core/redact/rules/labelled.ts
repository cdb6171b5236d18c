/**
 * Values that only the words before them give away: `born on 3 May 1980`, `BIC DEUTDEFF`.
 *
 * @module
 */
import { KeywordIndex, type KeywordHit } from "../keyword-index.ts";
import type { RedactionKind, Rule } from "../rule.ts";

const letter = /\p{L}/u;
/** The rest of a compound word, quotes, small words and signs between label and value. */
const glue =
  /[\p{L}.]{0,16}["'`)\]]{0,2}(?:[^\S\n]{0,3}(?:\([^)\n]{0,16}\)|is|was|ist|est|es|on|in|am|den|le|el|il|den|no\.?|nr\.?|number|code|[:=#-])(?![\p{L}])){0,4}[^\S\n]{0,3}\n?[^\S\n]{0,3}["'(]{0,2}/iuy;

export interface Labelled {
  readonly name: string;
  readonly kind: RedactionKind;
  /** In lower case. */
  readonly words: string;
  /** Sticky. */
  readonly value: RegExp;
  readonly confidence: number;
}

export function labelled({ name, kind, words, value, confidence }: Labelled): Rule {
  const index = new KeywordIndex<true>();
  for (const word of words.split("|")) index.add(word, true);
  return {
    name,
    kind,
    *find(text, view) {
      const { lower } = view;
      const accept = ({ start }: KeywordHit<true>): boolean =>
        !letter.test(lower.charAt(start - 1)) || lower.charCodeAt(start) >= 0x2e80;
      let from = 0;
      for (const hit of index.hits(lower, accept)) {
        if (hit.end < from) continue;
        glue.lastIndex = hit.end;
        const start = hit.end + (glue.exec(text)?.[0].length ?? 0);
        value.lastIndex = start;
        const length = value.exec(text)?.[0].length ?? 0;
        if (length === 0) continue;
        from = start + length;
        yield { start, end: from, confidence };
      }
    },
  };
}
