/**
 * IBAN: country, the account number's form in that country, and the ISO 7064 mod-97 check.
 *
 * Forms are those of the SWIFT IBAN registry. A number of the right form whose check fails
 * is hidden too, with less confidence, when nothing is glued to it.
 *
 * @module
 */
import type { Finding, Rule } from "../rule.ts";

/** Account number after country and check digits: n digits, a letters, c either. */
const forms: Readonly<Record<string, string>> = {
  AD: "8n12c",
  AE: "19n",
  AL: "8n16c",
  AT: "16n",
  AZ: "4a20c",
  BA: "16n",
  BE: "12n",
  BG: "4a6n8c",
  BH: "4a14c",
  BI: "23n",
  BR: "23n1a1c",
  BY: "4c4n16c",
  CH: "5n12c",
  CR: "18n",
  CY: "8n16c",
  CZ: "20n",
  DE: "18n",
  DJ: "23n",
  DK: "14n",
  DO: "4c20n",
  EE: "16n",
  EG: "25n",
  ES: "20n",
  FI: "14n",
  FK: "2a12n",
  FO: "14n",
  FR: "10n11c2n",
  GB: "4a14n",
  GE: "2a16n",
  GI: "4a15c",
  GL: "14n",
  GR: "7n16c",
  GT: "4c20c",
  HN: "4a20n",
  HR: "17n",
  HU: "24n",
  IE: "4a14n",
  IL: "19n",
  IQ: "4a15n",
  IS: "22n",
  IT: "1a10n12c",
  JO: "4a4n18c",
  KW: "4a22c",
  KZ: "3n13c",
  LB: "4n20c",
  LC: "4a24c",
  LI: "5n12c",
  LT: "16n",
  LU: "3n13c",
  LV: "4a13c",
  LY: "21n",
  MC: "10n11c2n",
  MD: "2c18c",
  ME: "18n",
  MK: "3n10c2n",
  MN: "16n",
  MR: "23n",
  MT: "4a5n18c",
  MU: "4a19n3a",
  NI: "4a20n",
  NL: "4a10n",
  NO: "11n",
  OM: "3n16c",
  PK: "4a16c",
  PL: "24n",
  PS: "4a21c",
  PT: "21n",
  QA: "4a21c",
  RO: "4a16c",
  RS: "18n",
  RU: "14n15c",
  SA: "2n18c",
  SC: "4a20n3a",
  SD: "14n",
  SE: "20n",
  SI: "15n",
  SK: "20n",
  SM: "1a10n12c",
  SO: "19n",
  ST: "21n",
  SV: "4a20n",
  TL: "19n",
  TN: "20n",
  TR: "5n1n16c",
  UA: "6n19c",
  VA: "18n",
  VG: "4a16n",
  XK: "16n",
  YE: "4a4n18c",
};
const head = /[A-Z]{2}[ -]?[0-9][ -]?[0-9]/gi;
const separator = /[ \-.\t\n\r]/;
const alphanumeric = /[A-Za-z0-9]/;

const patterns = new Map(
  Object.entries(forms).map(([country, form]) => [
    country,
    { length: lengthOf(form), pattern: patternOf(form) },
  ]),
);

export const iban: Rule = {
  name: "iban-mod97/1",
  kind: "IBAN",
  *find(text) {
    for (const { index } of text.matchAll(head)) {
      const finding = at(text, index);
      if (finding !== undefined) yield finding;
    }
  },
};

function at(text: string, start: number): Finding | undefined {
  const country = patterns.get(text.slice(start, start + 2).toUpperCase());
  if (country === undefined) return undefined;
  const [value, end] = read(text, start, country.length + 4);
  if (!country.pattern.test(value.slice(4))) return undefined;
  if (mod97(value.slice(4) + value.slice(0, 4)) === 1) return { start, end, confidence: 1 };
  const glued = alphanumeric.test(text.charAt(start - 1)) || alphanumeric.test(text.charAt(end));
  return glued ? undefined : { start, end, confidence: 0.6 };
}

/** The next `length` letters and digits, with at most two separators between any two. */
function read(text: string, start: number, length: number): readonly [string, number] {
  let value = "";
  let end = start;
  let gap = 0;
  for (let next = start; next < text.length && value.length < length && gap <= 2; next++) {
    const character = text.charAt(next);
    if (alphanumeric.test(character)) {
      value += character.toUpperCase();
      end = next + 1;
      gap = 0;
    } else if (separator.test(character)) gap++;
    else break;
  }
  return [value, end];
}

function mod97(value: string): number {
  let rest = 0;
  for (const character of value) {
    const digit = Number.parseInt(character, 36);
    rest = (rest * (digit > 9 ? 100 : 10) + digit) % 97;
  }
  return rest;
}

function lengthOf(form: string): number {
  return [...form.matchAll(/([0-9]+)[anc]/g)].reduce((sum, [, count]) => sum + Number(count), 0);
}

function patternOf(form: string): RegExp {
  const classes: Readonly<Record<string, string>> = { a: "[A-Z]", n: "[0-9]", c: "[A-Z0-9]" };
  const body = form.replace(
    /([0-9]+)([anc])/g,
    (_, count: string, of: string) => `${classes[of] ?? ""}{${count}}`,
  );
  return new RegExp(`^${body}$`);
}
