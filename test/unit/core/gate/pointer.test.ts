import { describe, expect, it } from "vitest";
import type { TrackedWindow } from "../../../../src/core/ports/window-tracker.ts";
import {
  bank,
  browser,
  confirm,
  decide,
  deskGate,
  editor,
  factsOf,
  moveAt,
  policyOf,
  rect,
  stack,
  terminal,
  view,
  wiki,
  windowOf,
  world,
} from "./desk.ts";

const at = 1_000;
const inEditor = { x: 200, y: 200 };
const over = rect(190, 190, 20, 20);
const move = ({ x, y } = inEditor) => [moveAt(at, x, y)];
const kept = { kept: ["pointer-moved"], dropped: {} };
const dropped = (reason: string) => ({ kept: [], dropped: { [reason]: 1 } });

/** The desk with one more window on top. */
const withTop = (top: TrackedWindow, focus = editor) => world(focus, { stack: [...stack, top] });

describe("a pointer event", () => {
  it("over an allowed window is kept, whether or not that has the keyboard", () => {
    expect(decide(deskGate({ focus: terminal }), move(), at + 300)).toEqual(kept);
  });

  it.each([
    ["over another app", { x: 600, y: 200 }, "not-allowed-app"],
    ["over the desktop", { x: 950, y: 20 }, "not-allowed-app"],
  ])("%s is dropped", (_, point, reason) => {
    expect(decide(deskGate(), move(point), at + 300)).toEqual(dropped(reason));
  });

  it.each([
    ["unverified", windowOf(null, over, { overrideRedirect: true }), "identity-unverified"],
    ["foreign", windowOf(terminal, over, { id: 5, overrideRedirect: true }), "not-allowed-app"],
    [
      "foreign, and says it belongs to the editor",
      windowOf(terminal, over, { id: 5, popupOf: 1_000, overrideRedirect: true }),
      "not-allowed-app",
    ],
  ])("over a popup that is %s is dropped", (_, popup, reason) => {
    const gate = deskGate();
    gate.windows({ kind: "changed", value: withTop(popup), earliest: 500, latest: 500 });
    expect(decide(gate, move(), at + 300)).toEqual(dropped(reason));
  });

  it("over a popup counts as over its owner, also outside it", () => {
    const gate = deskGate();
    const popup = windowOf(editor, rect(380, 20, 60, 60), {
      id: 5,
      popupOf: 1_000,
      overrideRedirect: true,
    });
    gate.windows({ kind: "changed", value: withTop(popup), earliest: 500, latest: 500 });
    expect(decide(gate, move({ x: 430, y: 30 }), at + 300)).toEqual(kept);
  });

  it("is dropped when a foreign window may have been on top within 60 ms before", () => {
    const gate = deskGate();
    const value = withTop(windowOf(terminal, over, { id: 5, overrideRedirect: true }));
    gate.windows({ kind: "changed", value, earliest: at - 200, latest: at - 200 });
    gate.windows({ kind: "changed", value: world(editor), earliest: at - 100, latest: at - 60 });
    expect(decide(gate, move(), at + 300)).toEqual(dropped("window-uncertain"));
  });

  it("is kept when the click itself brought a foreign window up", () => {
    const gate = deskGate();
    const value = withTop(windowOf(terminal, over, { id: 5 }));
    gate.windows({ kind: "changed", value, earliest: at + 1, latest: at + 5 });
    expect(decide(gate, move(), at + 300)).toEqual(kept);
  });

  it("is held until reports about the time before it must have arrived", () => {
    const gate = deskGate();
    gate.input(move());
    gate.policy({ kind: "confirmed", upTo: at + 1_000 });
    gate.windows({ kind: "confirmed", upTo: at + 249 });
    expect(gate.advance(at + 1_000).permitted).toEqual([]);
    const value = withTop(windowOf(terminal, over, { id: 5, overrideRedirect: true }));
    gate.windows({ kind: "changed", value, earliest: at - 1, latest: at + 1 });
    expect(decide(gate, [], at + 250)).toEqual(dropped("window-uncertain"));
  });

  it("is dropped where the title bar of a higher window may be", () => {
    const gate = deskGate();
    const value = withTop(windowOf(terminal, rect(190, 220, 20, 20), { id: 5 }));
    gate.windows({ kind: "changed", value, earliest: 500, latest: 500 });
    expect(decide(gate, move(), at + 300)).toEqual(dropped("window-uncertain"));
  });

  it("needs the pointer signal", () => {
    const gate = deskGate({ policy: policyOf(1, ["keys.timing"]) });
    expect(decide(gate, move(), at + 300)).toEqual(dropped("signal-not-granted"));
  });

  it("names its place without the system's window number, and the title only when granted", () => {
    const titles = [policyOf(1), policyOf(1, ["pointer"])].map((policy) => {
      const gate = deskGate({ policy });
      gate.input(move());
      confirm(gate, at + 300);
      return gate.advance(at + 300).permitted[0]?.value;
    });
    const context = {
      id: "c1",
      scope: "editor",
      app: "mousepad",
      window: "w1",
      bounds: rect(0, 100, 400, 300),
    };
    expect(titles).toEqual([
      { kind: "context", at, context: { ...context, title: "raw" } },
      { kind: "context", at, context },
    ]);
  });
});

describe("a pointer event in a browser", () => {
  const inPage = move({ x: 100, y: 700 });
  const page = (more: Parameters<typeof view>[0] = {}) =>
    deskGate({ focus: browser, view: view(more) });

  it("is kept inside the page of a granted site", () => {
    expect(decide(page(), inPage, at + 300)).toEqual(kept);
  });

  it.each([
    ["on the browser's own bars", page(), move({ x: 100, y: 520 }), "page-not-focused"],
    ["when it is not known where the page is", page({ viewport: null }), inPage, "site-uncertain"],
    ["on a site that is not granted", page({ origin: bank }), inPage, "not-allowed-site"],
    ["while a secure field has the keyboard", page({ secure: "secure" }), inPage, "secure-field"],
    ["without a companion", deskGate({ focus: browser, view: null }), inPage, "companion-missing"],
    [
      "of which another window is in front",
      deskGate({ focus: editor }),
      inPage,
      "page-not-focused",
    ],
  ])("is dropped %s", (_, gate, facts, reason) => {
    gate.input(facts);
    confirm(gate, at + 300, reason !== "companion-missing");
    const output = gate.advance(at + 300);
    expect([factsOf(output), Object.fromEntries(output.dropped)]).toEqual([[], { [reason]: 1 }]);
  });

  it("is kept when the click itself leaves for another site", () => {
    const gate = page();
    const value = view({ origin: bank });
    gate.browser(browser.pid, { kind: "changed", value, earliest: at + 10, latest: at + 20 });
    expect(decide(gate, inPage, at + 300)).toEqual(kept);
  });

  it("is dropped when it may belong to either of two granted sites", () => {
    const gate = page();
    const value = view({ origin: wiki });
    gate.browser(browser.pid, { kind: "changed", value, earliest: at - 10, latest: at + 20 });
    expect(decide(gate, inPage, at + 300)).toEqual(dropped("site-uncertain"));
  });
});
