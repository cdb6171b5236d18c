/**
 * Finds the element that a press acted on.
 *
 * The page names the element about 40 ms after the press and the gate holds presses for longer,
 * so it is usually known when the press is written; otherwise it is written on its own.
 *
 * @module
 */
import type { Target } from "../../contract/events.ts";
import type { Mono } from "../ports/observation.ts";

/** The page's time of a press was within a few milliseconds of the system's. */
const sameMomentMs = 60;
const most = 64;

export class PressedElements {
  #known: { readonly at: Mono; readonly target: Target }[] = [];
  #presses: Mono[] = [];

  /** Takes the element for the press at this moment, and remembers the press. */
  take(at: Mono): Target | undefined {
    const index = this.#known.findIndex((one) => Math.abs(one.at - at) <= sameMomentMs);
    if (index >= 0) return this.#known.splice(index, 1)[0]?.target;
    this.#presses = [...this.#presses.slice(1 - most), at];
    return undefined;
  }

  /** Whether the press that this element belongs to was already written without it. */
  offer(at: Mono, target: Target): "late" | "kept" {
    const index = this.#presses.findIndex((press) => Math.abs(press - at) <= sameMomentMs);
    if (index >= 0) {
      this.#presses.splice(index, 1);
      return "late";
    }
    this.#known = [...this.#known.slice(1 - most), { at, target }];
    return "kept";
  }

  clear(): void {
    this.#known = [];
    this.#presses = [];
  }
}
