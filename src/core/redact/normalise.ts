/**
 * Brings text into the one form that rules read, and knows where each character came from.
 *
 * Compatibility forms (full-width digits), other scripts' digits, typographic dashes and
 * invisible characters would let a value pass unseen. A rule's span is mapped back to the
 * original text and always covers whole original characters, so what is cut out of the
 * original is never less than what was found. Invalid UTF-16 stays as it is.
 *
 * @module
 */
import type { Span } from "./rule.ts";

export interface NormalisedText {
  readonly text: string;
  /** The stretch of the original text from which this stretch was made. */
  original(span: Span): Span;
}

/** A character with the marks and invisible characters that follow it, at most 30 (UAX #15). */
const cluster =
  /[^\p{M}\p{DI}\p{Cf}\u1160-\u11FF][\p{M}\p{DI}\p{Cf}\u1160-\u11FF]{0,30}|[\p{M}\p{DI}\p{Cf}\u1160-\u11FF]{1,30}/gsu;
const invisible = /[\p{DI}\p{Cf}]/gu;
const plain = /^[\0-\x7f]*$/;
const dash = /[\u2010-\u2015\u2212\u2043]/g;
const otherDigit = /\p{Nd}/gu;
/** First digit of each script's ten that NFKC leaves alone. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
  0xf20, 0x1040, 0x17e0, 0x1810,
];

export function normalise(text: string): NormalisedText {
  if (plain.test(text)) return { text, original: (span) => span };
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { 0: piece, index } of text.matchAll(cluster)) {
    const folded = fold(piece);
    parts.push(folded);
    for (let unit = 0; unit < folded.length; unit++) {
      starts.push(index);
      ends.push(index + piece.length);
    }
  }
  return {
    text: parts.join(""),
    original: ({ start, end }) => ({
      start: starts[start] ?? text.length,
      end: end > start ? (ends[end - 1] ?? text.length) : (starts[start] ?? text.length),
    }),
  };
}

function fold(piece: string): string {
  if (piece.length === 1 && piece.charCodeAt(0) < 0x80) return piece;
  return piece
    .replace(invisible, "")
    .normalize("NFKC")
    .replace(dash, "-")
    .replace(otherDigit, westernDigit);
}

function westernDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  if (code < 0x80) return digit;
  const zero = zeros.find((first) => code >= first && code < first + 10);
  return zero === undefined ? digit : String(code - zero);
}
