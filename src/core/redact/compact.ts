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

/** What an ASCII character becomes; 0 where it is left out. */
const folds = Uint8Array.from({ length: 128 }, (_, code) =>
  foldCharacter(String.fromCharCode(code)) === ""
    ? 0
    : foldCharacter(String.fromCharCode(code)).charCodeAt(0),
);
const chunk = 8_192;

export function compact(text: string): CompactText {
  const parts: string[] = [];
  // A character becomes at most two, and a text rarely has such.
  let starts = new Int32Array(text.length + 8);
  const codes = new Uint16Array(Math.min(chunk, text.length + 8));
  const wide = new Map<number, number>();
  let filled = 0;
  let length = 0;
  const put = (code: number, at: number): void => {
    if (filled === codes.length) {
      parts.push(String.fromCharCode(...codes));
      filled = 0;
    }
    if (length === starts.length) {
      const larger = new Int32Array(length * 2);
      larger.set(starts);
      starts = larger;
    }
    codes[filled++] = code;
    starts[length++] = at;
  };
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      const folded = folds[code] ?? 0;
      if (folded !== 0) put(folded, at);
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? code);
    const folded = foldCharacter(character);
    for (let unit = 0; unit < folded.length; unit++) put(folded.charCodeAt(unit), at);
    if (character.length > 1) wide.set(at, character.length);
    at += character.length - 1;
  }
  parts.push(String.fromCharCode(...codes.subarray(0, filled)));
  const startOf = (unit: number): number =>
    unit >= length ? text.length : (starts[unit] ?? text.length);
  return {
    text: parts.join(""),
    original: ({ start, end }) => {
      if (end < 1 || end > length) return { start: startOf(start), end: text.length };
      const last = startOf(end - 1);
      return { start: startOf(start), end: last + (wide.get(last) ?? 1) };
    },
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
