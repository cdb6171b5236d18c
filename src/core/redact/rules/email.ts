/**
 * E-mail addresses, also internationalised, percent-encoded (`%40`) and written `(at)`.
 *
 * Reads outward from the sign, so each character is looked at a bounded number of times.
 *
 * @module
 */
import type { Finding, Rule } from "../rule.ts";

const sign = /@|%40|&#64;|\s?[([{]\s?at\s?[)\]}]\s?/gi;
const local = /[\p{L}\p{N}\p{M}!#$%*+\-^_~.']/u;
const domain = /[\p{L}\p{N}\p{M}\-.]/u;
const longestLocal = 320;
const longestDomain = 255;
const named =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?\.)+(?:\p{L}[\p{L}\p{M}]+|xn--[a-z0-9-]+)/u;
const addressLiteral = /^\[(?:[0-9.]{7,15}|IPv6:[0-9a-f:.]{2,45})\]/i;

export const email: Rule = {
  name: "email/1",
  kind: "EMAIL",
  *find(text) {
    for (const match of text.matchAll(sign)) {
      const finding = around(text, match.index, match.index + match[0].length);
      if (finding !== undefined) yield finding;
    }
  },
};

function around(text: string, from: number, to: number): Finding | undefined {
  const start = localStart(text, from);
  if (start === from) return undefined;
  const literal = addressLiteral.exec(text.slice(to, to + 60));
  if (literal !== null) return { start, end: to + literal[0].length, confidence: 0.9 };
  let end = to;
  while (end < text.length && end - to < longestDomain && domain.test(text.charAt(end))) end++;
  const host = named.exec(text.slice(to, end));
  return host === null ? undefined : { start, end: to + host[0].length, confidence: 0.95 };
}

function localStart(text: string, from: number): number {
  const quoted = text.charAt(from - 1) === '"' ? text.lastIndexOf('"', from - 2) : -1;
  if (quoted >= 0 && from - quoted <= 66) return quoted;
  let start = from;
  while (start > 0 && from - start < longestLocal && isLocal(text, start - 1)) start--;
  while (start < from && "'.".includes(text.charAt(start))) start++;
  return start;
}

/** Characters beyond the basic plane come as two halves; either half belongs to a word. */
function isLocal(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code >= 0xd800 && code <= 0xdfff) || local.test(text.charAt(at));
}
