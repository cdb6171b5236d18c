import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { WindowPixels } from "../../src/adapters/x11/window-pixels.ts";
import type { Rect } from "../../src/contract/geometry.ts";
import type { BrowserView } from "../../src/core/ports/browser-context.ts";
import type { GrabResult } from "../../src/core/ports/pixel-source.ts";
import { ColourBoxes } from "../desktop/colour-boxes.ts";
import { type CompanionWorld, openCompanionWorld } from "../desktop/companion-world.ts";
import { boundsOf, findWindow } from "../desktop/windows.ts";
import { RecordingSink } from "../fakes/recording-sink.ts";

/** The page's password field, the field in its closed shadow root, its frame, what it adds. */
const password = 0xff00ff;
const shadowed = 0x00ffff;
const framed = 0xffff00;
const added = 0x00ff80;

const display = { width: 1280, height: 800 };
const colours = new ColourBoxes();
const sink = new RecordingSink();
let world: CompanionWorld;
let started: AsyncDisposable;
let pixels: WindowPixels;
let window: number;

beforeAll(async () => {
  world = await openCompanionWorld();
  started = await world.server.start(sink);
  pixels = new WindowPixels(world.desktop.display);
  window = await findWindow(world.hand.connection, { className: "Chromium" });
  pixels.watch([window]);
  await world.grant();
});
afterAll(async () => {
  pixels[Symbol.dispose]();
  await started[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await world.page.goto("about:blank");
  await world.page.goto(`${world.granted}/secrets.html`);
  await world.page.fill("#p", "correct horse");
  await world.page.focus("#town");
  await world.hand.move(400, 500);
  await world.page.waitForTimeout(150);
  await world.hand.move(410, 500);
});

const latest = (): BrowserView | undefined =>
  sink.observations.findLast((o) => o.kind === "changed")?.value;

/** Resolves when the view is so, and is confirmed to be so. */
async function seen(matches: (view: BrowserView) => boolean): Promise<BrowserView> {
  for (;;) {
    await sink.until(() => {
      const view = latest();
      return view !== undefined && matches(view);
    });
    const from = performance.now();
    await sink.until((s) => s.observations.some((o) => o.kind === "confirmed" && o.upTo > from));
    const view = latest();
    if (view !== undefined && matches(view)) return view;
  }
}
const areasOf = (view: BrowserView): readonly Rect[] => view.secretAreas ?? [];
const shows = (count: number) => (view: BrowserView) =>
  view.origin === world.granted && view.viewport !== null && areasOf(view).length === count;

async function picture(hidden: readonly Rect[]): Promise<GrabResult> {
  const clip = await boundsOf(world.hand.connection, window);
  return pixels.grab([{ window, x: clip.x, y: clip.y, clip }], display, hidden);
}

/** The box of a colour on the display, once the browser has drawn it so. */
async function drawn(colour: number, matches: (box: Rect) => boolean = () => true): Promise<Rect> {
  for (;;) {
    const box = colours.find(await picture([]), colour);
    if (box !== undefined && matches(box)) return box;
    await world.page.evaluate(() => new Promise((next) => requestAnimationFrame(next)));
  }
}

/** What of these colours the pictures still show that are taken on the view's word. */
async function bared(view: BrowserView): Promise<readonly number[]> {
  const taken = await picture(areasOf(view));
  return [password, shadowed, framed, added].filter((colour) => colours.find(taken, colour));
}

it("a password field, one in a closed shadow root and a frame are black after the keyboard left", async () => {
  const view = await seen(shows(3));
  expect(view).toMatchObject({ secure: "clear", pageFocused: true });
  const boxes = [await drawn(password), await drawn(shadowed), await drawn(framed)];
  expect(view.secretAreas).toEqual(boxes.map((box) => widened(box, 4)));
  expect(await bared(view)).toEqual([]);
});

it("the areas follow when the page scrolls, and end where the page does", async () => {
  const before = await drawn(password);
  await world.page.evaluate(() => scrollTo(0, 37));
  await drawn(password, ({ y }) => y === before.y - 37);
  const view = await seen((v) => shows(3)(v) && areasOf(v)[0]?.y === before.y - 41);
  expect(await bared(view)).toEqual([]);
  const page = view.viewport!;
  await world.page.evaluate(() =>
    scrollBy(0, document.getElementById("p")!.getBoundingClientRect().y + 5),
  );
  await drawn(password, ({ y }) => y === page.y);
  const half = await seen((v) => areasOf(v)[0]?.y === page.y);
  expect(await bared(half)).toEqual([]);
  await world.page.evaluate(() => scrollTo(0, 1000));
  await seen(shows(0));
});

it("a password that the page shows stays black, also when it is empty again", async () => {
  await seen(shows(3));
  await world.page.evaluate(
    () => ((document.getElementById("p") as HTMLInputElement).type = "text"),
  );
  const shown = await seen((view) => view.secure === "secure");
  const box = await drawn(password);
  expect(shown.secretAreas).toContainEqual(widened(box, 4));
  await world.page.fill("#p", "");
  await world.page.focus("#town");
  const view = await seen((v) => v.secure === "clear" && shows(3)(v));
  expect(await bared(view)).toEqual([]);
});

it("the areas follow a field that the page slides aside", async () => {
  await seen(shows(3));
  const before = await drawn(password);
  await world.page.evaluate(() => document.getElementById("p")!.classList.add("aside"));
  const box = await drawn(password, ({ x }) => x === before.x + 150);
  const view = await seen((v) => areasOf(v).some(({ x }) => x === box.x - 4));
  expect(await bared(view)).toEqual([]);
});

it("a field is black that comes later, in a closed shadow root of an element that is defined later", async () => {
  await seen(shows(3));
  await world.page.evaluate(() => {
    document.getElementById("later")!.innerHTML = "<pass-word></pass-word>";
  });
  await seen(shows(3));
  await world.page.evaluate(() => {
    const look = "all: unset; display: block; width: 70px; height: 20px; background: #00ff80";
    customElements.define(
      "pass-word",
      class extends HTMLElement {
        constructor() {
          super();
          const root = this.attachShadow({ mode: "closed" });
          root.innerHTML = `<p><input type="password" style="${look}"></p>`;
        }
      },
    );
  });
  const view = await seen(shows(4));
  await drawn(added);
  expect(await bared(view)).toEqual([]);
});

it("a field is black whose shadow root came without any sign, and one that becomes secret", async () => {
  await seen(shows(3));
  const bare = await world.page.evaluateHandle(() => {
    const host = document.createElement("div");
    document.getElementById("later")!.append(host);
    return host;
  });
  await seen(shows(3));
  await bare.evaluate((host) => {
    const look = "all: unset; display: block; width: 70px; height: 20px; background: #00ff80";
    host.attachShadow({ mode: "closed" }).innerHTML = `<input type="password" style="${look}">`;
  });
  const view = await seen(shows(4));
  await drawn(added);
  expect(await bared(view)).toEqual([]);
  await world.page.evaluate(() => {
    (document.getElementById("town") as HTMLInputElement).autocomplete = "section-a one-time-code";
    document.getElementById("p")!.focus();
  });
  expect(areasOf(await seen(shows(5)))).toHaveLength(5);
});

it("a page with more than 200 of them in sight does not say where they are", async () => {
  await seen(shows(3));
  await world.page.evaluate(() => {
    const field = '<input type="password" style="all:unset;width:9px;height:9px">';
    document.getElementById("later")!.innerHTML = field.repeat(198);
  });
  const view = await seen((v) => v.secretAreas === null && v.viewport !== null);
  expect(view).toMatchObject({ origin: world.granted, secure: "clear" });
  await world.page.evaluate(() => document.querySelector("#later input")!.remove());
  await seen(shows(200));
});

function widened({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

it("secretAreas is unknown while a view transition paints pictures of elements elsewhere", async () => {
  await seen(shows(3));
  await world.page.evaluate(() => {
    const style = document.createElement("style");
    style.textContent = "::view-transition-group(*) { animation-duration: 3s; }";
    document.head.append(style);
    document.startViewTransition(() => {
      const field = document.querySelector<HTMLElement>("#p");
      if (field !== null) field.style.marginTop = "60px";
    });
  });
  const during = await seen(({ secretAreas }) => secretAreas === null);
  expect(during.origin).toBe(world.granted);
  await seen(shows(3));
});
