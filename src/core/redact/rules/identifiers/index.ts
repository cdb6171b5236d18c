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
import type { TextView } from "../../text-view.ts";
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

/** What each text was found to hold, for the three rules that ask. */
const judged = new WeakMap<TextView, readonly Judged[]>();

interface Judged extends Finding {
  readonly kind: RedactionKind;
}

function ruleFor(kind: RedactionKind, name: string): Rule {
  return {
    name,
    kind,
    *find(_text, view) {
      let last: Finding | undefined;
      for (const finding of findingsIn(view)) {
        if (finding.kind !== kind) continue;
        if (last !== undefined && finding.start >= last.start && finding.end <= last.end) continue;
        last = finding;
        yield { start: finding.start, end: finding.end, confidence: finding.confidence };
      }
    },
  };
}

function findingsIn(view: TextView): readonly Judged[] {
  const known = judged.get(view);
  if (known !== undefined) return known;
  const findings: Judged[] = [];
  if (/[0-9]{2}/.test(view.text)) {
    const nearby = new Nearby(view, words);
    for (const candidate of candidates(view.text, view.whole))
      findings.push(...judge(candidate, nearby));
  }
  judged.set(view, findings);
  return findings;
}

export const identifier: Rule = ruleFor("NATIONAL_ID", "identifier/1");
export const medical: Rule = ruleFor("MEDICAL", "medical/1");
export const bank: Rule = ruleFor("BANK", "bank/1");

/** The likeliest form of each class. */
function judge(candidate: Candidate, nearby: Nearby): Iterable<Judged> {
  const { start, end, value, digits, embedded, alone } = candidate;
  const forms = (digits ? digitsOnly : mixed).get(value.length);
  if (forms === undefined || sameDigit(value)) return [];
  const near = nearby.at(start, end);
  if (near.length === 0 && embedded && !alone) return [];
  const shape = candidate.groups.join("-");
  let best: Map<RedactionKind, Judged> | undefined;
  for (const one of forms) {
    const named = near.some((names) => names.has(one.name));
    if (!named && !alone && candidate.groups.length > 1 && one.groups?.includes(shape) !== true)
      continue;
    const confidence = one.pattern.test(value) ? sure(candidate, one, named) : 0;
    if (confidence === 0) continue;
    const kind = one.kind ?? "NATIONAL_ID";
    best ??= new Map();
    if (confidence > (best.get(kind)?.confidence ?? 0))
      best.set(kind, { start, end, confidence, kind });
  }
  return best?.values() ?? [];
}

function sure(candidate: Candidate, one: IdentifierForm, named: boolean): number {
  const { value, digits, groups, embedded, alone } = candidate;
  const passes = one.check?.(value) === true;
  if (named) return passes ? 0.95 : one.check === undefined ? 0.8 : 0.6;
  const plain = groups.length === 1;
  const usual = plain || one.groups?.includes(groups.join("-")) === true;
  const field =
    alone && value.length >= (digits ? 9 : 8) && (digits || usual) && !date.test(value) ? 0.5 : 0;
  if (embedded || !usual || (plain && commonplace.test(value))) return field;
  if (passes) return Math.max(field, digits && value.length < 9 ? 0.4 : (one.bare ?? 0.6));
  return plain ? field : Math.max(field, one.grouped ?? 0);
}

function mayBeDigits({ pattern }: IdentifierForm, length: number): boolean {
  return !/^\^\(?\??:?\[A-[A-Z-]*\]/.test(pattern.source) || pattern.test("1".repeat(length));
}
