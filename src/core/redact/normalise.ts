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
  /[^\p{M}\p{DI}\p{Cf}\u1160-\u11FF][\p{M}\p{DI}\p{Cf}\u1160-\u11FF]{0,30}|[\p{M}\p{DI}\p{Cf}\u1160-\u11FF]{1,30}/suy;
const foreign = /[^\0-\x7f]/g;
const attaching = /^[\p{M}\p{DI}\p{Cf}\u1160-\u11FF]/u;
const invisible = /[\p{DI}\p{Cf}]/gu;
const plain = /^[\0-\x7f]*$/;
const dash = /[\u2010-\u2015\u2212\u2043]/g;
const otherDigit = /\p{Nd}/gu;
/** First digit of each script's ten that NFKC leaves alone. */
const zeros = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0,
  0xf20, 0x1040, 0x17e0, 0x1810,
];

/** From `at` on in the normalised text, characters come from `from` on in the original. */
interface Segment {
  readonly at: number;
  readonly from: number;
  /** What was read of the original for all of this segment; plain text is read one by one. */
  readonly cluster: number | undefined;
}

export function normalise(text: string): NormalisedText {
  if (plain.test(text)) return { text, original: (span) => span };
  const parts: string[] = [];
  const segments: Segment[] = [];
  let at = 0;
  let copied = 0;
  const copy = (to: number): void => {
    if (to <= copied) return;
    segments.push({ at, from: copied, cluster: undefined });
    parts.push(text.slice(copied, to));
    at += to - copied;
  };
  for (const { index } of text.matchAll(foreign)) {
    if (index < copied) continue;
    // A mark belongs to the character before it.
    let start = index;
    if (index > copied && attaching.test(text.slice(index, index + 2))) start--;
    copy(start);
    cluster.lastIndex = start;
    const piece = cluster.exec(text)?.[0] ?? text.charAt(start);
    const folded = fold(piece);
    segments.push({ at, from: start, cluster: piece.length });
    parts.push(folded);
    at += folded.length;
    copied = start + piece.length;
  }
  copy(text.length);
  const last = at;
  const place = (unit: number): Segment | undefined => segmentAt(segments, unit);
  return {
    text: parts.join(""),
    original: ({ start, end }) => {
      const head = start >= last ? undefined : place(start);
      const first = head === undefined ? text.length : head.from + offset(head, start);
      if (end <= start) return { start: first, end: first };
      const tail = place(Math.min(end, last) - 1);
      if (tail === undefined || end > last) return { start: first, end: text.length };
      return {
        start: first,
        end: tail.cluster === undefined ? tail.from + end - tail.at : tail.from + tail.cluster,
      };
    },
  };
}

function offset({ at, cluster }: Segment, unit: number): number {
  return cluster === undefined ? unit - at : 0;
}

/** The last segment that begins at or before this place and is not empty. */
function segmentAt(segments: readonly Segment[], unit: number): Segment | undefined {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.at ?? 0) <= unit) low = middle + 1;
    else high = middle;
  }
  return segments[low - 1];
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
