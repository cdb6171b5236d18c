/** How many files may arrive at once, in all and from one participant, so that nobody fills the line. */
import { Refusal } from "./refusal.ts";

const slots = 64;
/** A second one lets a sender go on whose first connection hangs. */
const slotsEach = 2;

export class UploadSlots {
  readonly #taken = new Map<string, number>();
  #total = 0;

  /** The slot is free again once this is disposed of. */
  take(participation: string): Disposable {
    const taken = this.#taken.get(participation) ?? 0;
    if (this.#total >= slots || taken >= slotsEach) throw new Refusal("busy");
    this.#total++;
    this.#taken.set(participation, taken + 1);
    return { [Symbol.dispose]: () => this.#free(participation) };
  }

  #free(participation: string): void {
    const left = (this.#taken.get(participation) ?? 0) - 1;
    this.#total--;
    if (left > 0) this.#taken.set(participation, left);
    else this.#taken.delete(participation);
  }
}
