import { expect, it } from "vitest";
import { PagePlace, type WindowMeasures } from "../../../src/extension/page/page-place.ts";

const window: WindowMeasures = {
  screenX: 40,
  screenY: 40,
  outerWidth: 1000,
  outerHeight: 720,
  innerWidth: 992,
  innerHeight: 629,
  devicePixelRatio: 1,
};
/** A pointer event on a page that begins 4 right of and 87 below its window's corner. */
const event = (timeStamp: number, dx = 4, dy = 87) => ({
  timeStamp,
  clientX: 100,
  clientY: 50,
  screenX: 140 + dx,
  screenY: 90 + dy,
});
const exact = { x: 44, y: 127, width: 992, height: 629 };

function placeWith(...events: readonly ReturnType<typeof event>[]): PagePlace {
  const place = new PagePlace();
  place.setZoom(1);
  for (const one of events) place.pointer(one, window);
  return place;
}

it("viewport() is unknown until the zoom is", () => {
  expect(new PagePlace().viewport(window, [])).toBeNull();
});

it("viewport() before any pointer event claims only what is page wherever the bars are", () => {
  const { x, y, width, height } = placeWith().viewport(window, [])!;
  const slackY = window.outerHeight - window.innerHeight;
  expect(x).toBeGreaterThan(window.screenX + 8);
  expect(y).toBeGreaterThan(window.screenY + slackY);
  expect(x + width).toBeLessThan(window.screenX + window.innerWidth);
  expect(y + height).toBeLessThan(window.screenY + window.innerHeight);
});

it("viewport() is exact once two pointer events apart in time agree", () => {
  expect(placeWith(event(0), event(100)).viewport(window, [])).toEqual(exact);
});

it("viewport() does not believe two events of one moment", () => {
  expect(placeWith(event(0), event(99)).viewport(window, [])).not.toEqual(exact);
});

it("viewport() starts anew when an event disagrees", () => {
  expect(placeWith(event(0), event(100), event(200, 4, 60)).viewport(window, [])).not.toEqual(
    exact,
  );
});

it("pointer() refuses a page that would lie over the browser's bars", () => {
  const place = placeWith(event(0, 0, 0), event(200, 0, 0));
  expect(place.known).toBeNull();
});

it("viewport() is no longer exact after a bar came or went", () => {
  const place = placeWith(event(0), event(100));
  const changed = { ...window, innerHeight: 600 };
  expect(place.viewport(changed, [])!.y).toBeGreaterThan(127);
});

it("viewport() follows its window", () => {
  const moved = { ...window, screenX: 140, screenY: 60 };
  expect(placeWith(event(0), event(100)).viewport(moved, [])).toEqual({ ...exact, x: 144, y: 147 });
});

it("viewport() leaves a frame of another site out", () => {
  const foreign = [{ x: 0, y: 400, width: 900, height: 100 }];
  expect(placeWith(event(0), event(100)).viewport(window, foreign)).toEqual({
    ...exact,
    height: 400,
  });
});

it("viewport() claims nothing while it is unknown where such a frame is", () => {
  expect(placeWith().viewport(window, [{ x: 0, y: 0, width: 9, height: 9 }])).toBeNull();
});

it("viewport() counts in physical pixels and never rounds outwards", () => {
  const scaled = { ...window, devicePixelRatio: 1.5 };
  const place = new PagePlace();
  place.setZoom(1);
  place.pointer(event(0), scaled);
  place.pointer(event(100), scaled);
  expect(place.viewport(scaled, [])).toEqual({ x: 67, y: 192, width: 1486, height: 941 });
});

it("box() takes the page's zoom into account", () => {
  const zoomed = { ...window, innerWidth: 793, innerHeight: 503, devicePixelRatio: 1.25 };
  const place = new PagePlace();
  place.setZoom(1.25);
  const at = { timeStamp: 0, clientX: 80, clientY: 40, screenX: 144, screenY: 177 };
  place.pointer(at, zoomed);
  expect(place.box({ x: 80, y: 40, width: 16, height: 8 }, zoomed)).toEqual({
    x: 144,
    y: 177,
    width: 20,
    height: 10,
  });
});

it("adopt() takes over what an earlier page knew, but not against a pointer event here", () => {
  const known = placeWith(event(0), event(100)).known!;
  const fresh = placeWith();
  fresh.adopt(known);
  expect(fresh.viewport(window, [])).toEqual(exact);
  const told = placeWith(event(0, 4, 60));
  told.adopt(known);
  expect(told.viewport(window, [])).not.toEqual(exact);
});

const field = { x: 100, y: 50.5, width: 200, height: 20 };

it("areas() are wider than the boxes, and end where the page ends", () => {
  const low = { x: 900, y: 620, width: 200, height: 20 };
  const far = { x: 0, y: 629, width: 9, height: 9 };
  expect(placeWith(event(0), event(100)).areas([field, low, far], window)).toEqual([
    { x: 140, y: 173, width: 208, height: 29 },
    { x: 940, y: 743, width: 96, height: 13 },
  ]);
});

it("areas() are none when nothing is in sight, wherever the page is", () => {
  expect(placeWith().areas([{ ...field, y: -20 }], window)).toEqual([]);
});

it.each([
  ["before any pointer event", placeWith()],
  ["after one pointer event", placeWith(event(0))],
  ["after pointer events that disagree", placeWith(event(0), event(100), event(200, 4, 60))],
])("areas() are unknown %s", (_, place) => {
  expect(place.areas([field], window)).toBeNull();
});

it("areas() are unknown when there are more than can be told", () => {
  const place = placeWith(event(0), event(100));
  const counts = [200, 201].map((count) => place.areas(Array(count).fill(field), window)?.length);
  expect(counts).toEqual([200, undefined]);
});

it("areas() count in physical pixels and never round inwards", () => {
  const scaled = { ...window, devicePixelRatio: 1.5 };
  const place = new PagePlace();
  place.setZoom(1);
  place.pointer(event(0), scaled);
  place.pointer(event(100), scaled);
  expect(place.areas([{ x: 1, y: 1, width: 1, height: 1 }], scaled)).toEqual([
    { x: 66, y: 190, width: 11, height: 12 },
  ]);
});
