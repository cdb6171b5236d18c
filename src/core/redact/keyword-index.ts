/**
 * Finds any of many words in a text in one pass, whatever their number and language.
 *
 * Words are filed under a hash of their first three characters; a table of bits says at
 * almost every place of a text that no word begins there. At a place only the longest word
 * counts.
 *
 * @module
 */
export interface KeywordHit<T> {
  readonly start: number;
  readonly end: number;
  readonly entry: T;
}

const size = 1 << 16;
/** From here on two characters can be a word. */
const ideographs = 0x2e80;

export class KeywordIndex<T> {
  readonly #bits = new Uint8Array(size);
  readonly #pairs = new Map<string, T>();
  readonly #filed = new Map<number, { readonly word: string; readonly entry: T }[]>();

  /** `word` is in lower case and has three characters or more, two where it is ideographic. */
  add(word: string, entry: T): void {
    if (word.length === 2) {
      this.#pairs.set(word, entry);
      return;
    }
    const key = keyOf(word);
    this.#bits[key] = 1;
    const bucket = this.#filed.get(key) ?? [];
    bucket.push({ word, entry });
    bucket.sort((a, b) => b.word.length - a.word.length);
    this.#filed.set(key, bucket);
  }

  /** `accept` may refuse a word by what surrounds it; then a shorter one may stand there. */
  *hits(
    lower: string,
    accept: (hit: KeywordHit<T>) => boolean = () => true,
  ): Generator<KeywordHit<T>> {
    const bits = this.#bits;
    let second = lower.charCodeAt(0);
    let third = lower.charCodeAt(1);
    for (let at = 0; at + 1 < lower.length; at++) {
      const first = second;
      second = third;
      third = lower.charCodeAt(at + 2);
      let found = false;
      if (bits[(first * 3_121 + second * 131 + third) & (size - 1)] !== 0)
        for (const { word, entry } of this.#filed.get(
          (first * 3_121 + second * 131 + third) & (size - 1),
        ) ?? []) {
          if (!lower.startsWith(word, at)) continue;
          const hit = { start: at, end: at + word.length, entry };
          if (!accept(hit)) continue;
          found = true;
          yield hit;
          break;
        }
      if (found || first < ideographs) continue;
      const entry = this.#pairs.get(lower.slice(at, at + 2));
      if (entry === undefined) continue;
      const hit = { start: at, end: at + 2, entry };
      if (accept(hit)) yield hit;
    }
  }
}

function keyOf(word: string): number {
  return (word.charCodeAt(0) * 3_121 + word.charCodeAt(1) * 131 + word.charCodeAt(2)) & (size - 1);
}

/** Lower case with every character at its place. */
export function lowerInPlace(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return text.replace(/\P{ASCII}/gu, (character) => {
    const folded = character.toLowerCase();
    return folded.length === character.length ? folded : character;
  });
}
