/**
 * Hardware addresses (EUI-48 and EUI-64): pairs with one separator, or Cisco's dotted form.
 *
 * @module
 */
import type { Rule } from "../rule.ts";

const pairs =
  /(?<![\w:-])[0-9a-f]{2}(?:([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}(?:(?:\1[0-9a-f]{2}){2})?)(?![\w:-])/gi;
const dotted = /(?<![\w.])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\w.])/gi;

export const mac: Rule = {
  name: "mac/1",
  kind: "MAC",
  *find(text) {
    for (const pattern of [pairs, dotted])
      for (const match of text.matchAll(pattern))
        yield { start: match.index, end: match.index + match[0].length, confidence: 0.85 };
  },
};
