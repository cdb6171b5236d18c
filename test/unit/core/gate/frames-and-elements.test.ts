import { describe, expect, it } from "vitest";
import type { FrameCandidate } from "../../../../src/core/gate/cleared.ts";
import type { Gate } from "../../../../src/core/gate/gate.ts";
import type { TrackedWindow } from "../../../../src/core/ports/window-tracker.ts";
import {
  bank,
  browser,
  confirm,
  deskGate,
  dropsOf,
  editor,
  editorArea,
  factsOf,
  idOf,
  policyOf,
  rect,
  shop,
  stack,
  terminal,
  view,
  viewport,
  windowOf,
  world,
} from "./desk.ts";

const startedAt = 1_000;
const endedAt = 1_020;

const shot = (more: Partial<FrameCandidate> = {}): FrameCandidate => ({
  ref: "p1",
  startedAt,
  endedAt,
  window: idOf(editor),
  popups: [],
  clip: editorArea,
  hidden: [],
  ...more,
});
const pageShot = (more: Partial<FrameCandidate> = {}) =>
  shot({ window: idOf(browser), clip: viewport, ...more });

const password = rect(100, 700, 200, 30);

function ask(gate: Gate, candidate: FrameCandidate) {
  gate.frame(candidate);
  confirm(gate, endedAt + 300);
  const output = gate.advance(endedAt + 300);
  return { kept: factsOf(output), dropped: dropsOf(output), refused: output.refusedFrames };
}

const kept = {
  kept: [{ kind: "frame", ref: "p1", at: startedAt, endedAt }],
  dropped: {},
  refused: [],
};
const refused = (reason: string) => ({ kept: [], dropped: { [reason]: 1 }, refused: ["p1"] });

const withTop = (top: TrackedWindow, focus = editor) => world(focus, { stack: [...stack, top] });
const popup = (more: Partial<TrackedWindow> = {}, app = editor) =>
  windowOf(app, rect(50, 150, 80, 80), {
    id: 5,
    popupOf: idOf(app),
    overrideRedirect: true,
    ...more,
  });

describe("a frame", () => {
  it("of an allowed window with the keyboard is kept", () => {
    expect(ask(deskGate(), shot())).toEqual(kept);
  });

  it("is not decided before 300 ms after it", () => {
    const gate = deskGate();
    gate.frame(shot());
    confirm(gate, endedAt + 299);
    expect(gate.advance(endedAt + 299)).toMatchObject({ permitted: [], refusedFrames: [] });
  });

  it.each([
    ["moved", windowOf(editor, rect(1, 100, 400, 300)), "window-uncertain"],
    [
      "went to another process",
      windowOf({ ...editor, pid: 11 }, editorArea, { id: 1_000 }),
      "window-uncertain",
    ],
  ])("is refused when the window %s within 300 ms", (_, window, reason) => {
    const gate = deskGate();
    const value = world(editor, { stack: [window] });
    gate.windows({ kind: "changed", value, earliest: endedAt + 290, latest: endedAt + 310 });
    expect(ask(gate, shot())).toEqual(refused(reason));
  });

  it.each([
    ["of a window without the keyboard", deskGate({ focus: terminal }), shot(), "focus-uncertain"],
    ["of another app", deskGate(), shot({ window: idOf(terminal) }), "not-allowed-app"],
    ["of a window that is gone", deskGate(), shot({ window: 7 }), "window-uncertain"],
    [
      "that was not granted",
      deskGate({ policy: policyOf(1, ["pointer"]) }),
      shot(),
      "signal-not-granted",
    ],
    ["with a popup that was not there", deskGate(), shot({ popups: [5] }), "window-uncertain"],
  ])("%s is refused", (_, gate, candidate, reason) => {
    expect(ask(gate, candidate)).toEqual(refused(reason));
  });

  it.each([
    ["its own", popup(), undefined],
    ["another app's", popup({ app: terminal }), "window-uncertain"],
    ["unverified", popup({ app: null }), "window-uncertain"],
    ["of another window", popup({ popupOf: 77 }), "window-uncertain"],
  ])("with a popup is kept only if the popup is %s", (name, top, reason) => {
    const gate = deskGate();
    gate.windows({ kind: "changed", value: withTop(top), earliest: 900, latest: 900 });
    expect([name, ask(gate, shot({ popups: [5] }))]).toEqual([
      name,
      reason === undefined ? kept : refused(reason),
    ]);
  });

  it("is refused when its popup's number went to someone else soon after", () => {
    const gate = deskGate();
    gate.windows({ kind: "changed", value: withTop(popup()), earliest: 900, latest: 900 });
    const value = withTop(popup({ app: terminal }));
    gate.windows({ kind: "changed", value, earliest: endedAt + 100, latest: endedAt + 100 });
    expect(ask(gate, shot({ popups: [5] }))).toEqual(refused("window-uncertain"));
  });
});

describe("a frame of a page", () => {
  it("is kept inside the viewport of a granted site", () => {
    expect(ask(deskGate({ focus: browser }), pageShot())).toEqual(kept);
  });

  it.each([
    ["larger than the page", view(), { clip: rect(0, 599, 800, 301) }, "window-uncertain"],
    ["of a site that is not granted", view({ origin: bank }), {}, "not-allowed-site"],
    [
      "while the browser's bars have the keyboard",
      view({ pageFocused: false }),
      {},
      "page-not-focused",
    ],
    ["in a secure span", view({ secure: "secure" }), {}, "secure-field"],
    ["of unknown security", view({ secure: "unknown" }), {}, "secure-unknown"],
    ["that shows secrets at unknown places", view({ secretAreas: null }), {}, "secure-unknown"],
    ["that shows a secret", view({ secretAreas: [password] }), {}, "secure-field"],
    [
      "that shows a row of pixels of a secret",
      view({ secretAreas: [password] }),
      { hidden: [rect(100, 701, 200, 29)] },
      "secure-field",
    ],
    ["at an unknown place", view({ viewport: null }), {}, "site-uncertain"],
  ])("%s is refused", (_, value, more, reason) => {
    const gate = deskGate({ focus: browser, view: value });
    expect(ask(gate, pageShot(more))).toEqual(refused(reason));
  });

  it("is kept when every secret in it is black, and may leave out one beyond it", () => {
    const secretAreas = [password, rect(0, 500, 800, 110), rect(10, 520, 20, 20)];
    const gate = deskGate({ focus: browser, view: view({ secretAreas }) });
    const hidden = [rect(90, 690, 300, 60), rect(0, 600, 800, 10)];
    expect(ask(gate, pageShot({ hidden }))).toEqual(kept);
  });

  it.each([
    ["came", [password], [], endedAt + 300],
    ["moved", [rect(100, 640, 200, 30)], [password], endedAt + 300],
    ["was shown elsewhere", [password], [rect(100, 640, 200, 30)], 800],
  ])("is refused when a secret %s within 300 ms after or 200 ms before", (_, then, hidden, at) => {
    const first = at < startedAt ? then : hidden;
    const second = at < startedAt ? hidden : then;
    const gate = deskGate({ focus: browser, view: view({ secretAreas: first }) });
    const value = view({ secretAreas: second });
    gate.browser(browser.pid, { kind: "changed", value, earliest: at, latest: at });
    expect(ask(gate, pageShot({ hidden }))).toEqual(refused("secure-field"));
  });

  it.each([
    ["scrolled away to another site", view({ origin: bank }), "site-uncertain"],
    ["moved in the window", view({ viewport: rect(0, 650, 800, 250) }), "window-uncertain"],
  ])("is refused when the page may have %s up to 200 ms before", (_, value, reason) => {
    const gate = deskGate({ focus: browser, view: value });
    gate.browser(browser.pid, { kind: "changed", value: view(), earliest: 700, latest: 800 });
    expect(ask(gate, pageShot())).toEqual(refused(reason));
  });

  describe("with a popup", () => {
    const listBox = rect(50, 640, 80, 20);
    const other = rect(50, 700, 80, 20);
    const list = popup({ bounds: rect(50, 660, 80, 80) }, browser);
    const during = startedAt + 10;
    const open = { value: withTop(list, browser), earliest: 900, latest: 900 };

    function gateWith(value = view({ listBox }), desk = open) {
      const gate = deskGate({ focus: browser, view: value });
      gate.windows({ kind: "changed", ...desk });
      return gate;
    }

    it("is kept when the popup is the list of the select with the keyboard", () => {
      expect(ask(gateWith(), pageShot({ popups: [5] }))).toEqual(kept);
    });

    it("is kept when the list was opened while the select got the keyboard, both before it", () => {
      const gate = deskGate({ focus: browser });
      const value = view({ listBox });
      gate.browser(browser.pid, { kind: "changed", value, earliest: 900, latest: startedAt - 1 });
      gate.windows({ kind: "changed", ...open, latest: startedAt - 1 });
      expect(ask(gate, pageShot({ popups: [5] }))).toEqual(kept);
    });

    it.each([
      ["no select has the keyboard", view(), list],
      ["the select is elsewhere", view({ listBox: other }), list],
      ["the list is a window of its own", view({ listBox }), { ...list, overrideRedirect: false }],
    ])("is refused when %s", (_, value, top) => {
      const gate = gateWith(value, { ...open, value: withTop(top, browser) });
      expect(ask(gate, pageShot({ popups: [5] }))).toEqual(refused("window-uncertain"));
    });

    it.each([
      ["lost the keyboard", view()],
      ["moved", view({ listBox: other })],
    ])("is refused when the select may have %s while it was read", (_, value) => {
      const gate = gateWith();
      gate.browser(browser.pid, { kind: "changed", value, earliest: during, latest: endedAt + 9 });
      expect(ask(gate, pageShot({ popups: [5] }))).toEqual(refused("window-uncertain"));
    });

    it("is refused when the select may have got the keyboard only then", () => {
      const gate = deskGate({ focus: browser });
      const value = view({ listBox });
      gate.browser(browser.pid, { kind: "changed", value, earliest: 900, latest: startedAt });
      gate.windows({ kind: "changed", ...open });
      expect(ask(gate, pageShot({ popups: [5] }))).toEqual(refused("window-uncertain"));
    });

    const away = { ...list, bounds: rect(300, 660, 80, 80) };
    it.each([
      ["came from elsewhere up to 200 ms before", away, list, startedAt - 199],
      ["went elsewhere up to 300 ms after", list, away, endedAt + 300],
    ])("is refused when the popup %s", (_, first, then, at) => {
      const since = { earliest: 600, latest: 600 };
      const gate = gateWith(view({ listBox }), { value: withTop(first, browser), ...since });
      const value = withTop(then, browser);
      gate.windows({ kind: "changed", value, earliest: at, latest: at });
      expect(ask(gate, pageShot({ popups: [5] }))).toEqual(refused("window-uncertain"));
    });

    it("may lie in the list alone, but not in what is not there", () => {
      const clips = [list.bounds, rect(50, 590, 80, 80)];
      expect(clips.map((clip) => ask(gateWith(), pageShot({ popups: [5], clip })))).toEqual([
        kept,
        refused("window-uncertain"),
      ]);
    });
  });
});

describe("an element", () => {
  const element = { role: "button", name: "Buy", bounds: rect(0, 600, 10, 10) };
  const pressed = { at: startedAt, cause: "pressed", origin: shop, element } as const;

  function tell(gate: Gate, fact = pressed, pid = browser.pid) {
    gate.element(pid, fact);
    confirm(gate, startedAt + 300);
    const output = gate.advance(startedAt + 300);
    return [factsOf(output), dropsOf(output)];
  }

  it("of a granted page is kept", () => {
    expect(tell(deskGate({ focus: browser }))).toEqual([[{ kind: "element", ...pressed }], {}]);
  });

  it.each([
    [
      "of a site that is not in front",
      { ...pressed, origin: bank },
      browser.pid,
      "not-allowed-site",
    ],
    ["of a browser without the keyboard", pressed, 31, "focus-uncertain"],
  ])("%s is dropped", (_, fact, pid, reason) => {
    const gate = deskGate({ focus: browser });
    expect(tell(gate, fact as typeof pressed, pid)).toEqual([[], { [reason]: 1 }]);
  });

  it("is kept while an open list holds the keyboard", () => {
    const gate = deskGate({ focus: browser });
    const value = world(browser, { keyboardGrabbed: true });
    gate.windows({ kind: "changed", value, earliest: 900, latest: 900 });
    expect(tell(gate)).toEqual([[{ kind: "element", ...pressed }], {}]);
  });

  it("in a secure span is dropped", () => {
    const gate = deskGate({ focus: browser, view: view({ secure: "secure" }) });
    expect(tell(gate)).toEqual([[], { "secure-field": 1 }]);
  });

  it("needs its own signal", () => {
    const gate = deskGate({ focus: browser, policy: policyOf(1, ["pointer"]) });
    expect(tell(gate)).toEqual([[], { "signal-not-granted": 1 }]);
  });
});
