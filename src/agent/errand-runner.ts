/** Carries errands from the recorder to the courier, one at a time, and the outcome back. */
import { CallFailed, type Client, type Later } from "../contract/rpc.ts";
import type { Errand, ErrandResult, recorderApi } from "../contract/recorder-api.ts";
import type { courierApi } from "../contract/upload.ts";

/** How often to ask when nobody told: covers waiting times that ran out. */
const askAgainMs = 5_000;

export class ErrandRunner implements Disposable {
  readonly #recorder: Client<typeof recorderApi>;
  readonly #courier: () => Client<typeof courierApi>;
  readonly #later: Later;
  readonly #told = new DisposableStack();
  #current: { readonly id: number; readonly abort: AbortController } | undefined;
  #timer: Disposable | undefined;
  #running = false;
  #again = false;
  #ended = false;

  constructor(
    recorder: Client<typeof recorderApi>,
    courier: () => Client<typeof courierApi>,
    later: Later,
  ) {
    this.#recorder = recorder;
    this.#courier = courier;
    this.#later = later;
    this.#told.use(recorder.on("errandsChanged", () => void this.#run()));
    this.#told.use(
      recorder.on("errandCancelled", ({ id }) => {
        if (this.#current?.id === id) this.#current.abort.abort();
      }),
    );
    void this.#run();
  }

  [Symbol.dispose](): void {
    this.#ended = true;
    this.#told.dispose();
    this.#timer?.[Symbol.dispose]();
  }

  async #run(): Promise<void> {
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    this.#timer?.[Symbol.dispose]();
    try {
      while (this.#again && !this.#ended) {
        this.#again = false;
        for (let errand = await this.#next(); errand !== null; errand = await this.#next()) {
          await this.#recorder.errandDone(await this.#carry(errand));
        }
      }
    } catch (problem) {
      // The recorder is gone or busy; it remembers its errands and is asked again.
      if (!(problem instanceof CallFailed)) throw problem;
    } finally {
      this.#running = false;
      if (!this.#ended) this.#timer = this.#later(askAgainMs, () => void this.#run());
    }
  }

  #next(): Promise<Errand | null> {
    return this.#ended ? Promise.resolve(null) : this.#recorder.nextErrand();
  }

  async #carry(errand: Errand): Promise<ErrandResult> {
    const { kind, id } = errand;
    const abort = new AbortController();
    this.#current = { id, abort };
    const { signal } = abort;
    try {
      switch (kind) {
        case "register":
          return { kind, id, outcome: await this.#courier().register(errand.item, { signal }) };
        case "upload":
          return { kind, id, outcome: await this.#courier().upload(errand.item, { signal }) };
        case "withdraw":
          return { kind, id, outcome: await this.#courier().withdraw(errand.item, { signal }) };
      }
    } catch (problem) {
      if (!(problem instanceof CallFailed)) throw problem;
      // The courier died under way; what it had sent is kept by the collector.
      const outcome = { outcome: "waiting", retryAt: Date.now() + 1_000, why: "stopped" } as const;
      return { kind, id, outcome };
    }
  }
}
