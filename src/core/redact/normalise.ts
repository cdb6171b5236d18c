/**
 * Brings text into the one form that rules read, and knows where each character came from.
 *
 * Compatibility forms (full-width digits), other scripts' digits, typographic dashes and
 * invisible characters would let a value pass unseen. A rule's span is mapped back to the
 * original text and always covers whole original characters, so what is cut out of the
 * original is never less than what was found. Invalid UTF-16 stays as it is in the original.
 *
 * @module
 */
import { type MappedText, OffsetMap } from "./offset-map.ts";

/** A character with the marks and invisible characters that follow it, at most 30 (UAX #15). */
const cluster =
  /[^\p{M}\p{DI}\p{Cf}\u1160-\u11FF][\p{M}\p{DI}\p{Cf}\u1160-\u11FF]{0,30}|[\p{M}\p{DI}\p{Cf}\u1160-\u11FF]{1,30}/suy;
const foreign = /[^\t\n\r\x20-\x7e]/g;
const attaching = /^[\p{M}\p{DI}\p{Cf}\u1160-\u11FF]/u;
/** Also halves of characters that lost the other half, and control characters. */
const invisible = /[\p{DI}\p{Cf}\p{Cs}]|(?![\t\n\r])\p{Cc}/gu;
const plain = /^[\t\n\r\x20-\x7e]*$/;
const dash = /[\u2010-\u2015\u2212\u2043]/g;
const otherDigit = /\p{Nd}/gu;
/** First digit of each script's ten that NFKC leaves alone. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
  0xf20, 0x1040, 0x17e0, 0x1810,
];

export function normalise(text: string): MappedText {
  if (plain.test(text)) return { text, original: (span) => span };
  const map = new OffsetMap(text);
  for (const { index } of text.matchAll(foreign)) {
    if (index < map.read) continue;
    // A mark belongs to the character before it.
    const attached = index > map.read && attaching.test(text.slice(index, index + 2));
    const start = attached ? index - 1 : index;
    cluster.lastIndex = start;
    const piece = cluster.exec(text)?.[0] ?? text.charAt(start);
    map.replace(start, start + piece.length, fold(piece));
  }
  return map.finish();
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
