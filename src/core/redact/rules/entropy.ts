/**
 * Keys without a known prefix or a label: long words that nobody would have written.
 *
 * Leaves alone UUIDs and the 40 or 64 hexadecimal digits of a commit or checksum, which
 * are everywhere in a developer's work; after a word like "token" they are hidden by
 * another rule, and the protective profiles hide them in any case.
 *
 * @module
 */
import type { Rule } from "../rule.ts";
import { looksRandom } from "./randomness.ts";

const word = /[A-Za-z0-9+/=_\-.~]{16,}/g;
const hash =
  /^(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9A-F]{40}|[0-9A-F]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const measured = 512;

export const entropy: Rule = {
  name: "entropy/2",
  kind: "SECRET",
  *find(text) {
    for (const match of text.matchAll(word)) {
      const whole = match[0];
      if (hash.test(whole)) {
        yield { start: match.index, end: match.index + whole.length, confidence: 0.4 };
        continue;
      }
      for (const part of whole.matchAll(/[A-Za-z0-9+=_~-]{20,}/g)) {
        const sample = part[0].slice(0, measured);
        if (hash.test(sample) || readable(sample) || !looksRandom(sample, 20)) continue;
        const start = match.index + part.index;
        yield { start, end: start + part[0].length, confidence: 0.6 };
      }
    }
  },
};

/** Words joined by dashes or underscores, each of letters only or of digits only. */
function readable(word: string): boolean {
  const parts = word.split(/[-_+=~]/);
  return (
    parts.length > 2 &&
    parts.filter((part) => /^(?:[A-Za-z]*|[0-9]{1,8}|v[0-9]+)$/.test(part)).length >=
      parts.length - 1
  );
}
