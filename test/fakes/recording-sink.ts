import type {
  BrowserSink,
  BrowserView,
  ElementFact,
  KeyLanding,
} from "../../src/core/ports/browser-context.ts";
import type { Mono, Observation } from "../../src/core/ports/observation.ts";

export type Told =
  | { readonly kind: "view"; readonly pid: number; readonly observation: Observation<BrowserView> }
  | { readonly kind: "landing"; readonly pid: number; readonly landing: KeyLanding }
  | { readonly kind: "element"; readonly pid: number; readonly element: ElementFact };

/** Keeps what a browser context told, and wakes whoever waits for some of it. */
export class RecordingSink implements BrowserSink {
  readonly told: Told[] = [];
  /** Observations with the moment at which they were told. */
  readonly timed: { readonly observation: Observation<BrowserView>; readonly toldAt: Mono }[] = [];
  readonly #now: () => Mono;
  #more = Promise.withResolvers<void>();

  constructor(now: () => Mono = () => performance.now()) {
    this.#now = now;
  }

  view(pid: number, observation: Observation<BrowserView>): void {
    this.timed.push({ observation, toldAt: this.#now() });
    this.#add({ kind: "view", pid, observation });
  }
  landing(pid: number, landing: KeyLanding): void {
    this.#add({ kind: "landing", pid, landing });
  }
  element(pid: number, element: ElementFact): void {
    this.#add({ kind: "element", pid, element });
  }

  get observations(): readonly Observation<BrowserView>[] {
    return this.told.flatMap((one) => (one.kind === "view" ? [one.observation] : []));
  }
  get landings(): readonly KeyLanding[] {
    return this.told.flatMap((one) => (one.kind === "landing" ? [one.landing] : []));
  }
  get elements(): readonly ElementFact[] {
    return this.told.flatMap((one) => (one.kind === "element" ? [one.element] : []));
  }

  /** Resolves with what `find` finds, now or as soon as it does. */
  async until<T>(find: (sink: this) => T | undefined | false): Promise<T> {
    for (;;) {
      const found = find(this);
      if (found !== undefined && found !== false) return found;
      await this.#more.promise;
    }
  }

  #add(one: Told): void {
    this.told.push(one);
    this.#more.resolve();
    this.#more = Promise.withResolvers();
  }
}
