import { expect, it } from "vitest";
import { Origin, ScopeId } from "../../../../src/contract/ids.ts";
import { standing } from "../../../../src/core/capture/standing.ts";
import type { Policy } from "../../../../src/core/policy/policy.ts";
import type { BrowserView } from "../../../../src/core/ports/browser-context.ts";
import type { TrackedWindow, WindowWorld } from "../../../../src/core/ports/window-tracker.ts";

const origin = Origin.parse("https://library.example");
const grant = { scope: ScopeId.parse("s"), signals: new Set(["screenshot", "pointer"] as const) };
const policy: Policy = {
  epoch: 1,
  apps: new Map([["/usr/bin/mousepad", grant]]),
  origins: new Map([[origin, grant]]),
  denies: (exe) => exe === "/usr/bin/keepassxc",
};
const app = (exe: string, pid = 7) => ({ pid, exe, startedAt: 1 });
const window = (id: number, exe: string, more: Partial<TrackedWindow> = {}): TrackedWindow => ({
  id,
  app: app(exe),
  bounds: { x: 100, y: 50, width: 400, height: 300 },
  popupOf: null,
  overrideRedirect: false,
  title: undefined,
  ...more,
});
const world = (focus: number | null, ...stack: TrackedWindow[]): WindowWorld => ({
  focus,
  keyboardGrabbed: false,
  stack,
  display: { width: 1000, height: 600 },
});
const none = () => undefined;
const page: BrowserView = {
  origin,
  pageFocused: true,
  secure: "clear",
  viewport: { x: 100, y: 120, width: 400, height: 230 },
  secretAreas: [{ x: 150, y: 200, width: 90, height: 20 }],
  listBox: null,
  title: undefined,
};
const chromium = "/usr/lib/chromium/chromium";

it("standing() shows an allowed app's focused window", () => {
  expect(standing(policy, world(1, window(1, "/usr/bin/mousepad")), none)).toMatchObject({
    window: 1,
    shot: { window: 1, clip: { x: 100, y: 50, width: 400, height: 300 } },
  });
});

it.each([
  ["an app that was not allowed", world(1, window(1, "/usr/bin/xterm"))],
  ["a window whose owner is unverified", world(1, window(1, "", { app: null }))],
  [
    "an allowed window without the keyboard",
    world(2, window(1, "/usr/bin/mousepad"), window(2, "/usr/bin/xterm")),
  ],
  ["nothing in focus", world(null, window(1, "/usr/bin/mousepad"))],
  ["a browser without its companion", world(1, window(1, chromium))],
])("standing() shows nothing of %s", (_name, seen) => {
  expect(standing(policy, seen, none)).toBeUndefined();
});

it("standing() shows nothing while paused, and nothing before the desktop is known", () => {
  expect(
    standing({ denied: "paused" }, world(1, window(1, "/usr/bin/mousepad")), none),
  ).toBeUndefined();
  expect(standing(policy, undefined, none)).toBeUndefined();
});

it("standing() includes the app's own menus, and no popup of another", () => {
  const menu = window(2, "/usr/bin/mousepad", {
    popupOf: 1,
    overrideRedirect: true,
    bounds: { x: 480, y: 60, width: 100, height: 90 },
  });
  const foreign = window(3, "/usr/bin/dunst", {
    popupOf: 1,
    overrideRedirect: true,
    app: app("/usr/bin/dunst", 9),
  });
  const found = standing(policy, world(1, window(1, "/usr/bin/mousepad"), menu, foreign), none);
  expect([found?.shot?.popups, found?.shot?.clip]).toEqual([
    [2],
    { x: 100, y: 50, width: 480, height: 300 },
  ]);
});

const list = window(2, chromium, {
  popupOf: 1,
  overrideRedirect: true,
  bounds: { x: 110, y: 100, width: 50, height: 60 },
});

it("standing() shows of a browser only the page of a granted site, and its list cut to it", () => {
  const listBox = { x: 110, y: 160, width: 50, height: 20 };
  const found = standing(policy, world(1, window(1, chromium), list), () => ({ ...page, listBox }));
  expect(found?.shot?.popups).toEqual([2]);
  expect(found?.shot?.layers.map(({ clip }) => clip)).toEqual([
    page.viewport,
    { x: 110, y: 120, width: 50, height: 40 },
  ]);
});

it.each([
  ["while no list has the keyboard", null],
  ["that is not at the list with the keyboard", { x: 110, y: 170, width: 50, height: 20 }],
])("standing() shows no popup of a browser %s", (_name, listBox) => {
  const found = standing(policy, world(1, window(1, chromium), list), () => ({ ...page, listBox }));
  expect([found?.shot?.popups, found?.shot?.clip]).toEqual([[], page.viewport]);
});

it("standing() hides the secret fields of a page, and nothing of an app", () => {
  const chosen = standing(policy, world(1, window(1, chromium)), () => page);
  const plain = standing(policy, world(1, window(1, "/usr/bin/mousepad")), none);
  expect([chosen?.shot?.hidden, plain?.shot?.hidden]).toEqual([page.secretAreas, []]);
});

it.each([
  ["a site that was not granted", { origin: Origin.parse("https://bank.example") }],
  ["a site that cannot be named", { origin: null }],
  ["a page that is not in focus", { pageFocused: false }],
  ["a password field", { secure: "secure" }],
  ["a page that cannot tell", { secure: "unknown" }],
] as const)("standing() shows nothing of %s", (_name, change) => {
  expect(
    standing(policy, world(1, window(1, chromium)), () => ({ ...page, ...change })),
  ).toBeUndefined();
});

it.each([
  ["a page whose place is not known", { viewport: null }],
  ["a page whose secret fields are at unknown places", { secretAreas: null }],
] as const)("standing() takes no picture of %s, and says that it is recorded", (_name, change) => {
  expect(standing(policy, world(1, window(1, chromium)), () => ({ ...page, ...change }))).toEqual({
    window: 1,
    shot: undefined,
  });
});

it("standing() takes no picture where screenshots were not granted", () => {
  const pointerOnly = { ...grant, signals: new Set(["pointer"] as const) };
  const apps = new Map([["/usr/bin/mousepad", pointerOnly]]);
  const seen = world(1, window(1, "/usr/bin/mousepad"));
  expect(standing({ ...policy, apps }, seen, none)).toEqual({ window: 1, shot: undefined });
});

it("standing() cuts a window that hangs over the edge of the display", () => {
  const hanging = window(1, "/usr/bin/mousepad", {
    bounds: { x: -50, y: 500, width: 200, height: 300 },
  });
  expect(standing(policy, world(1, hanging), none)?.shot?.clip).toEqual({
    x: 0,
    y: 500,
    width: 150,
    height: 100,
  });
});
