import { describe, expect, it } from "vitest";
import type { InputFact } from "../../../../src/core/ports/input-source.ts";
import {
  assent,
  bank,
  browser,
  confirm,
  decide,
  deskGate,
  dropsOf,
  editor,
  factsOf,
  keyAt,
  landingAt,
  policyOf,
  shop,
  terminal,
  view,
  wiki,
  windowOf,
  world,
} from "./desk.ts";

const at = 1_000;
const editorWith = (...facts: InputFact[]) => decide(deskGate(), facts, at + 600);

describe("a key in a native window", () => {
  it("that types is kept only as something typed", () => {
    const facts = [keyAt(at, "a"), keyAt(at + 10, "Backspace"), keyAt(at + 20, "Dead")];
    expect(editorWith(...facts).kept).toEqual(["key-hidden", "key-hidden", "key-hidden"]);
  });

  it("that is a chord or types nothing is kept by name, with its release", () => {
    const gate = deskGate();
    gate.input([
      keyAt(at, "s", { modifiers: ["ctrl"] }),
      keyAt(at + 10, "s", { down: false }),
      keyAt(at + 20, "ArrowLeft"),
    ]);
    confirm(gate, at + 600);
    expect(factsOf(gate.advance(at + 600))).toEqual([
      { kind: "key-named", at, down: true, key: "s", modifiers: ["ctrl"], repeat: false },
      { kind: "key-named", at: at + 10, down: false, key: "s", modifiers: [], repeat: false },
      {
        kind: "key-named",
        at: at + 20,
        down: true,
        key: "ArrowLeft",
        modifiers: [],
        repeat: false,
      },
    ]);
  });

  it("does not tell by its release which character was typed", () => {
    const facts = [keyAt(at, "s"), keyAt(at + 10, "s", { down: false, modifiers: ["ctrl"] })];
    expect(editorWith(...facts)).toEqual({ kept: ["key-hidden"], dropped: {} });
  });

  it("leaves no trace of shift, which would show where the capitals are", () => {
    expect(editorWith(keyAt(at, "Shift"))).toEqual({ kept: [], dropped: {} });
  });

  it("takes AltGr for typing, whatever else is held", () => {
    const fact = keyAt(at, "@", { modifiers: ["ctrl", "alt", "altgr"] });
    expect(editorWith(fact).kept).toEqual(["key-hidden"]);
  });

  it("is hidden even when it types nothing, if only timing was granted", () => {
    const gate = deskGate({ policy: policyOf(1, ["keys.timing"]) });
    expect(decide(gate, [keyAt(at, "Enter")], at + 600).kept).toEqual(["key-hidden"]);
  });

  it("is dropped when no signal of keys was granted", () => {
    const gate = deskGate({ policy: policyOf(1, ["pointer"]) });
    expect(decide(gate, [keyAt(at, "Enter")], at + 600)).toEqual({
      kept: [],
      dropped: { "signal-not-granted": 1 },
    });
  });

  it.each([
    ["150 ms before", at - 150, "focus-uncertain"],
    ["250 ms after", at + 250, "focus-uncertain"],
    ["151 ms before", at - 151, undefined],
    ["251 ms after", at + 251, undefined],
  ])("is dropped when the focus changed up to %s", (_, moment, reason) => {
    const gate = deskGate({ focus: moment < at ? terminal : editor });
    const to = moment < at ? editor : terminal;
    gate.windows({ kind: "changed", value: world(to), earliest: moment, latest: moment });
    const { kept, dropped } = decide(gate, [keyAt(at, "Enter")], at + 600);
    expect([kept.length, dropped]).toEqual(reason === undefined ? [1, {}] : [0, { [reason]: 1 }]);
  });

  it.each([
    ["another app", world(terminal), "not-allowed-app"],
    ["nobody", world(null), "focus-uncertain"],
    ["a window that is not there", world(editor, { stack: [] }), "focus-uncertain"],
    ["someone who grabs it", world(editor, { keyboardGrabbed: true }), "keyboard-grabbed"],
    [
      "an unverified window",
      world(null, { focus: 999, stack: [windowOf(null, { x: 0, y: 0, width: 9, height: 9 })] }),
      "identity-unverified",
    ],
    [
      "Assent itself",
      world(assent, { stack: [windowOf(assent, { x: 0, y: 0, width: 9, height: 9 })] }),
      "own-window",
    ],
  ])("is dropped while the keyboard belongs to %s", (_, value, reason) => {
    const gate = deskGate();
    gate.windows({ kind: "changed", value, earliest: 500, latest: 500 });
    expect(decide(gate, [keyAt(at, "Enter")], at + 600)).toEqual({
      kept: [],
      dropped: { [reason]: 1 },
    });
  });

  it("is dropped when the same window number went to another process", () => {
    const gate = deskGate();
    const other = { ...editor, startedAt: 77 };
    const value = world(editor, { stack: [windowOf(other, { x: 0, y: 0, width: 9, height: 9 })] });
    gate.windows({ kind: "changed", value, earliest: at, latest: at });
    expect(decide(gate, [keyAt(at, "Enter")], at + 600).dropped).toEqual({ "focus-uncertain": 1 });
  });

  it.each([
    ["another policy", { value: policyOf(2) }, "policy-changed"],
    ["a pause", { value: { denied: "paused" } }, "paused"],
  ] as const)("is dropped when %s began within 250 ms", (_, { value }, reason) => {
    const gate = deskGate();
    gate.policy({ kind: "changed", value, earliest: at + 240, latest: at + 245 });
    expect(decide(gate, [keyAt(at, "Enter")], at + 600).dropped).toEqual({ [reason]: 1 });
  });
});

describe("a key in a browser", () => {
  const inPage = (more: Parameters<typeof view>[0] = {}, focus = browser) =>
    deskGate({ focus, view: view(more) });

  it("is kept with its content when the page confirms where it landed", () => {
    const gate = inPage();
    gate.landing(browser.pid, landingAt(at - 3));
    gate.input([keyAt(at, "a")]);
    confirm(gate, at + 600);
    const { element } = landingAt(at);
    expect(factsOf(gate.advance(at + 600))).toEqual([
      { kind: "key-text", at, text: "a", key: "a", element },
    ]);
  });

  it("names Backspace and Enter, which change or end a text", () => {
    const gate = inPage();
    for (const moment of [at, at + 50]) gate.landing(browser.pid, landingAt(moment));
    const { kept } = decide(gate, [keyAt(at, "Backspace"), keyAt(at + 50, "Enter")], at + 600);
    expect(kept).toEqual(["key-named", "key-named"]);
  });

  it("waits for its landing, and then is hidden and counted", () => {
    const gate = inPage();
    expect(decide(gate, [keyAt(at, "a")], at + 4_999)).toEqual({ kept: [], dropped: {} });
    expect(decide(gate, [], at + 5_000)).toEqual({
      kept: ["key-hidden"],
      dropped: { "landing-unconfirmed": 1 },
    });
  });

  it("does not wait when a later landing shows that its own is not coming", () => {
    const gate = inPage();
    gate.landing(browser.pid, landingAt(at + 16));
    expect(decide(gate, [keyAt(at, "a")], at + 600).kept).toEqual(["key-hidden"]);
  });

  it("does not borrow the landing of the next key", () => {
    const gate = inPage();
    gate.landing(browser.pid, landingAt(at + 7));
    const { kept } = decide(gate, [keyAt(at, "a"), keyAt(at + 10, "b")], at + 600);
    expect(kept).toEqual(["key-hidden", "key-text"]);
  });

  it("does not borrow the landing of the shift before it", () => {
    const gate = inPage();
    gate.landing(browser.pid, landingAt(at - 1));
    const { kept } = decide(gate, [keyAt(at, "Shift"), keyAt(at + 10, "A")], at + 6_000);
    expect(kept).toEqual(["key-hidden"]);
  });

  it("uses each landing once", () => {
    const gate = inPage();
    gate.landing(browser.pid, landingAt(at));
    const { kept } = decide(gate, [keyAt(at, "a"), keyAt(at + 4, "b")], at + 6_000);
    expect(kept).toEqual(["key-text", "key-hidden"]);
  });

  it("is dropped without a trace of its own when a landing nearby was secure", () => {
    const gate = inPage();
    gate.landing(browser.pid, landingAt(at - 3));
    gate.landing(browser.pid, landingAt(at + 12, { landed: "secure" }));
    const { kept, dropped } = decide(gate, [keyAt(at, "a")], at + 600);
    expect([kept, dropped]).toEqual([[], { "secure-field": 1 }]);
  });

  it.each([
    ["was told nothing by the browser", null, "companion-missing"],
    ["the site is not granted", view({ origin: bank }), "not-allowed-site"],
    ["no site is told", view({ origin: null }), "not-allowed-site"],
    ["the browser's own bars have the keyboard", view({ pageFocused: false }), "page-not-focused"],
    ["the field is secure", view({ secure: "secure" }), "secure-field"],
    ["the field is of unknown security", view({ secure: "unknown" }), "secure-unknown"],
  ])("is dropped when it %s", (_, value, reason) => {
    const gate = deskGate({ focus: browser, view: value });
    gate.landing(browser.pid, landingAt(at));
    gate.input([keyAt(at, "a")]);
    confirm(gate, at + 600, value !== null);
    const output = gate.advance(at + 600);
    expect([factsOf(output), dropsOf(output)]).toEqual([[], { [reason]: 1 }]);
  });

  it.each([
    ["another site", view({ origin: bank }), "site-uncertain"],
    ["a secure field", view({ secure: "secure" }), "secure-field"],
  ])("is dropped when %s may have come in front within 300 ms", (_, value, reason) => {
    const gate = inPage();
    gate.landing(browser.pid, landingAt(at));
    gate.browser(browser.pid, { kind: "changed", value, earliest: at + 299, latest: at + 400 });
    expect(decide(gate, [keyAt(at, "a")], at + 600).dropped).toEqual({ [reason]: 1 });
  });

  it("of which it is not known in which of two granted sites it was is not even hidden", () => {
    const gate = inPage();
    const value = view({ origin: wiki });
    gate.browser(browser.pid, { kind: "changed", value, earliest: at, latest: at + 100 });
    expect(decide(gate, [keyAt(at, "a")], at + 5_000)).toEqual({
      kept: [],
      dropped: { "landing-unconfirmed": 1 },
    });
  });

  it("is attributed to the site in which it landed when both are granted", () => {
    const gate = inPage();
    const value = view({ origin: wiki });
    gate.browser(browser.pid, { kind: "changed", value, earliest: at, latest: at + 100 });
    gate.landing(browser.pid, landingAt(at + 1, { origin: wiki }));
    gate.input([keyAt(at, "a")]);
    confirm(gate, at + 600);
    const output = gate.advance(at + 600);
    const [context] = output.permitted.map((one) => one.value);
    expect(context).toMatchObject({ kind: "context", context: { origin: wiki, scope: "wiki" } });
  });

  it("keeps no element name when elements were not granted", () => {
    const gate = deskGate({ focus: browser, policy: policyOf(1, ["keys.content"]) });
    gate.landing(browser.pid, landingAt(at));
    gate.input([keyAt(at, "a")]);
    confirm(gate, at + 600);
    expect(factsOf(gate.advance(at + 600))).toEqual([
      { kind: "key-text", at, text: "a", key: "a", element: undefined },
    ]);
  });

  it("is dropped when the companion was lost", () => {
    const gate = inPage();
    gate.browser(browser.pid, { kind: "lost", from: at - 100 });
    gate.landing(browser.pid, landingAt(at, { origin: shop }));
    expect(decide(gate, [keyAt(at, "a")], at + 600).dropped).toEqual({ "site-uncertain": 1 });
  });
});
