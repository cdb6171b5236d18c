import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { CompanionServer } from "../../src/adapters/browser/companion-server.ts";
import { monotonicNow } from "../../src/adapters/x11/monotonic.ts";
import { X11WindowTracker } from "../../src/adapters/x11/window-tracker.ts";
import type { Rect } from "../../src/contract/geometry.ts";
import { ScopeId } from "../../src/contract/ids.ts";
import { type Standing, standing } from "../../src/core/capture/standing.ts";
import { Gate } from "../../src/core/gate/gate.ts";
import { defaultSettings } from "../../src/core/gate/settings.ts";
import type { Policy } from "../../src/core/policy/policy.ts";
import type { BrowserView } from "../../src/core/ports/browser-context.ts";
import type { TrackedWindow, WindowWorld } from "../../src/core/ports/window-tracker.ts";
import { type CompanionWorld, openCompanionWorld } from "../desktop/companion-world.ts";
import { Told } from "../desktop/until.ts";

/** What a page pops up, before a real gate that hears of a real desktop and browser. */
const now = monotonicNow;
const signals = new Set(["screenshot"] as const);
let world: CompanionWorld;
let stack: AsyncDisposableStack;
let policy: Policy;
let gate: Gate;
let desk: WindowWorld | undefined;
let view: BrowserView | undefined;
let page: Rect;
const changes = new Told<"changed">();

beforeAll(async () => {
  world = await openCompanionWorld();
  const { directory, granted, desktop } = world;
  const epochToMono = (epoch: number) => now() - (Date.now() - epoch);
  policy = {
    epoch: 1,
    apps: new Map(),
    origins: new Map([[granted, { scope: ScopeId.parse("site"), signals }]]),
    denies: () => false,
  };
  gate = new Gate({ own: new Set() });
  gate.policy({ kind: "changed", value: policy, earliest: 0, latest: 0 });
  stack = new AsyncDisposableStack();
  stack.use(world);
  stack.use(
    await new CompanionServer({ directory, now, epochToMono }).start({
      view: (pid, seen) => {
        gate.browser(pid, seen);
        if (seen.kind === "changed") view = seen.value;
        changes.listen("changed");
      },
      landing: () => undefined,
      element: () => undefined,
    }),
  );
  stack.use(
    await new X11WindowTracker(desktop.display).start((seen) => {
      gate.windows(seen);
      if (seen.kind === "changed") desk = seen.value;
      changes.listen("changed");
    }),
  );
  await world.grant();
});
afterAll(() => stack.disposeAsync());

beforeEach(async () => {
  await world.page.goto("about:blank");
  await world.page.goto(`${world.granted}/second.html`);
  await world.page.evaluate(() => {
    document.body.innerHTML = `<input id="town" list="towns"><select id="size">
      <option>Small<option>Larger than all the others are</select>
      <datalist id="towns"><option>Ulm<option>Bonn</datalist>`;
  });
  const width = await world.page.evaluate(() => innerWidth);
  const placed = () => view?.origin === world.granted && view.viewport?.width === width;
  // The page learns its place from the pointer, once it knows its zoom.
  for (let x = 400; !placed(); x = 810 - x) {
    await world.hand.move(x, 500);
    await world.page.waitForTimeout(150);
  }
  page = view!.viewport!;
});

const shot = (): Standing["shot"] => standing(policy, desk, () => view)?.shot;
const popup = (): TrackedWindow | undefined =>
  desk?.stack.find((one) => one.overrideRedirect && one.popupOf === desk?.focus);

async function boxOf(selector: string): Promise<Rect> {
  const box = await world.page.locator(selector).evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y, width, height };
  });
  const left = Math.round(page.x + box.x);
  const top = Math.round(page.y + box.y);
  const width = Math.round(page.x + box.x + box.width) - left;
  return { x: left, y: top, width, height: Math.round(page.y + box.y + box.height) - top };
}

async function press(selector: string): Promise<void> {
  const { x, y, width, height } = await boxOf(selector);
  await world.hand.click("left", Math.round(x + width / 2), Math.round(y + height / 2));
}

/** What the gate says of a picture with these popups, of a page that stood still for long enough. */
async function judged(popups: readonly number[]): Promise<string> {
  await world.page.waitForTimeout(2 * defaultSettings.pageBefore);
  const { window, clip, hidden } = shot()!;
  const startedAt = now();
  gate.frame({ ref: "p1", startedAt, endedAt: now(), window, popups, clip, hidden });
  for (;;) {
    await world.page.waitForTimeout(20);
    gate.policy({ kind: "confirmed", upTo: now() });
    const { permitted, refusedFrames, dropped } = gate.advance(now());
    if (permitted.some(({ value }) => value.kind === "frame")) return "kept";
    if (refusedFrames.length > 0) return [...dropped.keys()].join();
  }
}

it("the list of a select that was pressed is in the picture", async () => {
  expect(view?.listBox).toBeNull();
  await press("#size");
  await changes.first(() => shot()?.popups.length === 1);
  expect(view?.listBox).toEqual(await boxOf("#size"));
  const open = popup()!;
  expect(shot()?.popups).toEqual([open.id]);
  expect(await judged([open.id])).toBe("kept");
  await world.hand.chord("Escape");
  await changes.first(() => popup() === undefined);
});

it("what the browser offers for a text field is not, and the gate takes no picture with it", async () => {
  await press("#town");
  await world.hand.chord("ArrowDown");
  await changes.first(() => popup() !== undefined);
  expect([view?.listBox, shot()?.popups]).toEqual([null, []]);
  expect(await judged([popup()!.id])).toBe("window-uncertain");
  expect(await judged([])).toBe("kept");
  await world.hand.chord("Escape");
  await changes.first(() => popup() === undefined);
});
