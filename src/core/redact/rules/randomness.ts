/**
 * Whether a word looks drawn at random rather than written by a person.
 *
 * Random text changes between upper case, lower case and digits at every other character;
 * words and identifiers change at word boundaries only. Together with the Shannon entropy
 * of its characters this needs no dictionary and no language.
 *
 * @module
 */

/** `shortest`: below this length nothing counts as random. */
export function looksRandom(word: string, shortest: number): boolean {
  if (word.length < shortest) return false;
  const { entropy, changes, digits, letters } = measure(word);
  if (digits === 0 && letters === 0) return false;
  if (/^[0-9a-f]+$/i.test(word)) return digits > 1 && word.length >= 16 && entropy >= 2.6;
  if (madeOfWords(word)) return false;
  const needed = Math.min(3.4, Math.log2(word.length) - 0.9);
  if (entropy < needed) return false;
  if (digits >= 2) return changes >= 0.22;
  return word.length >= 20 && changes >= 0.4 && !/[a-z]{6}/.test(word);
}

const pieces = /[A-Z]?[a-z]+|[A-Z]+|[0-9]+/g;
const constant = /^_*[A-Z][A-Z0-9]{0,15}(?:_[A-Z0-9]{1,15}){2,}_*$/;
const pronounceable = /^(?=.*[aeiouy])(?!.*[^aeiouy]{5})/i;

/** Long pieces that can be spoken, as in `toStringWithSourceMap` or `USE_STD3_ASCII_RULES`. */
function madeOfWords(word: string): boolean {
  if (constant.test(word)) return true;
  let count = 0;
  let letters = 0;
  let spoken = 0;
  for (const [piece] of word.matchAll(pieces)) {
    count++;
    if (piece < "A") continue;
    letters += piece.length;
    if (piece.length >= 3 && pronounceable.test(piece)) spoken += piece.length;
  }
  return letters >= word.length * 0.75 && letters / count >= 3.4 && spoken >= letters * 0.75;
}

function measure(word: string): {
  readonly entropy: number;
  readonly changes: number;
  readonly digits: number;
  readonly letters: number;
} {
  const counts = new Map<string, number>();
  let changes = 0;
  let digits = 0;
  let letters = 0;
  let previous = "";
  for (const character of word) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
    const kind = classOf(character);
    if (previous !== "" && kind !== previous) changes++;
    previous = kind;
    if (kind === "digit") digits++;
    else if (kind !== "other") letters++;
  }
  let entropy = 0;
  for (const count of counts.values())
    entropy -= (count / word.length) * Math.log2(count / word.length);
  return { entropy, changes: changes / word.length, digits, letters };
}

function classOf(character: string): "upper" | "lower" | "digit" | "other" {
  if (character >= "0" && character <= "9") return "digit";
  if (character >= "a" && character <= "z") return "lower";
  return character >= "A" && character <= "Z" ? "upper" : "other";
}
