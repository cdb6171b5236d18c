/**
 * Payment cards: a scheme's prefix and length, and the Luhn check digit.
 *
 * No context is needed; a bare card number in an editor is found. Groups may be of any
 * size, for people group as they like.
 *
 * @module
 */
import type { Finding, Rule } from "../rule.ts";
import { digitWindows } from "./digit-runs.ts";
import { passesLuhn } from "./luhn.ts";

interface Scheme {
  readonly name: string;
  /** First and last prefix of the range, of equal length. */
  readonly from: number;
  readonly to: number;
  readonly lengths: readonly number[];
}

const schemes: readonly Scheme[] = [
  { name: "visa", from: 4, to: 4, lengths: [13, 16, 19] },
  { name: "mastercard", from: 51, to: 55, lengths: [16] },
  { name: "mastercard", from: 2221, to: 2720, lengths: [16] },
  { name: "amex", from: 34, to: 34, lengths: [15] },
  { name: "amex", from: 37, to: 37, lengths: [15] },
  { name: "diners", from: 300, to: 305, lengths: [14, 15, 16, 17, 18, 19] },
  { name: "diners", from: 3095, to: 3095, lengths: [14, 15, 16, 17, 18, 19] },
  { name: "diners", from: 36, to: 36, lengths: [14, 15, 16, 17, 18, 19] },
  { name: "diners", from: 38, to: 39, lengths: [14, 15, 16, 17, 18, 19] },
  { name: "jcb", from: 3528, to: 3589, lengths: [16, 17, 18, 19] },
  { name: "mir", from: 2200, to: 2205, lengths: [16, 17, 18, 19] },
  { name: "maestro", from: 50, to: 50, lengths: [12, 13, 14, 15, 16, 17, 18, 19] },
  {
    name: "maestro, discover, unionpay, rupay",
    from: 56,
    to: 69,
    lengths: [12, 13, 14, 15, 16, 17, 18, 19],
  },
  { name: "unionpay, rupay", from: 81, to: 82, lengths: [16, 17, 18, 19] },
  { name: "humo, uzcard", from: 8600, to: 8600, lengths: [16] },
  { name: "humo", from: 9860, to: 9860, lengths: [16] },
  { name: "troy", from: 9792, to: 9792, lengths: [16] },
  { name: "uatp", from: 1, to: 1, lengths: [15] },
];

export const card: Rule = {
  name: "card-luhn/1",
  kind: "CARD",
  *find(_text, view) {
    for (const run of view.digitRuns) {
      let best: Finding | undefined;
      for (const window of digitWindows(run, lengthsAt)) {
        if (best !== undefined && window.start >= best.end) {
          yield best;
          best = undefined;
        }
        if (best !== undefined && (window.start > best.start || window.end <= best.end)) continue;
        if (passesLuhn(window.digits) && !sameDigit(window.digits))
          best = { start: window.start, end: window.end, confidence: 1 };
      }
      if (best !== undefined) yield best;
    }
  },
};

const none: readonly number[] = [];

function lengthsAt(digits: string, offset: number): readonly number[] {
  const four = digits.slice(offset, offset + 4);
  if (four.length < 4) return none;
  for (const { from, to, lengths } of schemes) {
    const prefix = Number(four.slice(0, String(from).length));
    if (prefix >= from && prefix <= to) return lengths;
  }
  return none;
}

function sameDigit(digits: string): boolean {
  return digits === digits.charAt(0).repeat(digits.length);
}
