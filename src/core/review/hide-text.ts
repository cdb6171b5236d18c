/**
 * Replaces what a participant wants hidden by a token, in one piece of recorded text.
 *
 * Upper and lower case are the same here: who hides a name wants it hidden however it was
 * written. Tokens that redaction left (`‹EMAIL#2›`) hold no content, so a match inside one
 * is left alone, and a match that reaches into one takes it whole. Neighbouring matches
 * become one token, so that the result does not tell how often the text was repeated.
 *
 * @module
 */
import type { Redaction } from "../../contract/events.ts";

const token = /‹[A-Z_]{1,32}#[0-9]{1,9}›/g;

export const hiddenKind = "REDACTED";
export const hiddenRule = "participant/1";

export interface HiddenText {
  readonly text: string;
  readonly redactions: readonly Redaction[];
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** `null` when the text does not hold what is to be hidden. */
export function hideText(
  text: string,
  redactions: readonly Redaction[],
  hidden: string,
  number: number,
  maxLength: number,
): HiddenText | null {
  const stretches = found(text, hidden);
  if (stretches.length === 0) return null;

  const replacement = `‹${hiddenKind}#${number}›`;
  const kept = redactions.filter(
    (redaction) => !stretches.some((stretch) => overlap(stretch, redaction)),
  );
  const added: Redaction[] = [];
  const parts: string[] = [];
  let from = 0;
  let length = 0;
  for (const { start, end } of stretches) {
    parts.push(text.slice(from, start), replacement);
    length += start - from + replacement.length;
    added.push({
      kind: hiddenKind,
      rule: hiddenRule,
      start: length - replacement.length,
      end: length,
    });
    from = end;
  }
  parts.push(text.slice(from));

  const moved = kept.map((redaction) => {
    const before = stretches.filter(({ end }) => end <= redaction.start);
    const shift = before.reduce(
      (sum, { start, end }) => sum + replacement.length - (end - start),
      0,
    );
    return { ...redaction, start: redaction.start + shift, end: redaction.end + shift };
  });
  const clipped = clip(parts.join(""), maxLength);
  return {
    text: clipped,
    redactions: [...moved, ...added]
      .filter(({ end }) => end <= clipped.length)
      .sort((a, b) => a.start - b.start),
  };
}

function found(text: string, hidden: string): readonly Stretch[] {
  const tokens = [...text.matchAll(token)].map(stretchOf);
  const pattern = new RegExp(hidden.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"), "giu");
  const merged: { start: number; end: number }[] = [];
  for (const match of text.matchAll(pattern)) {
    const raw = stretchOf(match);
    if (tokens.some(({ start, end }) => start <= raw.start && raw.end <= end)) continue;
    const touched = tokens.filter((one) => overlap(one, raw));
    const start = Math.min(raw.start, ...touched.map((one) => one.start));
    const end = Math.max(raw.end, ...touched.map((one) => one.end));
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

function stretchOf(match: RegExpExecArray): Stretch {
  return { start: match.index, end: match.index + match[0].length };
}

const overlap = (a: Stretch, b: Stretch) => a.start < b.end && b.start < a.end;

/** Shortens without leaving half a token or half a character. */
function clip(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const split = [...text.matchAll(token)]
    .map(stretchOf)
    .find(({ start, end }) => start < maxLength && maxLength < end);
  const cut = text.slice(0, split?.start ?? maxLength);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
