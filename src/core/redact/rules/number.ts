/**
 * Long numbers that no checksum confirms: a mistyped card is still a card.
 *
 * Hides any 13 digits in a row, and digits grouped as on a card. Leaves alone the digits
 * of a decimal fraction, of a hexadecimal word and of a time in milliseconds.
 *
 * @module
 */
import type { Rule } from "../rule.ts";
import { digitWindows } from "./digit-runs.ts";

const cardLengths = [13, 14, 15, 16, 17, 18, 19] as const;
const fraction = /(?:^|[^0-9])[0-9]{1,15}\.$/;
/** Milliseconds since 1970, from 2011 to 2033. */
const timestamp = /^1[3-9][0-9]{11}$/;
const letter = /[a-z]/i;

export const number: Rule = {
  name: "number-long/2",
  kind: "NUMBER",
  *find(text, view) {
    for (const run of view.digitRuns) {
      if (run.digits.length < 13) continue;
      for (const [group, start] of run.starts.entries()) {
        const end = run.ends[group] ?? start;
        if (end - start < 13) continue;
        if (fraction.test(text.slice(Math.max(0, start - 17), start))) continue;
        const inWord = letter.test(text.charAt(start - 1)) && letter.test(text.charAt(end));
        const common = timestamp.test(text.slice(start, end));
        yield { start, end, confidence: inWord || common ? 0.4 : 0.6 };
      }
      let covered = -1;
      for (const { first, last, start, end } of digitWindows(run, lengthsAt)) {
        if (start < covered || !groupedLikeCard(run.starts, run.ends, first, last)) continue;
        covered = end;
        yield { start, end, confidence: 0.55 };
      }
    }
  },
};

/** Cards begin with a group of four. */
function lengthsAt(_digits: string, _offset: number, groupSize: number): readonly number[] {
  return groupSize === 4 ? cardLengths : [];
}

/** 4-4-4-4 with a rest, or 4-6-4 and 4-6-5. */
function groupedLikeCard(
  starts: readonly number[],
  ends: readonly number[],
  first: number,
  last: number,
): boolean {
  const sizes: number[] = [];
  for (let group = first; group <= last; group++)
    sizes.push((ends[group] ?? 0) - (starts[group] ?? 0));
  if (sizes.length === 3) return sizes[0] === 4 && sizes[1] === 6 && (sizes[2] ?? 0) >= 4;
  return sizes.length >= 4 && sizes.length <= 5 && sizes.slice(0, -1).every((size) => size === 4);
}
