import type { TrackedWindow, WindowWorld } from "../../src/core/ports/window-tracker.ts";
import { FakeWindowTracker } from "../fakes/fake-window-tracker.ts";
import { windowTrackerContract } from "./window-tracker.contract.ts";

windowTrackerContract("FakeWindowTracker", () => {
  let time = 0;
  const now = (): number => ++time;
  const app = { pid: process.pid, exe: "/usr/bin/editor", startedAt: 1 };
  const window = (id: number): TrackedWindow => {
    const bounds = { x: 0, y: 0, width: 100, height: 100 };
    return { id, app, bounds, popupOf: null, overrideRedirect: false, title: undefined };
  };
  let world: WindowWorld = {
    focus: 2,
    keyboardGrabbed: false,
    stack: [window(1), window(2)],
    display: { width: 800, height: 600 },
  };
  const tracker = new FakeWindowTracker(world, now);
  const become = (change: Partial<WindowWorld>): void => {
    world = { ...world, ...change };
    tracker.become(world);
    tracker.confirm();
  };
  return Promise.resolve({
    tracker,
    first: 1,
    second: 2,
    now,
    focus: (id) => {
      become({ focus: id });
      return Promise.resolve(now());
    },
    openPopup: () => {
      const popup = { ...window(3), popupOf: 2, overrideRedirect: true };
      become({ stack: [...world.stack, popup] });
      return Promise.resolve(3);
    },
    close: (id) => {
      become({ stack: world.stack.filter((other) => other.id !== id) });
      return Promise.resolve();
    },
    loseDisplay: () => {
      tracker.lose();
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
});
