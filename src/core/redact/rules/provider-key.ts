/**
 * Keys by their vendor's prefix, and the few vendors whose mark stands inside or behind.
 *
 * The whole word from the prefix on is hidden, so a key with something glued to its end
 * is hidden with it.
 *
 * @module
 */
import { LiteralIndex } from "../literal-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { type ProviderPrefix, providerPrefixes } from "./provider-prefixes.ts";
import { Runs } from "./runs.ts";

const body = /[A-Za-z0-9_\-.+/=~|:]*/y;
const wordCharacter = /[A-Za-z0-9_]/;
const sampled = 80;
/** Prefixes are at least this long; shorter ones are padded by no one. */
const shortestPrefix = 2;

/** Keys without a prefix, each with a mark without which there is none. */
const elsewhere: readonly { readonly mark: string; readonly pattern: RegExp }[] = [
  // Telegram: bot number, colon, 35 characters that begin with A.
  { mark: ":A", pattern: /(?<![A-Za-z0-9])[0-9]{5,16}:A[A-Za-z0-9_-]{34}/g },
  // Mailchimp: 32 hexadecimal digits and a data centre.
  { mark: "-us", pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}-us[0-9]{1,2}(?![0-9])/g },
  // Twilio: SK or AC and 32 hexadecimal digits.
  { mark: "SK", pattern: /(?<![A-Za-z0-9])SK[0-9a-f]{32}(?![A-Za-z0-9])/g },
  { mark: "AC", pattern: /(?<![A-Za-z0-9])AC[0-9a-f]{32}(?![A-Za-z0-9])/g },
  // Discord: user number in base64, time, signature.
  ...["M", "N", "O"].map((mark) => ({
    mark,
    pattern: new RegExp(
      `(?<![\\w.-])${mark}[\\w-]{23,27}\\.[\\w-]{6}\\.[\\w-]{27,38}(?![\\w-])`,
      "g",
    ),
  })),
  // Azure AD client secret: three characters, a digit, Q~.
  { mark: "Q~", pattern: /(?<![\w~.-])[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}(?![\w~-])/g },
  // Terraform Cloud.
  {
    mark: ".atlasv1.",
    pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{40,80}/g,
  },
  // Airtable personal access token.
  { mark: "pat", pattern: /(?<![A-Za-z0-9])pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/g },
  // SoftLayer: the key is a part of the address.
  {
    mark: "softlayer.com/",
    pattern: /(?<=softlayer\.com\/(?:soap|xmlrpc|rest)\/(?:v3|v3\.1)\/)[a-z0-9]{64}/g,
  },
  // MaxMind licence key.
  { mark: "_mmk", pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk/g },
];

const index = new LiteralIndex<ProviderPrefix>(shortestPrefix);
for (const row of providerPrefixes) index.add(row.prefix, row);

export const providerKey: Rule = {
  name: "provider-key/2",
  kind: "SECRET",
  *find(text) {
    let from = 0;
    const runs = new Runs(text, body);
    for (const hit of index.hits(text, (found) => stands(text, found.start, found.entry))) {
      if (hit.start < from) continue;
      const finding = key(text, runs, hit.start, hit.end, hit.entry);
      if (finding === undefined) continue;
      from = finding.end;
      yield finding;
    }
    for (const { mark, pattern } of elsewhere) {
      if (!text.includes(mark)) continue;
      for (const match of text.matchAll(pattern))
        yield { start: match.index, end: match.index + match[0].length, confidence: 0.9 };
    }
  },
};

function stands(text: string, start: number, { glued }: ProviderPrefix): boolean {
  return glued || !wordCharacter.test(text.charAt(start - 1));
}

function key(
  text: string,
  runs: Runs,
  start: number,
  from: number,
  row: ProviderPrefix,
): Finding | undefined {
  let end = runs.end(from);
  while (end > from && ".:".includes(text.charAt(end - 1))) end--;
  const sample = text.slice(from, Math.min(end, from + sampled));
  const leading = /^[A-Za-z0-9_\-+/=]*/.exec(sample)?.[0].length ?? 0;
  if (end - from < row.atLeast || leading < Math.min(row.atLeast, 8)) return undefined;
  if (row.prefix.includes("/")) {
    const scheme = /https?:\/\/[a-z0-9.-]{0,63}$/.exec(text.slice(Math.max(0, start - 71), start));
    return { start: start - (scheme?.[0].length ?? 0), end, confidence: 0.9 };
  }
  // A word after a short prefix is a word; a key has digits or capitals in it.
  if (!/[0-9]|[a-z][A-Z]|[A-Z]{2}[a-z]|[A-Z]{12}/.test(sample)) return undefined;
  return { start, end, confidence: row.glued ? 0.9 : 0.7 };
}
