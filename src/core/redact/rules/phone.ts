/**
 * Phone numbers, as libphonenumber knows them, over our own candidates.
 *
 * An international form is enough. A national form must be grouped like a phone number,
 * begin with a trunk 0 in a country where it is valid, or stand after a word for "phone".
 * At most 400 candidates a text are put to the library; beyond that the form decides, so
 * that the work stays linear and doubt still hides.
 *
 * @module
 */
import { type CountryCode, parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Finding, Rule } from "../rule.ts";
import { type DigitRun, precededBy } from "./digit-runs.ts";

interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  readonly sizes: readonly number[];
}

const countries: readonly CountryCode[] = [
  "US",
  "GB",
  "DE",
  "FR",
  "ES",
  "IT",
  "NL",
  "PL",
  "IN",
  "AU",
  "CH",
  "AT",
  "SE",
  "BE",
  "TR",
  "BR",
  "MX",
  "JP",
  "KR",
  "PH",
  "SG",
  "IL",
  "ZA",
  "FI",
  "DK",
  "NO",
  "CN",
  "RU",
];
const words =
  /phone|\btel\b|mobile|\bcell|\bfax|\bcall(?:ed|ing)?\b|\btext(?: me)?\b|\bsms\b|whatsapp|signal|contact|number is|telefon|t[eé]l[eé]phone|tel[eé]fono|handy|m[oó]vil|celular|mobil|portable|telefoon|puhelin|номер|телефон|電話|电话|手机|전화|هاتف/i;
const northAmerican = /^1?[2-9][0-9]{2}[2-9][0-9]{6}$/;
const date = /^(?:(?:19|20)[0-9]{2}[0-1][0-9][0-3][0-9]|[0-3][0-9][0-1][0-9](?:19|20)[0-9]{2})/;
const askedOfLibrary = 400;

export const phone: Rule = {
  name: "phone/1",
  kind: "PHONE",
  *find(text, view) {
    let asked = 0;
    const valid = (digits: string, country?: CountryCode): boolean =>
      ++asked > askedOfLibrary || parsePhoneNumberFromString(digits, country)?.isValid() === true;
    for (const run of view.digitRuns) {
      let covered = -1;
      for (const candidate of candidates(text, run)) {
        if (candidate.start < covered) continue;
        const confidence = judge(text, candidate, valid);
        if (confidence === 0) continue;
        covered = candidate.end;
        yield withPrefix(text, candidate, confidence);
      }
    }
  },
};

/** The run as a whole, else what white space divides it into. */
function* candidates(text: string, run: DigitRun): Generator<Candidate> {
  if (run.digits.length >= 7 && run.digits.length <= 15)
    yield candidate(run, 0, run.starts.length - 1, run.digits);
  let first = 0;
  let offset = 0;
  let length = 0;
  for (const [last, start] of run.starts.entries()) {
    const end = run.ends[last] ?? start;
    length += end - start;
    const next = run.starts[last + 1];
    if (next !== undefined && !/\s/.test(text.slice(end, next))) continue;
    if (length >= 7 && length <= 15)
      yield candidate(run, first, last, run.digits.slice(offset, offset + length));
    first = last + 1;
    offset += length;
    length = 0;
  }
}

function candidate(run: DigitRun, first: number, last: number, digits: string): Candidate {
  const sizes: number[] = [];
  for (let group = first; group <= last; group++)
    sizes.push((run.ends[group] ?? 0) - (run.starts[group] ?? 0));
  return { start: run.starts[first] ?? 0, end: run.ends[last] ?? 0, digits, sizes };
}

/** How sure a candidate is a phone number; 0 when it is none. */
function judge(
  text: string,
  { start, end, digits, sizes }: Candidate,
  valid: (digits: string, country?: CountryCode) => boolean,
): number {
  const before = text.charAt(start - 1);
  const glued = /[\p{L}_]/u.test(before) || /[\p{L}_]/u.test(text.charAt(end));
  if (before === "+" || text.slice(start - 2, start) === "+(")
    return valid(`+${digits}`) ? 0.95 : digits.length >= 8 ? 0.7 : 0;
  if (glued || /[0-9][.,:]$/.test(text.slice(Math.max(0, start - 2), start))) return 0;
  if (digits.startsWith("00") && sizes[0] !== 1 && valid(`+${digits.slice(2)}`)) return 0.85;
  const grouped = sizes.length > 1;
  if (grouped && (date.test(digits) || !phoneLike(sizes))) return 0;
  const context = precededBy(text, start, words) ? 0.35 : 0;
  if (northAmerican.test(digits)) {
    const form = sizes.slice(-3).join("-");
    if (form === "3-3-4") return 0.85;
    return context + (digits.length === 10 || grouped ? 0.45 : 0.3);
  }
  if (grouped && sizes.join("-") === "3-4" && /^[2-9]/.test(digits))
    return context + (text.charAt(start + 3) === "-" ? 0.5 : 0.4);
  // What no profile would hide is not put to the library.
  if (context === 0 && !digits.startsWith("0") && !(grouped && digits.length >= 9)) return 0;
  const anywhere = countries.some((country) => valid(digits, country));
  if (!anywhere) return context > 0 && digits.length >= 7 ? 0.5 : 0;
  if (digits.startsWith("0")) return context + (grouped ? 0.75 : digits.length >= 10 ? 0.5 : 0.3);
  return context + (grouped && digits.length >= 9 ? 0.45 : 0.25);
}

/** Groups of which none but the first (a country's trunk digit) is a single digit. */
function phoneLike(sizes: readonly number[]): boolean {
  return sizes.length <= 7 && sizes.slice(1).every((size) => size >= 2) && Math.max(...sizes) >= 3
    ? true
    : sizes.length >= 4 && sizes.length <= 6 && sizes.slice(1).every((size) => size === 2);
}

/** The plus sign and an opening bracket belong to the number. */
function withPrefix(text: string, { start, end }: Candidate, confidence: number): Finding {
  let from = start;
  while (from > 0 && from > start - 2 && "+(".includes(text.charAt(from - 1))) from--;
  return { start: from, end, confidence };
}
