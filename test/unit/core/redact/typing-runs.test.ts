import { describe, expect, it } from "vitest";
import { SessionRedactor } from "../../../../src/core/redact/session-redactor.ts";
import {
  type TypedRun,
  type TypingKey,
  type TypingOutput,
  TypingRuns,
} from "../../../../src/core/redact/typing-runs.ts";

const selectAll = { special: "select-all" } as const;
const hidden = { special: "hidden" } as const;

type Step =
  | string
  | Omit<Extract<TypingKey, { kind: "edit" }>, "at" | "kind">
  | typeof selectAll
  | typeof hidden;

class Typist {
  readonly redactor = new SessionRedactor({ profile: "standard" });
  readonly runs = new TypingRuns(this.redactor);
  readonly out: TypingOutput[] = [];
  now = 1_234;

  type(field: string, ...steps: readonly Step[]): this {
    for (const step of steps) {
      if (typeof step === "string")
        for (const text of Array.from(step))
          this.#press(field, { kind: "text", at: this.now, text });
      else if ("key" in step) this.#press(field, { kind: "edit", at: this.now, ...step });
      else this.#press(field, { kind: step.special, at: this.now });
    }
    return this;
  }

  seal(): this {
    this.out.push(...this.runs.seal(this.now));
    return this;
  }

  wait(ms: number): this {
    this.now += ms;
    this.out.push(...this.runs.advance(this.now));
    return this;
  }

  /** All that came out, including what was held back. */
  end(): readonly TypingOutput[] {
    return [...this.out, ...this.runs.flush(this.now)];
  }

  texts(): readonly string[] {
    return this.end().flatMap((output) => (output.kind === "typed" ? [output.text] : []));
  }

  #press(field: string, key: TypingKey): void {
    this.out.push(...this.runs.accept(field, key));
    this.now += 100;
  }
}

const key = (
  name: Extract<TypingKey, { kind: "edit" }>["key"],
  ...modifiers: ("ctrl" | "shift")[]
) => ({
  key: name,
  modifiers,
});
const backspace = key("Backspace");
const left = key("ArrowLeft");

describe("TypingRuns", () => {
  it("gives the text that stands in the field after corrections", () => {
    const [run] = new Typist()
      .type("a", "helo", left, "l", key("End"), " wrld", left, left, left, "o")
      .end();
    expect(run).toEqual({
      kind: "typed",
      field: "a",
      at: 1_234,
      until: 1_234 + 15 * 100,
      text: "hello world",
      edits: 5,
      redactions: [],
    });
  });

  it.each<[string, readonly Step[], string]>([
    ["Backspace", ["cat", backspace, "r"], "car"],
    ["Delete", ["abc", key("Home"), key("Delete")], "bc"],
    ["ctrl+Backspace", ["one two", key("Backspace", "ctrl"), "three"], "one three"],
    ["ctrl+Delete", ["one two", key("Home"), key("Delete", "ctrl")], " two"],
    ["shift+arrows", ["abcd", key("ArrowLeft", "shift"), key("ArrowLeft", "shift"), "X"], "abX"],
    ["shift+Home", ["abcd", key("Home", "shift"), "X"], "X"],
    ["select all", ["abcd", selectAll, "X"], "X"],
    ["arrow out of a selection", ["abcd", selectAll, left, "X"], "Xabcd"],
    ["a surrogate pair is one character", ["a\u{1F600}b", left, backspace], "ab"],
  ])("applies %s", (_, steps, text) => {
    expect(new Typist().type("a", ...steps).texts()).toEqual([text]);
  });

  it("ends a run when the caret leaves what is known", () => {
    expect(new Typist().type("a", "ab", key("Home"), left, "cd").texts()).toEqual(["ab", "cd"]);
    expect(new Typist().type("a", "ab", backspace, backspace, backspace, "cd").texts()).toEqual([
      "",
      "cd",
    ]);
  });

  it("ends a run after 3 s without a key, in another field, and after 2,000 characters", () => {
    expect(new Typist().type("a", "one ").wait(3_000).type("a", "two").texts()).toEqual([
      "one ",
      "two",
    ]);
    expect(new Typist().type("a", "one ").wait(2_800).type("a", "two").texts()).toEqual([
      "one two",
    ]);
    expect(new Typist().type("a", "one").type("b", "two").texts()).toEqual(["one", "two"]);
    const long = new Typist().type("a", "ab ".repeat(700)).texts();
    expect(long.map((text) => text.length)).toEqual([2_000, 100]);
  });

  it("hides a card number typed with corrections, and its time and edits with it", () => {
    const [run] = new Typist().type("a", "4111 1112", backspace, "1 1111 1111").end();
    expect(run).toEqual({
      kind: "typed",
      field: "a",
      at: 1_000,
      until: 4_000,
      text: "‹CARD#1›",
      edits: 0,
      redactions: [{ kind: "CARD", rule: "card-luhn/1", start: 0, end: 8 }],
    });
  });

  it("hides what is left of a secret that only the deletions reveal", () => {
    const steps = ["anna@example.com", ...Array.from({ length: 4 }, () => backspace)];
    const [run] = new Typist().type("a", ...steps).end() as readonly TypedRun[];
    expect([run?.text.startsWith("‹"), run?.text.includes("anna"), run?.edits]).toEqual([
      true,
      false,
      0,
    ]);
  });

  it("says nothing of the corrections when a secret was typed and deleted whole", () => {
    const steps = ["anna@example.com", selectAll, "hello"] as const;
    const [run] = new Typist().type("a", ...steps).end();
    expect(run).toMatchObject({ text: "hello", edits: 0, at: 1_000 });
  });

  it("hides both parts of a secret split over two runs, and over three", () => {
    expect(
      new Typist().type("a", "see 4111 1111").seal().type("a", " 1111 1111 ok").texts(),
    ).toEqual(["see ‹SECRET#1›", "‹SECRET#2› ok"]);
    const three = new Typist()
      .type("a", "41111")
      .seal()
      .type("a", "111111")
      .seal()
      .type("a", "11111");
    expect(three.texts().join("")).not.toMatch(/1{2}/);
  });

  it("holds a run back for 10 s, and then says that the earlier run is secret too", () => {
    const typist = new Typist().type("a", "4111 1111 ").seal().wait(9_000);
    expect(typist.out).toEqual([]);
    typist.wait(1_000);
    expect(typist.out).toMatchObject([{ text: "4111 1111 " }]);
    const [, later] = typist.type("a", "1111 1111").end();
    expect(later).toMatchObject({ text: "‹SECRET#1›", earlierRunAlsoSecret: true });
  });

  it("gives the same span for hidden keys however many there were", () => {
    const spans = [1, 12].map((count) =>
      new Typist().type("a", ...Array.from({ length: count }, () => hidden)).end(),
    );
    expect(spans[0]).toEqual([{ kind: "hidden", field: "a", at: 0, until: 5_000 }]);
    expect(spans[1]).toEqual(spans[0]);
  });

  it("joins consecutive hidden spans and keeps them apart from text", () => {
    const out = new Typist().type("a", "x", hidden).wait(4_000).type("a", hidden, "y").end();
    expect(out.map(({ kind, at, until }) => [kind, at, until])).toEqual([
      ["hidden", 0, 10_000],
      ["typed", 1_234, 1_234],
      ["typed", 5_534, 5_534],
    ]);
  });

  it("discard() leaves nothing", () => {
    const typist = new Typist().type("a", "one").seal().type("a", "two").type("b", hidden);
    typist.runs.discard();
    expect(typist.runs.flush(60_000)).toEqual([]);
  });
});
