/**
 * For the protective profiles: any word of 14 characters or more that mixes letters and digits.
 *
 * @module
 */
import type { Rule } from "../rule.ts";

const word = /[A-Za-z0-9+/=_\-.~]{14,}/g;

export const tokenLoose: Rule = {
  name: "token-loose/1",
  kind: "SECRET",
  *find(text) {
    for (const { 0: whole, index } of text.matchAll(word))
      if (/[0-9]/.test(whole) && /[A-Za-z]/.test(whole))
        yield { start: index, end: index + whole.length, confidence: 0.4 };
  },
};
