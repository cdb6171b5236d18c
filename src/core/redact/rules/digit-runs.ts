/**
 * Finds digits that belong together although people group them with spaces and dashes.
 *
 * Card, phone and long-number rules all judge these runs, so that what counts as a
 * separator is decided once. One pass, no backtracking.
 *
 * @module
 */

export interface DigitRun {
  /** All digits without separators. */
  readonly digits: string;
  /** Where each group of digits stands in the text. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** A part of a run: groups `first` to `last`. */
export interface DigitWindow {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
}

const maximalGap = 3;
const separators = " -./()_\t\n\r";

export function* digitRuns(text: string): Generator<DigitRun> {
  let starts: number[] = [];
  let ends: number[] = [];
  let parts: string[] = [];
  const group = /[0-9]+/g;
  for (const match of text.matchAll(group)) {
    const start = match.index;
    const previous = ends.at(-1);
    if (previous !== undefined && !joins(text, previous, start)) {
      yield { digits: parts.join(""), starts, ends };
      starts = [];
      ends = [];
      parts = [];
    }
    starts.push(start);
    ends.push(start + match[0].length);
    parts.push(match[0]);
  }
  if (starts.length > 0) yield { digits: parts.join(""), starts, ends };
}

function joins(text: string, from: number, to: number): boolean {
  if (to - from > maximalGap) return false;
  for (let at = from; at < to; at++) if (!separators.includes(text.charAt(at))) return false;
  return true;
}

/** Parts of the run, made of whole groups, that have one of the lengths `lengthsAt` allows. */
export function* digitWindows(
  run: DigitRun,
  lengthsAt: (digits: string, offset: number, groupSize: number) => readonly number[],
): Generator<DigitWindow & { readonly first: number; readonly last: number }> {
  let offset = 0;
  for (const [first, start] of run.starts.entries()) {
    const lengths = lengthsAt(run.digits, offset, (run.ends[first] ?? start) - start);
    const longest = lengths.length === 0 ? 0 : Math.max(...lengths);
    let length = 0;
    for (let last = first; last < run.starts.length && length < longest; last++) {
      const end = run.ends[last] ?? start;
      length += end - (run.starts[last] ?? end);
      if (lengths.includes(length))
        yield { first, last, start, end, digits: run.digits.slice(offset, offset + length) };
    }
    offset += (run.ends[first] ?? start) - start;
  }
}

/** Whether a word of `words` stands in the 48 characters before this place. */
export function precededBy(text: string, at: number, words: RegExp): boolean {
  return words.test(text.slice(Math.max(0, at - 48), at));
}
