/**
 * National, tax, health and bank identifiers: by check digits, grouping and words nearby.
 *
 * A value whose check digits agree is hidden without any word. One whose check fails is
 * hidden when a word stands near, for people mistype. One that has no check digits needs
 * its usual grouping or a word, or to be all that was typed into a field.
 *
 * @module
 */
import type { Finding, RedactionKind, Rule } from "../../rule.ts";
import { asia } from "./asia.ts";
import { australiaCanadaAfrica } from "./australia-canada-africa.ts";
import { britainAndIreland } from "./britain-ireland.ts";
import { type Candidate, candidates } from "./candidates.ts";
import { sameDigit } from "./check-digits.ts";
import { easternEurope } from "./eastern-europe.ts";
import type { IdentifierForm } from "./form.ts";
import { franceAndBenelux } from "./france-benelux.ts";
import { germanyAustriaSwitzerland } from "./germany-austria-switzerland.ts";
import { iberiaAndLatinAmerica } from "./iberia-latin-america.ts";
import { italy } from "./italy.ts";
import { byContext } from "./by-context.ts";
import { Nearby, wordsOf } from "./nearby.ts";
import { nordic } from "./nordic.ts";
import { unitedStates } from "./united-states.ts";

export const identifierForms: readonly IdentifierForm[] = [
  ...unitedStates,
  ...britainAndIreland,
  ...germanyAustriaSwitzerland,
  ...franceAndBenelux,
  ...iberiaAndLatinAmerica,
  ...italy,
  ...nordic,
  ...easternEurope,
  ...asia,
  ...australiaCanadaAfrica,
  ...byContext,
];

const digitsOnly = new Map<number, IdentifierForm[]>();
const mixed = new Map<number, IdentifierForm[]>();
for (const one of identifierForms)
  for (const length of one.lengths)
    for (const [map, sample] of [
      [digitsOnly, "digits"],
      [mixed, "mixed"],
    ] as const) {
      if (sample === "digits" && !mayBeDigits(one, length)) continue;
      map.set(length, [...(map.get(length) ?? []), one]);
    }

const words = wordsOf(identifierForms);
/** Seconds since 1970 from 2014 to 2033, limits of integers, counting: in any program. */
const commonplace =
  /^(?:1[4-9][0-9]{8}|214748364[78]|42949672(?:95|96)|0?123456789|1234567890|9876543210?|[0-9]+0{5})$/;
const date = /^(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])/;

export const identifierKinds: readonly RedactionKind[] = ["BANK", "MEDICAL", "NATIONAL_ID"];

function ruleFor(kind: RedactionKind, name: string): Rule {
  const isOfKind = (one: IdentifierForm): boolean => (one.kind ?? "NATIONAL_ID") === kind;
  return {
    name,
    kind,
    *find(text, view) {
      if (!/[0-9]{2}/.test(text)) return;
      const nearby = new Nearby(view.lower, words);
      let last: Finding | undefined;
      for (const candidate of candidates(text, view.whole)) {
        const confidence = judge(candidate, nearby, isOfKind);
        if (confidence === 0) continue;
        if (last !== undefined && candidate.start >= last.start && candidate.end <= last.end)
          continue;
        last = { start: candidate.start, end: candidate.end, confidence };
        yield last;
      }
    },
  };
}

export const identifier: Rule = ruleFor("NATIONAL_ID", "identifier/1");
export const medical: Rule = ruleFor("MEDICAL", "medical/1");
export const bank: Rule = ruleFor("BANK", "bank/1");

function judge(
  candidate: Candidate,
  nearby: Nearby,
  isOfKind: (one: IdentifierForm) => boolean,
): number {
  const { value, digits, groups, embedded, alone } = candidate;
  const forms = (digits ? digitsOnly : mixed).get(value.length);
  if (forms === undefined || sameDigit(value)) return 0;
  const plain = groups.length === 1;
  const shape = groups.join("-");
  const common = plain && commonplace.test(value);
  let best = 0;
  for (const one of forms) {
    if (!isOfKind(one) || !one.pattern.test(value)) continue;
    const passes = one.check?.(value) === true;
    const usual = plain || one.groups?.includes(shape) === true;
    let confidence = 0;
    if (nearby.has(one.name, candidate.start, candidate.end))
      confidence = passes ? 0.95 : one.check === undefined ? 0.8 : 0.6;
    else if (!alone && (common || !usual)) continue;
    else if (!embedded && passes) confidence = digits && value.length < 9 ? 0.4 : (one.bare ?? 0.6);
    else if (!embedded && !plain && usual) confidence = one.grouped ?? 0;
    if (alone && value.length >= (digits ? 9 : 8) && (digits || usual) && !date.test(value))
      confidence = Math.max(confidence, 0.5);
    best = Math.max(best, confidence);
  }
  return best;
}

function mayBeDigits({ pattern }: IdentifierForm, length: number): boolean {
  return !/^\^\(?\??:?\[A-[A-Z-]*\]/.test(pattern.source) || pattern.test("1".repeat(length));
}
