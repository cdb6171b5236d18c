import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Origin } from "../../src/contract/ids.ts";
import type { BrowserContext, BrowserView } from "../../src/core/ports/browser-context.ts";
import type { Mono, Observation } from "../../src/core/ports/observation.ts";
import { RecordingSink } from "../fakes/recording-sink.ts";

/** A browser with the companion, one granted site, and a person in front of it. */
export interface BrowserWorld extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly now: () => Mono;
  readonly granted: Origin;
  /** Shows the granted site; the keyboard is on a plain field. */
  showGranted(): Promise<void>;
  /** Puts the keyboard on a secret field of the granted site. */
  focusSecret(): Promise<void>;
  /** Presses one key that types a letter. */
  typeLetter(): Promise<void>;
  /** Presses a button of the granted site, whose name this is. */
  pressButton(): Promise<string>;
  /** Shows a site that was not granted. */
  showOther(): Promise<void>;
  /** The browser ends without saying so. */
  end(): Promise<void>;
}

const nothing: BrowserView = {
  origin: null,
  pageFocused: false,
  secure: "unknown",
  viewport: null,
  secretAreas: null,
  listBox: null,
  title: undefined,
};

/** What every {@link BrowserContext} promises. The tests are one story, in this order. */
export function browserContextContract(name: string, open: () => Promise<BrowserWorld>): void {
  describe(`${name} keeps the promises of BrowserContext`, () => {
    const sink = new RecordingSink(() => world.now());
    let world: BrowserWorld;
    let started: AsyncDisposable;

    beforeAll(async () => {
      world = await open();
      started = await world.context.start(sink);
    });
    afterAll(async () => {
      await started[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    });

    const latest = (s: RecordingSink): BrowserView | undefined =>
      s.observations.findLast((o) => o.kind === "changed")?.value;
    const seen = (matches: (view: BrowserView) => boolean) =>
      sink.until((s) => {
        const view = latest(s);
        return view !== undefined && matches(view);
      });

    it("tells the origin of a granted site in front, and that its field is plain", async () => {
      await world.showGranted();
      await seen(
        (view) => view.origin === world.granted && view.pageFocused && view.secure === "clear",
      );
      expect(world.context.health().ok).toBe(true);
    });

    it("confirms that nothing changed while nothing changes", async () => {
      const from = world.now();
      await sink.until((s) => s.observations.find((o) => o.kind === "confirmed" && o.upTo > from));
      expect(latest(sink)?.origin).toBe(world.granted);
    });

    it("acknowledges a key on the plain field as clear, with the time of its press", async () => {
      const from = world.now();
      await world.typeLetter();
      const landing = await sink.until((s) => s.landings[0]);
      expect(landing).toMatchObject({ landed: "clear", origin: world.granted });
      expect(landing.at).toBeGreaterThan(from - 15);
      expect(landing.at).toBeLessThan(world.now());
    });

    it("describes the control that was pressed", async () => {
      const name = await world.pressButton();
      const fact = await sink.until((s) => s.elements.find((one) => one.cause === "pressed"));
      expect(fact).toMatchObject({ origin: world.granted, element: { role: "button", name } });
    });

    it("says secure while a secret field has the keyboard, and of the keys on it", async () => {
      await world.focusSecret();
      await seen((view) => view.secure === "secure");
      await world.typeLetter();
      const landing = await sink.until((s) => s.landings.find((one) => one.landed === "secure"));
      expect(landing.element).toBeUndefined();
    });

    it("knows nothing at all of a site that was not granted", async () => {
      await world.showOther();
      await seen((view) => view.origin === null);
      const from = world.now();
      await sink.until((s) => s.observations.find((o) => o.kind === "confirmed" && o.upTo > from));
      const before = sink.told.length;
      await world.typeLetter();
      await sink.until((s) => s.observations.length > 0 && s.told.length > before);
      expect(latest(sink)).toEqual(nothing);
      expect(sink.told.slice(before).filter((one) => one.kind !== "view")).toEqual([]);
    });

    it("loses sight of a browser that ended", async () => {
      await world.end();
      await sink.until((s) => s.observations.at(-1)?.kind === "lost");
      expect(world.context.health().ok).toBe(false);
    });

    it("never told of the future, and never took back what it had confirmed", () => {
      let confirmed = Number.NEGATIVE_INFINITY;
      const wrong: Observation<BrowserView>[] = [];
      for (const { observation, toldAt } of sink.timed) {
        if (observation.kind === "changed") {
          const { earliest, latest: last } = observation;
          if (earliest > last || last > toldAt || earliest < confirmed) wrong.push(observation);
        } else if (observation.kind === "confirmed") {
          if (observation.upTo < confirmed || observation.upTo > toldAt) wrong.push(observation);
          confirmed = Math.max(confirmed, observation.upTo);
        } else if (observation.from < confirmed) wrong.push(observation);
      }
      expect(sink.timed.length).toBeGreaterThan(5);
      expect(wrong).toEqual([]);
    });
  });
}
