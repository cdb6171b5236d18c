import { beforeEach, expect, it } from "vitest";
import { ViewWitness } from "../../../../src/adapters/browser/view-witness.ts";
import type { BrowserView } from "../../../../src/core/ports/browser-context.ts";
import type { Observation } from "../../../../src/core/ports/observation.ts";
import { viewOf } from "../../../fakes/relay-client.ts";

const a = viewOf("https://a.test");
const b = viewOf("https://b.test");
let told: Observation<BrowserView>[];
let witness: ViewWitness;

beforeEach(() => {
  told = [];
  witness = new ViewWitness(1000, 20, (observation) => told.push(observation));
});

const spans = () =>
  told.map((o) =>
    o.kind === "changed" ? [o.value.origin, o.earliest, o.latest] : [o.kind, Object.values(o)[1]],
  );

it("a change can have happened since the last moment that was vouched for", () => {
  witness.pong(witness.ping(1100), true, a, 1110);
  witness.view(b, 1150);
  expect(spans()).toEqual([
    ["https://a.test", 1000, 1110],
    ["confirmed", 1080],
    ["https://b.test", 1080, 1150],
  ]);
});

it("a pong without the page's word confirms nothing and moves no change later", () => {
  witness.pong(witness.ping(1100), true, a, 1110);
  witness.pong(witness.ping(1200), false, a, 1210);
  witness.view(b, 1250);
  expect(spans().at(-1)).toEqual(["https://b.test", 1080, 1250]);
});

it("the same view again is not a change", () => {
  witness.view(a, 1100);
  witness.view(a, 1200);
  expect(told).toHaveLength(1);
});

it("a list that got the keyboard is a change, and its place is passed on", () => {
  const listBox = { x: 1, y: 2, width: 9, height: 9 };
  witness.view(viewOf("https://a.test"), 1100);
  witness.view(viewOf("https://a.test", { listBox }), 1200);
  expect(told.map((o) => o.kind === "changed" && o.value.listBox)).toEqual([null, listBox]);
});

it("a secret field that moved is a change, and its place is passed on", () => {
  const at = (y: number) =>
    viewOf("https://a.test", { secretAreas: [{ x: 1, y, width: 9, height: 9 }] });
  witness.view(at(10), 1100);
  witness.view(at(11), 1200);
  expect(told.map((o) => o.kind === "changed" && o.value.secretAreas)).toEqual([
    [{ x: 1, y: 10, width: 9, height: 9 }],
    [{ x: 1, y: 11, width: 9, height: 9 }],
  ]);
});

it("pongs out of order never confirm less than was confirmed", () => {
  const [first, second] = [witness.ping(1100), witness.ping(1200)];
  witness.pong(second, true, a, 1210);
  witness.pong(first, true, a, 1220);
  expect(told.filter((o) => o.kind === "confirmed")).toEqual([{ kind: "confirmed", upTo: 1180 }]);
});

it("lost() reaches back to the last moment that was vouched for, and is told once", () => {
  witness.pong(witness.ping(1100), true, a, 1110);
  witness.view(b, 1150);
  witness.lost();
  witness.lost();
  expect(told.filter((o) => o.kind === "lost")).toEqual([{ kind: "lost", from: 1080 }]);
});

it("the same view after a loss is a change again", () => {
  witness.view(a, 1100);
  witness.lost();
  witness.view(a, 1300);
  expect(spans().at(-1)).toEqual(["https://a.test", 1000, 1300]);
});

it("pong() refuses an answer to what was never asked", () => {
  expect(witness.pong(0, true, a, 1100)).toBe(false);
  expect(told).toEqual([]);
});

it("nothing but its being there is told of a page without an origin", () => {
  witness.view(
    { ...viewOf(null), title: "Secret title", secure: "clear", pageFocused: true },
    1100,
  );
  expect(told).toEqual([
    {
      kind: "changed",
      value: {
        origin: null,
        pageFocused: false,
        secure: "unknown",
        viewport: null,
        secretAreas: null,
        listBox: null,
        title: undefined,
      },
      earliest: 1000,
      latest: 1100,
    },
  ]);
});
