import { describe, expect, it } from "vitest";
import { assertPermitted } from "../../../../src/core/gate/permitted.ts";
import type { InputFact } from "../../../../src/core/ports/input-source.ts";
import {
  browser,
  confirm,
  decide,
  deskGate,
  dropsOf,
  editorArea,
  factsOf,
  idOf,
  editor,
  keyAt,
  landingAt,
  moveAt,
  policyOf,
  view,
} from "./desk.ts";

const at = 1_000;
const since = (moment: number) => ({ earliest: moment, latest: moment });
const shot = (ref: string, startedAt: number) => ({
  ref,
  startedAt,
  endedAt: startedAt + 10,
  window: idOf(editor),
  popups: [],
  clip: editorArea,
  hidden: [],
});

describe("Gate", () => {
  it("marks everything that it lets through, and describes each place before its first use", () => {
    const gate = deskGate();
    gate.input([moveAt(at + 5, 200, 200), keyAt(at + 6, "Enter")]);
    gate.frame(shot("p1", at));
    confirm(gate, at + 600);
    const { permitted, seen } = gate.advance(at + 600);
    for (const one of permitted) assertPermitted(one);
    expect(permitted.map(({ value, context }) => [value.kind, context])).toEqual([
      ["context", "c1"],
      ["frame", "c1"],
      ["pointer-moved", "c1"],
      ["key-named", "c1"],
    ]);
    expect(seen).toBe(3);
  });

  it("drops what is still undecided after 6 s", () => {
    const gate = deskGate();
    gate.input([moveAt(at, 200, 200)]);
    gate.frame(shot("p1", at));
    expect(dropsOf(gate.advance(at + 6_000))).toEqual({});
    const { dropped, refusedFrames } = gate.advance(at + 6_001);
    expect([dropped.get("no-evidence-in-time"), refusedFrames]).toEqual([2, ["p1"]]);
  });

  it("drops a fact whose clock is ahead, instead of holding everything behind it", () => {
    const gate = deskGate();
    gate.input([moveAt(1e9, 200, 200)]);
    confirm(gate, at);
    expect(dropsOf(gate.advance(at))).toEqual({ "no-evidence-in-time": 1 });
  });

  it("holds a bounded number of facts and frames, and drops the newest beyond it", () => {
    const gate = deskGate();
    gate.input(Array.from({ length: 20_001 }, (_, n) => moveAt(at + n / 100, 200, 200)));
    for (let n = 0; n < 65; n++) gate.frame(shot(`p${n}`, at + n));
    const { dropped, refusedFrames } = gate.advance(at + 1);
    expect([dropped.get("queue-overflow"), refusedFrames]).toEqual([2, ["p64"]]);
  });

  it("drops input that is older than what it already let through", () => {
    const gate = deskGate();
    decide(gate, [moveAt(at, 200, 200)], at + 600);
    expect(decide(gate, [moveAt(at - 1, 200, 200)], at + 700)).toEqual({
      kept: [],
      dropped: { "input-lost": 1 },
    });
  });
});

describe("Gate.pause()", () => {
  it("drops at once whatever needs evidence from after it, and all text", () => {
    const gate = deskGate();
    gate.input([keyAt(at - 900, "a"), moveAt(at - 350, 200, 200), moveAt(at - 100, 200, 200)]);
    gate.frame(shot("p1", at - 100));
    gate.pause(at);
    const first = gate.advance(at);
    expect([first.permitted, dropsOf(first), first.refusedFrames]).toEqual([
      [],
      { paused: 3 },
      ["p1"],
    ]);
    confirm(gate, at + 600);
    expect(factsOf(gate.advance(at + 600))).toEqual([{ ...moveAt(at - 350, 200, 200) }]);
  });

  it("holds nothing that arrives while it lasts, also when it happened shortly before", () => {
    const gate = deskGate({ focus: browser });
    gate.pause(at);
    gate.input([moveAt(at - 200, 100, 700), keyAt(at + 10, "a")]);
    gate.landing(browser.pid, landingAt(at + 10));
    gate.frame(shot("p1", at + 20));
    const { dropped, refusedFrames, permitted } = gate.advance(at + 30);
    expect([dropped.get("paused"), refusedFrames, permitted]).toEqual([3, ["p1"], []]);
  });

  it("does not forget that a field was secure, so that a key of it comes out later", () => {
    const gate = deskGate({ focus: browser });
    gate.landing(browser.pid, landingAt(at, { landed: "secure" }));
    gate.pause(at + 400);
    expect(decide(gate, [keyAt(at, "Tab")], at + 6_000)).toEqual({
      kept: [],
      dropped: { "secure-field": 1 },
    });
  });

  it("is not ended by a policy from before it that is told late", () => {
    const gate = deskGate();
    gate.pause(at);
    gate.policy({ kind: "changed", value: policyOf(2), ...since(at - 1) });
    expect(decide(gate, [moveAt(at + 2_000, 200, 200)], at + 3_000)).toEqual({
      kept: [],
      dropped: { paused: 1 },
    });
    confirm(gate, at + 4_000);
    expect(decide(gate, [moveAt(at + 3_000, 200, 200)], at + 4_000).dropped).toEqual({ paused: 1 });
  });

  it("ends with the next policy, and still covers what happened during it", () => {
    const gate = deskGate();
    gate.pause(at);
    gate.policy({ kind: "changed", value: policyOf(), ...since(at + 5_000) });
    const facts = [moveAt(at + 4_000, 200, 200), moveAt(at + 5_100, 200, 200)];
    expect(decide(gate, [...facts, moveAt(at + 5_200, 200, 200)], at + 6_000)).toEqual({
      kept: ["pointer-moved"],
      dropped: { paused: 2 },
    });
  });
});

describe("Gate.clear()", () => {
  it("drops everything that is held, for the given reason", () => {
    const gate = deskGate();
    gate.input([moveAt(at, 200, 200)]);
    gate.frame(shot("p1", at));
    gate.clear("display-lost", at + 100);
    confirm(gate, at + 600);
    const { permitted, dropped, refusedFrames } = gate.advance(at + 600);
    expect([permitted, Object.fromEntries(dropped), refusedFrames]).toEqual([
      [],
      { "display-lost": 2 },
      ["p1"],
    ]);
  });
});

describe("Gate.clear(), and what arrives after it", () => {
  const cleared = (upTo: number) => {
    const gate = deskGate({ focus: browser });
    gate.clear("paused", upTo);
    gate.landing(browser.pid, landingAt(at));
    gate.input([keyAt(at, "s")]);
    confirm(gate, at + 600);
    return gate.advance(at + 600).permitted.map(({ value }) => value.kind);
  };

  it("drops what was done up to then, however late it comes", () => {
    expect(cleared(at)).toEqual([]);
  });

  it("lets through what was done afterwards", () => {
    expect(cleared(at - 1)).toContain("key-text");
  });

  it("drops a picture that was begun before", () => {
    const gate = deskGate();
    gate.clear("paused", at);
    gate.frame(shot("p1", at - 10));
    expect(gate.advance(at + 600).refusedFrames).toEqual(["p1"]);
  });
});

describe("typing with a hole in it", () => {
  const type = (...keys: readonly [number, string][]) => {
    const gate = deskGate({ focus: browser });
    for (const [moment] of keys) gate.landing(browser.pid, landingAt(moment));
    return { gate, facts: keys.map(([moment, key]): InputFact => keyAt(moment, key)) };
  };

  it("is marked where input was lost, and held text is dropped", () => {
    const { gate, facts } = type([at, "a"], [at + 1_000, "b"], [at + 2_000, "c"]);
    decide(gate, facts.slice(0, 1), at + 600);
    gate.input([facts[1]!, { kind: "lost", at: at + 1_500 }]);
    gate.landing(browser.pid, landingAt(at + 2_000));
    const { kept, dropped } = decide(gate, facts.slice(2), at + 3_000);
    expect([kept, dropped]).toEqual([["typing-broken", "key-text"], { "input-lost": 1 }]);
  });

  it("does not lend the landing of a lost key to the next one", () => {
    const { gate } = type([at - 5, "a"]);
    gate.input([{ kind: "lost", at }]);
    gate.landing(browser.pid, landingAt(at - 4));
    expect(decide(gate, [keyAt(at + 3, "b")], at + 6_000).kept).toEqual(["key-hidden"]);
  });

  it("is marked where a key was dropped that may have changed the same text", () => {
    const { gate, facts } = type([at, "a"], [at + 1_000, "b"]);
    const value = view({ pageFocused: false });
    gate.browser(browser.pid, { kind: "changed", value, ...since(at + 1_100) });
    gate.input(facts);
    confirm(gate, at + 2_000);
    expect(factsOf(gate.advance(at + 2_000)).map((fact) => [fact.kind, fact.at])).toEqual([
      ["key-text", at],
      ["typing-broken", at],
    ]);
  });
});

describe("what was typed into a secret field", () => {
  /** Everything that comes out of three seconds in which this many keys are typed. */
  function outputOf(keys: number): unknown {
    const gate = deskGate({ focus: browser, view: view({ secure: "secure" }) });
    for (let n = 0; n < keys; n++) {
      const moment = 5_100 + n * 100;
      gate.input([moveAt(moment - 50, 100, 700), keyAt(moment, "x")]);
      gate.landing(browser.pid, landingAt(moment, { landed: "secure" }));
      gate.input([keyAt(moment + 30, "x", { down: false })]);
    }
    confirm(gate, 12_000);
    const { permitted, dropped, seen } = gate.advance(12_000);
    return { permitted, dropped: [...dropped], seen };
  }

  it("comes out the same whatever its length (CAP-06)", () => {
    expect([outputOf(1), outputOf(30)]).toEqual([
      { permitted: [], dropped: [["secure-field", 1]], seen: 1 },
      { permitted: [], dropped: [["secure-field", 1]], seen: 1 },
    ]);
  });
});
