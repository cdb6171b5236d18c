/**
 * When an event happened, in milliseconds since 1970.
 *
 * A page's own clock runs from the moment it was loaded and drifts from the machine's, by
 * seconds over hours. So the difference is measured anew each time; since the machine's
 * clock is told in whole milliseconds, rounded down, the largest difference is the truest.
 *
 * @module
 */

/** More than rounding can explain: the machine's clock was set. */
const setBack = 1.5;

export class EpochClock {
  readonly #wall: () => number;
  readonly #page: () => number;
  #difference = Number.NEGATIVE_INFINITY;

  constructor(wall: () => number, page: () => number) {
    this.#wall = wall;
    this.#page = page;
  }

  /** `timeStamp` is on the page's clock. */
  of(timeStamp: number): number {
    const difference = this.#wall() - this.#page();
    if (difference > this.#difference || difference < this.#difference - setBack)
      this.#difference = difference;
    return this.#difference + timeStamp;
  }
}
