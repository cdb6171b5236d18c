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
const scratch = new Uint16Array(chunk);

export function compact(text: string): CompactText {
  const parts: string[] = [];
  let filled = 0;
  for (let at = 0; at < text.length; at++) {
    if (filled > chunk - 64) {
      parts.push(String.fromCharCode(...scratch.subarray(0, filled)));
      filled = 0;
    }
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      const folded = folds[code] ?? 0;
      if (folded !== 0) scratch[filled++] = folded;
      continue;
    }
    const character = characterAt(text, at);
    const folded = foldCharacter(character);
    for (let unit = 0; unit < folded.length; unit++) scratch[filled++] = folded.charCodeAt(unit);
    at += character.length - 1;
  }
  parts.push(String.fromCharCode(...scratch.subarray(0, filled)));
  let places: Places | undefined;
  return {
    text: parts.join(""),
    original: ({ start, end }) => {
      const { starts, ends } = (places ??= placesIn(text));
      return { start: starts[start] ?? text.length, end: ends[end - 1] ?? text.length };
    },
  };
}

interface Places {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** Where each unit came from; worked out only for a text in which something was found. */
function placesIn(text: string): Places {
  const starts: number[] = [];
  const ends: number[] = [];
  for (let at = 0; at < text.length;) {
    const character = characterAt(text, at);
    const end = at + character.length;
    for (let unit = foldCharacter(character).length; unit > 0; unit--) {
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { starts, ends };
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
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
