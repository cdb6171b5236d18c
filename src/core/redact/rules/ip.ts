/**
 * Internet addresses, versions 4 and 6.
 *
 * Leaves alone masks and the unspecified address. Loopback addresses are hidden unless they
 * are allowed (rules/harmless.ts).
 *
 * @module
 */
import type { Rule } from "../rule.ts";

const octet = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const four = new RegExp(
  `(?<![\\w.])${octet}(?:\\.${octet}){3}(?:/(?:3[0-2]|[12]?[0-9])(?![0-9]))?(?![\\w]|\\.[0-9])`,
  "g",
);
const sixCandidate =
  /(?<![\w:.])[0-9a-f]{0,4}:(?:[0-9a-f]{0,4}:){1,7}[0-9a-f.]{0,15}(?![\w:])(?:%\w{1,15})?(?:\/[0-9]{1,3})?/gi;
/** Addresses that say nothing about anyone. */
const harmless = /^(?:0\.0\.0\.0$|255\.255\.255\.|::$)/;

export const ip: Rule = {
  name: "ip/2",
  kind: "IP",
  *find(text) {
    for (const match of text.matchAll(four))
      if (!harmless.test(match[0]))
        yield { start: match.index, end: match.index + match[0].length, confidence: 0.8 };
    for (const match of text.matchAll(sixCandidate)) {
      const value = match[0].replace(/\.$/, "");
      if (isVersionSix(value) && !harmless.test(value))
        yield { start: match.index, end: match.index + value.length, confidence: 0.85 };
    }
  },
};

function isVersionSix(written: string): boolean {
  const value = written.replace(/[%/].*$/, "");
  const halves = value.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  const dotted = groups.at(-1)?.includes(".") === true;
  if (
    groups.some(
      (group, place) => group === "" || (group.includes(".") && place < groups.length - 1),
    )
  )
    return false;
  const count = groups.length + (dotted ? 1 : 0);
  // `A::D` is a name in a program; an address has a digit or three groups.
  if (halves.length === 2 && count < 3 && !/[0-9]/.test(written)) return false;
  return halves.length === 2 ? count <= 7 : count === 8;
}
