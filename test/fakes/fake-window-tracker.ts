import type { Health, Observation } from "../../src/core/ports/observation.ts";
import type { WindowTracker, WindowWorld } from "../../src/core/ports/window-tracker.ts";

/** Tells what a test says, once started; begins with the world it was made with. */
export class FakeWindowTracker implements WindowTracker {
  readonly #first: WindowWorld;
  readonly #now: () => number;
  #sink: ((observation: Observation<WindowWorld>) => void) | undefined;
  #confirmed = 0;
  #lost = false;

  constructor(first: WindowWorld, now: () => number) {
    this.#first = first;
    this.#now = now;
  }

  start(sink: (observation: Observation<WindowWorld>) => void): Promise<AsyncDisposable> {
    this.#sink = sink;
    this.#confirmed = this.#now();
    this.become(this.#first);
    this.confirm();
    return Promise.resolve({
      [Symbol.asyncDispose]: () => {
        this.#sink = undefined;
        return Promise.resolve();
      },
    });
  }

  become(value: WindowWorld): void {
    this.#sink?.({ kind: "changed", value, earliest: this.#confirmed, latest: this.#now() });
  }

  confirm(): void {
    this.#confirmed = this.#now();
    this.#sink?.({ kind: "confirmed", upTo: this.#confirmed });
  }

  lose(): void {
    this.#lost = true;
    this.#sink?.({ kind: "lost", from: this.#confirmed });
    this.#sink = undefined;
  }

  health(): Health {
    const ok = this.#sink !== undefined && !this.#lost;
    return { ok, reasons: ok ? [] : ["not tracking"] };
  }
}
