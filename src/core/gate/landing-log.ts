/**
 * Remembers which presses one browser's pages confirmed, and which key took which.
 *
 * Every press that was decided is told here, whatever became of it, and takes its landing
 * before a later press is asked about, so that no key can borrow its neighbour's.
 *
 * @module
 */
import type { KeyLanding } from "../ports/browser-context.ts";
import type { Mono } from "../ports/observation.ts";
import type { KnownLanding } from "./evidence.ts";
import type { GateSettings } from "./settings.ts";

export class LandingLog {
  readonly #settings: GateSettings;
  #landings: (KeyLanding & { used: boolean })[] = [];
  /** Decided presses that took no landing so far, oldest first. */
  #waiting: Mono[] = [];
  #disownedUpTo: Mono = Number.NEGATIVE_INFINITY;

  constructor(settings: GateSettings) {
    this.#settings = settings;
  }

  get last(): Mono {
    return this.#landings.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  }

  add(landing: KeyLanding): void {
    let place = this.#landings.length;
    while (place > 0 && this.#landings[place - 1]!.at > landing.at) place--;
    this.#landings.splice(place, 0, { ...landing, used: landing.at <= this.#disownedUpTo });
    const { maxLandings } = this.#settings;
    if (this.#landings.length > maxLandings)
      this.#landings = this.#landings.slice(this.#landings.length - maxLandings / 2);
  }

  within(from: Mono, to: Mono): readonly KnownLanding[] {
    return this.#between(from, to);
  }

  #between(from: Mono, to: Mono): (KeyLanding & { used: boolean })[] {
    let first = 0;
    let end = this.#landings.length;
    while (first < end) {
      const middle = (first + end) >>> 1;
      if (this.#landings[middle]!.at < from) first = middle + 1;
      else end = middle;
    }
    end = first;
    while (end < this.#landings.length && this.#landings[end]!.at <= to) end++;
    return this.#landings.slice(first, end);
  }

  /** This press was decided; from now on its landing is its own. */
  pressed(at: Mono): void {
    this.#waiting.push(at);
    const horizon = at - 2 * this.#settings.landingTolerance;
    while (this.#waiting[0]! < horizon) this.#waiting.shift();
  }

  /** Lets earlier presses take their landings before the press at `next` is asked about. */
  settle(next: Mono): void {
    const tolerance = this.#settings.landingTolerance;
    this.#waiting = this.#waiting.filter((at, index, all) => {
      const following = all[index + 1] ?? next;
      const own = this.#between(at - tolerance, at + tolerance).find(({ used }) => !used);
      if (own === undefined || Math.abs(own.at - following) < Math.abs(own.at - at)) return true;
      own.used = true;
      return false;
    });
  }

  /** Input up to this moment was lost: nobody knows whose these landings are. */
  disown(upTo: Mono): void {
    this.#disownedUpTo = Math.max(this.#disownedUpTo, upTo);
    for (const landing of this.#landings) if (landing.at <= upTo) landing.used = true;
  }

  /** Forgets what the page called its elements. That a field was secure stays known. */
  forgetElements(): void {
    this.#landings = this.#landings.map((landing) => ({ ...landing, element: undefined }));
  }
}
