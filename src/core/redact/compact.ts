/**
 * The form in which a value is compared with itself: no case, accents or separators.
 *
 * `Anna Müller`, `anna.muller` and `ANNA-MULLER` are one value here, and so are a card
 * number with and without spaces. Positions lead back to the text that was compacted.
 *
 * @module
 */
import type { Span } from "./rule.ts";

export interface CompactText {
  readonly text: string;
  /** Stretch of the text before compacting. */
  original(span: Span): Span;
}

const separator = /[\s\-._/\\()·,:;'"+*]/;
const marks = /\p{M}/gu;
const special: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

export function compact(text: string): CompactText {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const folded = foldCharacter(character);
    const end = at + character.length;
    if (folded !== "") {
      parts.push(folded);
      for (let unit = 0; unit < folded.length; unit++) {
        starts.push(at);
        ends.push(end);
      }
    }
    at = end;
  }
  return {
    text: parts.join(""),
    original: ({ start, end }) => ({
      start: starts[start] ?? text.length,
      end: ends[end - 1] ?? text.length,
    }),
  };
}

function foldCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x80) {
    if ((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a)) return character;
    if (code >= 0x41 && code <= 0x5a) return String.fromCharCode(code + 32);
  }
  if (separator.test(character)) return "";
  const lower = character.toLowerCase();
  return special[lower] ?? lower.normalize("NFD").replace(marks, "");
}
