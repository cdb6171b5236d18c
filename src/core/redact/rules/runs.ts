/**
 * Where the unbroken run around a place ends, each run being measured once.
 *
 * A rule that asks at every place of one long run would otherwise read it again each time.
 *
 * @module
 */
export class Runs {
  readonly #text: string;
  readonly #pattern: RegExp;
  #from = 0;
  #to = -1;

  /** `pattern` is sticky, matches any stretch of the run, and matches the empty string. */
  constructor(text: string, pattern: RegExp) {
    this.#text = text;
    this.#pattern = pattern;
  }

  end(at: number): number {
    if (at >= this.#from && at <= this.#to) return this.#to;
    this.#pattern.lastIndex = at;
    this.#pattern.exec(this.#text);
    this.#from = at;
    this.#to = Math.max(at, this.#pattern.lastIndex);
    return this.#to;
  }
}
