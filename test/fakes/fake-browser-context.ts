import type {
  BrowserContext,
  BrowserSink,
  BrowserView,
  ElementFact,
  KeyLanding,
} from "../../src/core/ports/browser-context.ts";
import type { Health, Mono } from "../../src/core/ports/observation.ts";

const nothing: BrowserView = {
  origin: null,
  pageFocused: false,
  secure: "unknown",
  viewport: null,
  secretAreas: null,
  listBox: null,
  title: undefined,
};

/** One browser, moved by a test, on the test's own clock. */
export class FakeBrowserContext implements BrowserContext {
  readonly pid: number;
  #now: Mono = 0;
  #confirmed: Mono = 0;
  #view: BrowserView = nothing;
  #sink: BrowserSink | undefined;
  #there = true;

  constructor(pid: number) {
    this.pid = pid;
  }

  now(): Mono {
    return this.#now;
  }

  async start(sink: BrowserSink): Promise<AsyncDisposable> {
    this.#sink = sink;
    return {
      [Symbol.asyncDispose]: async () => {
        this.#sink = undefined;
      },
    };
  }

  health(): Health {
    const ok = this.#sink !== undefined && this.#there;
    return { ok, reasons: ok ? [] : ["No browser with the companion is open"] };
  }

  /** Lets time pass, all of which the browser vouches for. */
  pass(ms: number): void {
    this.#now += ms;
    this.#confirmed = this.#now;
    if (this.#there) this.#sink?.view(this.pid, { kind: "confirmed", upTo: this.#confirmed });
  }

  show(change: Partial<BrowserView> | null): void {
    this.#view = change === null ? nothing : { ...this.#view, ...change };
    this.#now += 10;
    const value = this.#view;
    this.#sink?.view(this.pid, {
      kind: "changed",
      value,
      earliest: this.#confirmed,
      latest: this.#now,
    });
    this.pass(10);
  }

  /** A page tells of a key or an element only while its site is in front. */
  land(): void {
    const { origin, secure } = this.#view;
    if (origin === null || this.#sink === undefined) return this.pass(10);
    const landed = secure === "clear" ? "clear" : "secure";
    const landing: KeyLanding = { at: this.#now, landed, origin, element: undefined };
    this.pass(5);
    this.#sink.landing(this.pid, landing);
  }

  press(element: ElementFact["element"]): void {
    const { origin } = this.#view;
    if (origin === null) return;
    this.#sink?.element(this.pid, { at: this.#now, cause: "pressed", origin, element });
    this.pass(5);
  }

  end(): void {
    this.#there = false;
    this.#sink?.view(this.pid, { kind: "lost", from: this.#confirmed });
  }
}
