import { describe, expect, it } from "vitest";
import type { Observation } from "../../src/core/ports/observation.ts";
import type {
  TrackedWindow,
  WindowTracker,
  WindowWorld,
} from "../../src/core/ports/window-tracker.ts";
import { Told } from "../desktop/until.ts";

/** A desktop with two windows of one app, the second with the keyboard. */
export interface WindowDesk extends AsyncDisposable {
  readonly tracker: WindowTracker;
  readonly first: number;
  readonly second: number;
  now(): number;
  /** Gives a window the keyboard; the moment after which it certainly has it. */
  focus(id: number): Promise<number>;
  /** Opens an unmanaged window of the same app. */
  openPopup(): Promise<number>;
  close(id: number): Promise<void>;
  loseDisplay(): Promise<void>;
}

type Seen = Observation<WindowWorld>;
type Changed = Seen & { kind: "changed" };

const changedTo =
  (fits: (world: WindowWorld) => boolean) =>
  (seen: Seen): seen is Changed =>
    seen.kind === "changed" && fits(seen.value);
const windowOf = (world: WindowWorld, id: number): TrackedWindow | undefined =>
  world.stack.find((window) => window.id === id);

export function windowTrackerContract(name: string, openDesk: () => Promise<WindowDesk>): void {
  describe(`WindowTracker: ${name}`, () => {
    const tracking = async (
      work: (desk: WindowDesk, told: Told<Seen>) => Promise<void>,
    ): Promise<void> => {
      await using desk = await openDesk();
      const told = new Told<Seen>();
      await using _running = await desk.tracker.start((seen) => told.listen(seen));
      await work(desk, told);
    };

    it("tells the whole desktop first: who has the keyboard, and whose each window is", () =>
      tracking(async (desk, told) => {
        const { value } = await told.first(changedTo(() => true));
        expect(value.focus).toBe(desk.second);
        const apps = [desk.first, desk.second].map((id) => windowOf(value, id)?.app?.pid);
        expect(apps).toEqual([process.pid, process.pid]);
        expect(windowOf(value, desk.first)).toMatchObject({
          popupOf: null,
          overrideRedirect: false,
        });
      }));

    it("tells a focus change with a time that holds the truth", () =>
      tracking(async (desk, told) => {
        await told.first((seen) => seen.kind === "confirmed");
        const before = desk.now();
        const after = told.all.length;
        const done = await desk.focus(desk.first);
        const change = await told.first(
          changedTo((world) => world.focus === desk.first),
          after,
        );
        expect(change.earliest).toBeLessThanOrEqual(done);
        expect(change.latest).toBeGreaterThanOrEqual(before);
      }));

    it("never confirms a time in which a change was still to be told", () =>
      tracking(async (desk, told) => {
        for (const id of [desk.first, desk.second, desk.first]) {
          const after = told.all.length;
          await desk.focus(id);
          await told.first(
            changedTo((world) => world.focus === id),
            after,
          );
        }
        await told.first((seen) => seen.kind === "confirmed", told.all.length - 1);
        const broken = told.all.filter((seen, index) => {
          const confirmed = told.all
            .slice(0, index)
            .findLast((earlier) => earlier.kind === "confirmed");
          const upTo = confirmed?.upTo ?? Number.NEGATIVE_INFINITY;
          if (seen.kind === "confirmed") return seen.upTo <= upTo;
          return seen.kind === "changed" && (seen.earliest < upTo || seen.latest < seen.earliest);
        });
        expect(broken).toEqual([]);
      }));

    it("tells which window a popup of the same app belongs to", () =>
      tracking(async (desk, told) => {
        const popup = await desk.openPopup();
        const { value } = await told.first(
          changedTo((world) => windowOf(world, popup) !== undefined),
        );
        expect(windowOf(value, popup)).toMatchObject({
          popupOf: desk.second,
          overrideRedirect: true,
        });
        const order = value.stack.map((window) => window.id);
        expect(order.indexOf(popup)).toBeGreaterThan(order.indexOf(desk.second));
      }));

    it("tells that a window is gone", () =>
      tracking(async (desk, told) => {
        await told.first(changedTo((world) => windowOf(world, desk.first) !== undefined));
        await desk.close(desk.first);
        const { value } = await told.first(
          changedTo((world) => windowOf(world, desk.first) === undefined),
        );
        expect(windowOf(value, desk.second)).toBeDefined();
      }));

    it("tells that nothing is known when the display is lost, and nothing after", () =>
      tracking(async (desk, told) => {
        await told.first((seen) => seen.kind === "confirmed");
        await desk.loseDisplay();
        await told.first((seen) => seen.kind === "lost");
        expect(told.all.at(-1)?.kind).toBe("lost");
        expect(desk.tracker.health().ok).toBe(false);
      }));
  });
}
