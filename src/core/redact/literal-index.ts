/**
 * Finds any of many literals in a text in one pass.
 *
 * Each literal is filed under a hash of its first characters, so a text of n characters
 * costs n look-ups however many literals there are. At most 64 characters are compared at
 * one position, which bounds the work on repetitive text; a literal that agrees so far
 * counts as found, for hiding too much is the safe mistake.
 *
 * @module
 */
const compared = 64;
const pairs = 1 << 14;

export interface LiteralHit<T> {
  readonly start: number;
  readonly end: number;
  readonly entry: T;
}

interface Filed<T> {
  readonly literal: string;
  readonly entry: T;
}

export class LiteralIndex<T> {
  readonly #prefix: number;
  readonly #filed = new Map<number, Filed<T>[]>();
  /** How many literals begin with two characters of this hash: almost always none. */
  #begins = new Uint16Array(0);

  /** Literals shorter than `prefix` cannot be filed. */
  constructor(prefix: number) {
    this.#prefix = prefix;
  }

  get isEmpty(): boolean {
    return this.#filed.size === 0;
  }

  add(literal: string, entry: T): boolean {
    if (literal.length < this.#prefix) return false;
    const key = this.#key(literal, 0);
    const bucket = this.#filed.get(key);
    if (this.#begins.length === 0) this.#begins = new Uint16Array(pairs);
    if (bucket?.some((other) => other.literal === literal) === true) return true;
    if (bucket === undefined) this.#filed.set(key, [{ literal, entry }]);
    else bucket.push({ literal, entry });
    const pair = pairAt(literal, 0);
    this.#begins[pair] = (this.#begins[pair] ?? 0) + 1;
    return true;
  }

  remove(literal: string): void {
    if (literal.length < this.#prefix) return;
    const key = this.#key(literal, 0);
    const bucket = this.#filed.get(key) ?? [];
    const rest = bucket.filter((other) => other.literal !== literal);
    if (rest.length === bucket.length) return;
    const pair = pairAt(literal, 0);
    this.#begins[pair] = (this.#begins[pair] ?? 1) - 1;
    if (rest.length === 0) this.#filed.delete(key);
    else this.#filed.set(key, rest);
  }

  clear(): void {
    this.#filed.clear();
    this.#begins.fill(0);
  }

  /** The longest literal at each position; `accept` may refuse a hit by what surrounds it. */
  *hits(
    text: string,
    accept: (hit: LiteralHit<T>) => boolean = () => true,
  ): Generator<LiteralHit<T>> {
    if (this.isEmpty) return;
    for (let start = 0; start + this.#prefix <= text.length; start++) {
      if (this.#begins[pairAt(text, start)] === 0) continue;
      let best: LiteralHit<T> | undefined;
      for (const { literal, entry } of this.#filed.get(this.#key(text, start)) ?? []) {
        const length = agreement(text, start, literal);
        if (length < Math.min(literal.length, compared)) continue;
        const hit = { start, end: start + length, entry };
        if (accept(hit) && (best === undefined || hit.end > best.end)) best = hit;
      }
      if (best === undefined) continue;
      yield best;
      start = best.end - 1;
    }
  }

  #key(text: string, at: number): number {
    let key = 0;
    for (let next = at; next < at + this.#prefix; next++)
      key = (Math.imul(key, 0x01000193) ^ text.charCodeAt(next)) | 0;
    return key;
  }
}

function pairAt(text: string, at: number): number {
  return (text.charCodeAt(at) * 131 + text.charCodeAt(at + 1)) & (pairs - 1);
}

function agreement(text: string, start: number, literal: string): number {
  const limit = Math.min(literal.length, text.length - start);
  let length = 0;
  while (length < limit && text.charCodeAt(start + length) === literal.charCodeAt(length)) {
    length++;
    // Past the compared part a literal has matched; reading on costs only what is then skipped.
  }
  return length;
}
