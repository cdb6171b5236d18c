import axe from "axe-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { BrowserView } from "../../src/core/ports/browser-context.ts";
import {
  companionServer,
  openCompanionWorld,
  type CompanionWorld,
} from "../desktop/companion-world.ts";
import { optionsPage } from "../desktop/companion-browser.ts";
import { findWindow, focusWindow } from "../desktop/windows.ts";
import { RecordingSink } from "../fakes/recording-sink.ts";

/** One browser for one story; each test leaves the granted page in front. */
let world: CompanionWorld;
let started: AsyncDisposable;
let sink: RecordingSink;
const forward = new RecordingSink();

beforeAll(async () => {
  world = await openCompanionWorld();
  started = await world.server.start({
    view: (pid, observation) => (forward.view(pid, observation), sink.view(pid, observation)),
    landing: (pid, landing) => sink.landing(pid, landing),
    element: (pid, element) => sink.element(pid, element),
  });
});
afterAll(async () => {
  await started[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});
beforeEach(() => {
  sink = new RecordingSink();
});

const latest = (): BrowserView | undefined =>
  forward.observations.findLast((o) => o.kind === "changed")?.value;

/** Resolves when the view is so, and is confirmed to be so. */
async function seen(matches: (view: BrowserView) => boolean): Promise<BrowserView> {
  for (;;) {
    await forward.until(() => {
      const view = latest();
      return view !== undefined && matches(view);
    });
    const from = performance.now();
    await forward.until((s) => s.observations.some((o) => o.kind === "confirmed" && o.upTo > from));
    const view = latest();
    if (view !== undefined && matches(view)) return view;
  }
}
const clear = (view: BrowserView) =>
  view.origin === world.granted && view.pageFocused && view.secure === "clear";
const secure = (view: BrowserView) => view.secure === "secure";

/** Shows the granted page anew, with the keyboard on its plain field. */
async function fresh(): Promise<void> {
  await world.page.goto("about:blank");
  await world.page.goto(world.granted);
  await world.page.focus("#town");
  await seen(clear);
}

async function landsOn(selector: string, keys = "a"): Promise<"clear" | "secure"> {
  await world.page.focus(selector);
  const before = sink.landings.length;
  await world.hand.type(keys);
  return (await sink.until((s) => s.landings[before])).landed;
}

it("a site says nothing before it is granted, and speaks once it is, open as it was", async () => {
  const page = await world.chromium.newPage();
  await page.goto(world.granted);
  await page.focus("#town");
  await seen((view) => view.origin === null);
  await world.hand.type("a");
  expect(latest()).toEqual({
    origin: null,
    pageFocused: false,
    secure: "unknown",
    viewport: null,
    secretAreas: null,
    listBox: null,
    title: undefined,
  });
  await world.grant();
  await page.bringToFront();
  await seen(clear);
  expect(sink.landings).toEqual([]);
  expect([...world.server.granted().values()]).toEqual([["http://127.0.0.1/*"]]);
  await page.close();
});

it("a frame of another site is left out of the page's area once that is known", async () => {
  await fresh();
  await world.hand.move(400, 300);
  await world.page.waitForTimeout(150);
  await world.hand.move(410, 300);
  const view = await seen(({ viewport }) => viewport !== null);
  const frame = await world.page.locator("#foreign").boundingBox();
  const page = await world.page.evaluate(() => [
    screenX + (outerWidth - innerWidth) / 2,
    innerWidth,
  ]);
  expect(view.viewport).toMatchObject({ x: page[0], width: page[1] });
  expect(view.viewport!.height).toBeLessThanOrEqual(frame!.y);
});

it("a described control is where a click at its middle hits it", async () => {
  await fresh();
  await world.page.click("#forge");
  const { bounds } = (await sink.until((s) => s.elements[0])).element;
  await world.page.evaluate(() =>
    addEventListener("click", (event) => (document.title = `hit ${(event.target as Element).id}`)),
  );
  const at = [bounds.x + bounds.width / 2, bounds.y + bounds.height / 2].map(Math.round);
  await world.hand.click("left", at[0], at[1]);
  await world.page.waitForFunction(() => document.title.startsWith("hit"));
  expect(await world.page.title()).toBe("hit forge");
});

it("a press on what is drawn inside a button is a press on the button", async () => {
  await fresh();
  await world.page.click("#show b");
  expect((await sink.until((s) => s.elements[0])).element).toMatchObject({
    role: "button",
    name: "Show",
  });
});

it("a choice from a list tells the option and their number", async () => {
  await fresh();
  await world.page.focus("#size");
  await world.hand.chord("ArrowDown");
  const changed = await sink.until((s) => s.elements.find((one) => one.cause === "changed"));
  expect(changed.element).toMatchObject({
    role: "combobox",
    name: "Size",
    chosen: "Middle",
    optionCount: 3,
  });
  await sink.until((s) => s.landings[0]);
});

it("what a page invents is not believed", async () => {
  await fresh();
  await world.page.click("#forge");
  await sink.until((s) => s.elements[0]);
  expect(await landsOn("#town")).toBe("clear");
  expect(sink.landings).toHaveLength(1);
  expect(sink.elements).toHaveLength(1);
});

it.each([
  ["a password field, however its type is written", "#p"],
  ["a field that the page completes with a card number", "#a"],
  ["a field that the page masks", "#b"],
  ["a field that its label calls a password", "#c"],
  ["a picture that takes keys", "#canvas"],
])("a key on %s lands secure", async (_, selector) => {
  await fresh();
  expect(await landsOn(selector)).toBe("secure");
  await seen(secure);
  expect(sink.landings[0]?.element).toBeUndefined();
});

it("a key on a password field inside a closed shadow root lands secure", async () => {
  await fresh();
  await world.page.focus("#canvas");
  await world.hand.chord("Tab");
  await sink.until((s) => s.landings.length === 1);
  await world.hand.type("a");
  expect((await sink.until((s) => s.landings[1])).landed).toBe("secure");
  await seen(secure);
});

it("a password stays secret when the page shows it, also after the keyboard left it", async () => {
  await fresh();
  await landsOn("#p");
  await world.page.click("#show");
  expect(await world.page.getAttribute("#p", "type")).toBe("text");
  expect(await landsOn("#p")).toBe("secure");
  await world.page.focus("#town");
  await seen((view) => view.origin === world.granted && secure(view));
  await world.page.fill("#p", "");
  await world.page.focus("#town");
  await seen(clear);
  expect(await landsOn("#p")).toBe("secure");
});

it("a key that the page hands on to a password field lands secure", async () => {
  await fresh();
  await world.page.evaluate(() => {
    const hand = () => document.getElementById("p")?.focus();
    document.getElementById("notes")?.addEventListener("keypress", hand);
    document.getElementById("notes")?.addEventListener("beforeinput", hand);
  });
  expect(await landsOn("#notes")).toBe("secure");
});

it("a frame of the same site is judged by its field, one of another site is secure", async () => {
  await fresh();
  await world.page.frameLocator("#same").locator("#inside").focus();
  await seen(clear);
  await world.hand.type("a");
  expect((await sink.until((s) => s.landings[0])).landed).toBe("clear");
  await world.page.frameLocator("#foreign").locator("#inside").focus();
  await seen(secure);
  await world.hand.type("b");
  await world.page.focus("#town");
  await seen(clear);
  expect(sink.landings).toHaveLength(1);
});

it("the keyboard in the address bar is not on the page, and its keys are not told", async () => {
  await fresh();
  await world.hand.chord("ctrl", "l");
  await seen((view) => !view.pageFocused);
  const before = sink.landings.length;
  await world.hand.type("abc");
  await seen((view) => !view.pageFocused);
  expect(sink.landings).toHaveLength(before);
  await world.hand.chord("Escape");
  await world.hand.chord("Escape");
  await world.page.click("#town");
  await seen(clear);
});

it("another app in front leaves no site in front", async () => {
  await fresh();
  const chromium = await findWindow(world.hand.connection, { className: "Chromium" });
  const other = world.desktop.spawn("xterm", ["-class", "Other"]);
  const window = await findWindow(world.hand.connection, { className: "Other" });
  await focusWindow(world.hand.connection, window);
  const meanwhile = await seen((view) => view.origin === null);
  await focusWindow(world.hand.connection, chromium);
  await seen(clear);
  other.kill();
  expect(meanwhile).toMatchObject({ pageFocused: false, title: undefined });
});

it("another tab, another site and the way back are told as such", async () => {
  await fresh();
  const tab = await world.chromium.newPage();
  await seen((view) => view.origin === null);
  await world.page.bringToFront();
  await seen(clear);
  await tab.close();
  await world.page.goto(world.other);
  await seen((view) => view.origin === null);
  await world.page.goto(`${world.granted}/second.html`);
  const view = await seen((v) => v.origin === world.granted);
  expect(view.title).toBe("Second");
});

it("a page that hangs vouches for nothing, and tells later when its keys came", async () => {
  await fresh();
  const hung = performance.now();
  // The page's loop begins with the click, so the click itself does not return before it ends.
  const clicked = world.page.click("#hang");
  await sink.until((s) => s.elements.find((one) => one.element.name === "Hang"));
  await new Promise((resolve) => setTimeout(resolve, 500));
  const typed = performance.now();
  await world.hand.type("\ta");
  await clicked;
  const landing = await sink.until((s) => s.landings[1]);
  expect(landing.at).toBeGreaterThan(typed - 15);
  expect(landing.at).toBeLessThan(typed + 300);
  const during = sink.timed.filter(
    ({ observation, toldAt }) =>
      observation.kind === "confirmed" && toldAt > hung + 500 && toldAt < hung + 2000,
  );
  expect(during).toEqual([]);
});

it("a site that is taken back falls silent at once, open pages too", async () => {
  await fresh();
  const options = await world.chromium.newPage();
  await options.goto(optionsPage);
  await options.getByRole("button", { name: "Remove http://127.0.0.1" }).click();
  await options.locator("#granted-empty").waitFor();
  await world.page.bringToFront();
  await world.page.focus("#town");
  const before = sink.landings.length;
  await world.hand.type("a");
  await seen((view) => view.origin === null);
  expect(sink.landings).toHaveLength(before);
  await options.close();
  await world.grant();
});

it("the page on which sites are granted can be used by everyone", async () => {
  const options = await world.chromium.newPage();
  await options.goto(optionsPage);
  await options.locator("#granted li").waitFor();
  await options.evaluate(axe.source);
  const violations = await options.evaluate(async () => {
    const tester = (globalThis as unknown as { axe: typeof axe }).axe;
    return (await tester.run()).violations.map(({ id }) => id);
  });
  expect(violations).toEqual([]);
  await options.close();
});

it("an agent that starts again finds the companion again", async () => {
  await fresh().catch(() => undefined);
  await started[Symbol.asyncDispose]();
  expect(forward.observations.at(-1)?.kind).toBe("lost");
  const again = companionServer(world.directory);
  sink = new RecordingSink();
  started = await again.start(sink);
  await sink.until((s) => s.observations.some((o) => o.kind === "confirmed"));
  expect(again.health()).toEqual({ ok: true, reasons: [] });
});
