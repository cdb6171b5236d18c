/**
 * A text as the rules see it, with what several of them need of it, made once.
 *
 * @module
 */
import { lowerInPlace } from "./keyword-index.ts";
import { type DigitRun, digitRuns } from "./rules/digit-runs.ts";

export class TextView {
  readonly text: string;
  /** Not a remainder between hidden values, but all that was typed or shown. */
  readonly whole: boolean;
  #lower: string | undefined;
  #digitRuns: readonly DigitRun[] | undefined;

  constructor(text: string, whole: boolean) {
    this.text = text;
    this.whole = whole;
  }

  /** Lower case, every character at its place. */
  get lower(): string {
    return (this.#lower ??= lowerInPlace(this.text));
  }

  /** Digits that belong together. */
  get digitRuns(): readonly DigitRun[] {
    return (this.#digitRuns ??= [...digitRuns(this.text)]);
  }
}
