import type { InputFact, InputSource } from "../../src/core/ports/input-source.ts";
import type { Health } from "../../src/core/ports/observation.ts";

/** Delivers what a test says, once started. */
export class FakeInputSource implements InputSource {
  #sink: ((facts: readonly InputFact[]) => void) | undefined;

  start(sink: (facts: readonly InputFact[]) => void): Promise<AsyncDisposable> {
    this.#sink = sink;
    return Promise.resolve({
      [Symbol.asyncDispose]: () => {
        this.#sink = undefined;
        return Promise.resolve();
      },
    });
  }

  deliver(...facts: readonly InputFact[]): void {
    this.#sink?.(facts);
  }

  health(): Health {
    return this.#sink === undefined
      ? { ok: false, reasons: ["not started"] }
      : { ok: true, reasons: [] };
  }
}
