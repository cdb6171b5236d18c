/**
 * Finds any of many words in a text in one pass, whatever their number and language.
 *
 * Words are filed under a hash of their first two characters; a table of bits says at
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

const size = 1 << 14;

export class KeywordIndex<T> {
  readonly #bits = new Uint8Array(size);
  readonly #filed = new Map<number, { readonly word: string; readonly entry: T }[]>();

  /** `word` is in lower case and has two characters or more. */
  add(word: string, entry: T): void {
    const key = keyAt(word, 0);
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
    let code = lower.charCodeAt(0);
    for (let at = 0; at + 1 < lower.length; at++) {
      const next = lower.charCodeAt(at + 1);
      const key = (code * 131 + next) & (size - 1);
      code = next;
      if (bits[key] === 0) continue;
      for (const { word, entry } of this.#filed.get(key) ?? []) {
        if (!lower.startsWith(word, at)) continue;
        const hit = { start: at, end: at + word.length, entry };
        if (!accept(hit)) continue;
        yield hit;
        break;
      }
    }
  }
}

function keyAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 131 + text.charCodeAt(at + 1)) & (size - 1);
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
