import { describe, expect, it } from "vitest";
import { button, card, element, email, field, kinds, named, Notebook } from "./notebook.ts";

describe("what was typed", () => {
  it("is one event a field, with the field it was typed into", () => {
    const book = new Notebook();
    const end = book.type("Ada", 100, field("Name"));
    book.finish(end);
    expect(book.events).toEqual([
      {
        kind: "text-typed",
        seq: 0,
        at: 100,
        until: 300,
        text: "Ada",
        edits: 0,
        redactions: [],
        context: "c1",
        target: { source: "dom", role: "textbox", name: "Name", bounds: field("Name").bounds },
      },
    ]);
  });

  it("of two fields is two runs, also when both have the same name", () => {
    const book = new Notebook();
    const end = book.type("Ada", 100, field("Name", 10));
    book.finish(book.type("Byron", end, field("Name", 400)));
    expect(book.texts.toSorted()).toEqual(["Ada", "Byron"]);
    expect(book.begun).toHaveLength(2);
  });

  it("has Backspace applied", () => {
    const book = new Notebook();
    const end = book.type("Adaa", 100);
    book.take(named(end, "Backspace"), named(end + 40, "Backspace", { down: false }));
    book.finish(end + 100);
    expect(book.events).toMatchObject([{ kind: "text-typed", text: "Ada", edits: 1 }]);
  });

  it("has moves of the caret applied", () => {
    const book = new Notebook();
    let at = book.type("da", 100);
    for (const name of ["ArrowLeft", "ArrowLeft"]) book.take(named((at += 50), name));
    at = book.type("A", at + 50);
    book.take(named((at += 50), "End"));
    book.finish(book.type("!", at + 50));
    expect(book.texts).toEqual(["Ada!"]);
  });

  it("is replaced by what is typed after ctrl+A", () => {
    const book = new Notebook();
    const end = book.type("wrong", 100);
    book.take(named(end, "a", { modifiers: ["ctrl"] }));
    book.take(named(end + 50, "a", { modifiers: ["ctrl"], down: false }));
    book.finish(book.type("right", end + 100));
    expect(book.texts).toEqual(["right"]);
    expect(kinds(book.events)).toEqual(["key-pressed", "key-released", "text-typed"]);
  });

  it.each(["Enter", "Tab", "Escape"])("ends with %s", (name) => {
    const book = new Notebook();
    const end = book.type("one", 100);
    book.take(named(end, name));
    book.finish(book.type("two", end + 100));
    expect(book.texts).toEqual(["one", "two"]);
  });

  it("ends with a press of a button, and with input that was lost", () => {
    const book = new Notebook();
    let end = book.type("one", 100);
    book.take(button(end), button(end + 50, false));
    end = book.type("two", end + 100);
    book.take({ kind: "typing-broken", at: end });
    book.finish(book.type("three", end + 100));
    expect(book.texts).toEqual(["one", "two", "three"]);
    expect(book.begun).toHaveLength(4);
  });

  it("ends when nothing was typed for three seconds; each run has its own picture", () => {
    const book = new Notebook();
    const end = book.type("one", 100);
    book.finish(book.type("two", end + 4_000));
    expect(book.texts).toEqual(["one", "two"]);
    expect(book.begun).toHaveLength(2);
  });

  it("gives each of two runs in a field its own picture", () => {
    const book = new Notebook();
    const bind = (n: number) =>
      book.frame(n, `f${n}`, { action: book.action, role: "before", ref: "p", ageMs: 0 });
    let end = book.type("one", 100);
    bind(1);
    book.take(named(end, "Enter"));
    end = book.type("two", end + 100);
    bind(2);
    book.finish(end);
    const pictures = book.events.flatMap((event) =>
      event.kind === "frame-taken" ? [book.events.find(({ seq }) => seq === event.of)] : [],
    );
    expect(pictures).toMatchObject([{ text: "one" }, { text: "two" }]);
  });

  it("comes back to a field as a new run with a picture of its own", () => {
    const book = new Notebook();
    let end = book.type("one", 100, field("A", 10));
    end = book.type("two", end, field("B", 300));
    book.finish(book.type("three", end, field("A", 10)));
    expect(book.texts.toSorted()).toEqual(["one", "three", "two"]);
    expect(book.begun).toHaveLength(3);
  });

  it("is not corrected by a Backspace that comes after its end", () => {
    const book = new Notebook();
    const end = book.type("one", 100);
    book.take(named(end + 5_000, "Backspace"));
    book.finish(end + 6_000);
    expect(book.texts).toEqual(["one"]);
    expect(kinds(book.events)).toContain("key-pressed");
  });

  it("is not corrected by a key that was pressed in another window", () => {
    const book = new Notebook();
    const end = book.type("one", 100);
    book.take(named(end, "ArrowLeft", {}, "c2"));
    book.finish(end + 100);
    expect(book.texts).toEqual(["one"]);
    expect(book.events).toContainEqual(
      expect.objectContaining({ kind: "key-pressed", key: "ArrowLeft", context: "c2" }),
    );
  });

  it("is redacted before it is written", () => {
    const book = new Notebook();
    book.finish(book.type(`mail ${email} now`, 100));
    expect(book.texts).toEqual(["mail ‹EMAIL#1› now"]);
  });

  it("is redacted also when the secret was deleted again", () => {
    const book = new Notebook();
    let at = book.type(card, 100);
    for (const _ of card) book.take(named((at += 30), "Backspace"));
    book.finish(book.type("none", at + 30));
    expect(JSON.stringify(book.events)).not.toContain("1111");
  });

  it("is redacted also when the secret is typed in two goes with a click between", () => {
    const book = new Notebook();
    const end = book.type(card.slice(0, 9), 100);
    book.take(button(end), button(end + 50, false));
    book.finish(book.type(card.slice(9), end + 100));
    expect(JSON.stringify(book.events)).not.toContain("1111");
    expect(book.journal.splitSecrets).toEqual([]);
  });

  it("that left before it was known to be half a secret is told to the owner", () => {
    const book = new Notebook();
    const end = book.type(card.slice(0, 9), 100);
    book.take(button(end));
    const [early] = book.tick(end + 20_000).filter(({ kind }) => kind === "text-typed");
    book.finish(book.type(card.slice(9), end + 20_100));
    expect(early).toBeDefined();
    expect(book.journal.splitSecrets).toEqual(book.texts.slice(0, 1));
  });
});

describe("hidden typing", () => {
  const hidden = (at: number, place = "c1") => ({ kind: "key-hidden", at, place }) as const;

  it("is a span on a grid, however many keys there were", () => {
    const few = new Notebook();
    few.take(hidden(1_100));
    few.finish(2_000);
    const many = new Notebook();
    for (let at = 300; at < 3_900; at += 100) many.take(hidden(at));
    many.finish(3_950);
    expect(few.events).toEqual(many.events);
    expect(kinds(few.events)).toEqual(["typing-hidden"]);
    expect(few.begun).toEqual([]);
  });

  it("ends a run of plain text", () => {
    const book = new Notebook();
    const end = book.type("one", 100);
    book.take(hidden(end));
    book.finish(book.type("two", end + 100));
    expect(book.texts).toEqual(["one", "two"]);
    expect(book.begun).toHaveLength(2);
  });

  it("in two windows is two spans, each in its place", () => {
    const book = new Notebook();
    book.take(hidden(100, "c1"), hidden(200, "c2"));
    book.finish(900);
    expect(book.events.map((event) => "context" in event && event.context)).toEqual(["c1", "c2"]);
  });
});

describe("forgetting", () => {
  it("leaves nothing of what was not written yet", () => {
    const book = new Notebook();
    const end = book.type("secret plan", 100);
    book.take({ kind: "key-hidden", at: end, place: "c2" });
    book.take(element(end, "pressed"));
    book.journal.discard();
    book.take(button(end + 10));
    book.finish(end + 20_000);
    expect(kinds(book.events)).toEqual(["button-pressed"]);
    expect(book.events[0]).not.toHaveProperty("target");
  });

  it("makes the next key the beginning of something new", () => {
    const book = new Notebook();
    const end = book.type("before", 100);
    book.journal.discard();
    book.take(named(end, "Backspace"));
    book.finish(book.type("after", end + 100));
    expect(book.texts).toEqual(["after"]);
    expect(kinds(book.events)).toEqual(["key-pressed", "text-typed"]);
  });
});
