/**
 * Words with digits in them, alone and joined with their neighbours, as identifiers are
 * written: `078-05-1120`, `QQ 12 34 56 C`, `2.34.05.78-123.45`.
 *
 * A window is at most 20 characters in at most 8 groups, so the work at each place is
 * bounded.
 *
 * @module
 */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  /** In capitals, without separators. */
  readonly value: string;
  readonly digits: boolean;
  /** Sizes of the groups. */
  readonly groups: readonly number[];
  /** Part of a longer word joined by dots, dashes, slashes: a path, a version, a UUID. */
  readonly embedded: boolean;
  /** The text is this and nothing else: typed into a field of its own. */
  readonly alone: boolean;
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly digit: boolean;
  readonly letter: boolean;
}

const longest = 20;
const mostGroups = 8;
const shortest = 7;
const shortWord = 6;
const separators = " -./+:\u00a0";

export function* candidates(text: string, isWhole: boolean): Generator<Candidate> {
  const short = isWhole && text.length <= 64 ? text.trim() : "";
  const whole = short === "" ? -1 : text.indexOf(short);
  let run: Group[] = [];
  for (const group of groupsIn(text)) {
    const previous = run.at(-1);
    if (previous !== undefined && !joins(text, previous.end, group.start)) {
      yield* windows(text, run, whole, short.length);
      run = [];
    }
    run.push(group);
  }
  yield* windows(text, run, whole, short.length);
}

/** Words of letters and digits that hold a digit, and short words right beside one that does. */
function* groupsIn(text: string): Generator<Group> {
  let done = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) continue;
    let start = at;
    while (start > done && isWord(text.charCodeAt(start - 1))) start--;
    let end = at + 1;
    let letter = start < at;
    for (; end < text.length && isWord(text.charCodeAt(end)); end++)
      if (text.charCodeAt(end) > 0x39) letter = true;
    let before = start - 1;
    while (before > done && before >= start - shortWord - 1 && isWord(text.charCodeAt(before - 1)))
      before--;
    if (before < start - 1 && before >= done && start - 1 - before <= shortWord)
      yield { start: before, end: start - 1, digit: false, letter: true };
    yield { start, end, digit: true, letter };
    done = end;
    let after = end + 1;
    while (after <= end + 1 + shortWord && isLetter(text.charCodeAt(after))) after++;
    if (after > end + 1 && after - end - 1 <= shortWord && !isWord(text.charCodeAt(after))) {
      yield { start: end + 1, end: after, digit: false, letter: true };
      done = after;
    }
    at = done - 1;
  }
}

function isLetter(code: number): boolean {
  return code > 0x39 && isWord(code);
}

function isWord(code: number): boolean {
  return (
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x61 && code <= 0x7a)
  );
}

function joins(text: string, from: number, to: number): boolean {
  return to - from === 1 && separators.includes(text.charAt(from));
}

function* windows(
  text: string,
  run: readonly Group[],
  whole: number,
  wholeLength: number,
): Generator<Candidate> {
  for (const [first, from] of run.entries()) {
    let value = "";
    let digits = true;
    let hasDigit = false;
    const groups: number[] = [];
    for (let last = first; last < run.length && groups.length < mostGroups; last++) {
      const group = run[last];
      if (group === undefined || value.length + group.end - group.start > longest) break;
      value += text.slice(group.start, group.end).toUpperCase();
      groups.push(group.end - group.start);
      if (group.letter) digits = false;
      if (group.digit) hasDigit = true;
      if (value.length < shortest || !hasDigit) continue;
      yield {
        start: from.start,
        end: group.end,
        value,
        digits,
        groups: [...groups],
        embedded:
          isEmbedded(text, from.start, group.end) ||
          (groups.length > 1 && continues(text, run, first, last)),
        alone: from.start === whole && group.end === whole + wholeLength,
      };
    }
  }
}

/** A row of numbers goes on before or after with the window's own separator. */
function continues(text: string, run: readonly Group[], first: number, last: number): boolean {
  const separator = text.charAt(run[first]?.end ?? 0);
  const previous = run[first - 1];
  const next = run[last + 1];
  return (
    (previous?.digit === true && text.charAt(previous.end) === separator) ||
    (next?.digit === true && text.charAt(run[last]?.end ?? 0) === separator)
  );
}

const joining = "-./_+:=";

function isEmbedded(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1);
  const after = text.charAt(end);
  return (
    before === "_" ||
    after === "_" ||
    before === "$" ||
    before === "#" ||
    (before !== ":" &&
      before !== "=" &&
      joining.includes(before) &&
      isWord(text.charCodeAt(start - 2))) ||
    (joining.includes(after) && isWord(text.charCodeAt(end + 1)))
  );
}
