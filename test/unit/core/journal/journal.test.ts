import { describe, expect, it } from "vitest";
import { Origin } from "../../../../src/contract/ids.ts";
import { SessionEvent } from "../../../../src/contract/events.ts";
import { button, contextOf, element, email, field, kinds, named, Notebook } from "./notebook.ts";

describe("the journal writes what was done", () => {
  it("gives events one number after the other and the session's own time", () => {
    const book = new Notebook();
    book.take({ kind: "pointer-moved", at: 5.0004, x: 1, y: 2 });
    book.take({ kind: "pointer-moved", at: 16, x: 3, y: 4 });
    expect(book.events).toEqual([
      { kind: "pointer-moved", seq: 0, at: 5, x: 1, y: 2, context: "c1" },
      { kind: "pointer-moved", seq: 1, at: 16, x: 3, y: 4, context: "c1" },
    ]);
  });

  it("never tells a moment from before the session", () => {
    const book = new Notebook();
    const [event] = book.take({ kind: "pointer-moved", at: -20, x: 1, y: 2 });
    expect(event?.at).toBe(0);
  });

  it("writes presses, releases and the wheel as they came", () => {
    const book = new Notebook();
    const wheel = { kind: "wheel", x: 9, y: 8, dx: 0, dy: -1, modifiers: ["shift"] } as const;
    book.take(button(10), button(80, false), { ...wheel, at: 200 });
    const place = { x: 40, y: 610, button: "left", modifiers: [], context: "c1" };
    expect(book.events).toEqual([
      { kind: "button-pressed", seq: 0, at: 10, ...place },
      { kind: "button-released", seq: 1, at: 80, ...place },
      { ...wheel, kind: "scrolled", seq: 2, at: 200, context: "c1" },
    ]);
  });

  it("gives a press and the first of many wheel turns their pictures, a release none", () => {
    const book = new Notebook();
    const turn = (at: number) =>
      ({ kind: "wheel", at, x: 9, y: 8, dx: 0, dy: -1, modifiers: [] }) as const;
    book.take(button(10), button(80, false), turn(200), turn(400), turn(600), turn(1_000));
    expect(book.begun.map(({ at }) => at - 1_000)).toEqual([10, 200, 1_000]);
  });

  it("writes chords and named keys with press and release", () => {
    const book = new Notebook();
    const ctrl = { modifiers: ["ctrl"] } as const;
    book.take(named(10, "s", ctrl), named(60, "s", { ...ctrl, down: false }));
    expect(book.events).toEqual([
      { kind: "key-pressed", seq: 0, at: 10, key: "s", modifiers: ["ctrl"], context: "c1" },
      { kind: "key-released", seq: 1, at: 60, key: "s", modifiers: ["ctrl"], context: "c1" },
    ]);
    expect(book.begun).toHaveLength(1);
  });

  it("gives a key that repeats one picture, and a lone modifier none", () => {
    const book = new Notebook();
    book.take(named(10, "Shift"), named(20, "PageDown"), named(60, "PageDown", { repeat: true }));
    expect([kinds(book.events).length, book.begun.length]).toEqual([3, 1]);
  });

  it("redacts titles and element names, and leaves out an origin that names somebody", () => {
    const book = new Notebook();
    book.take({
      kind: "context",
      at: 0,
      context: contextOf({
        title: `Inbox of ${email}`,
        origin: Origin.parse("https://shop.example"),
      }),
    });
    book.take({
      kind: "context",
      at: 1,
      context: contextOf({ origin: Origin.parse("https://ada.lovelace_at_example.org") }),
    });
    book.take(element(20, "changed", { ...field(`Write to ${email}`), chosen: email }));
    const text = JSON.stringify(book.events);
    expect(text).not.toContain("lovelace");
    const titles = book.events.flatMap((event) =>
      event.kind === "context-changed" ? [event.context.title] : [],
    );
    expect(titles[0]).toMatch(/^Inbox of ‹EMAIL#1›$/);
    expect(text).toContain('"origin":"https://shop.example"');
  });

  it("lets no title or name grow without end", () => {
    const book = new Notebook();
    book.take({ kind: "context", at: 0, context: contextOf({ title: "a ".repeat(2_000) }) });
    book.take(element(5, "changed", field("b ".repeat(2_000))));
    expect(() => book.events.map((event) => SessionEvent.parse(event))).not.toThrow();
  });

  it("refuses a picture without a name", () => {
    const book = new Notebook();
    expect(() => book.take({ kind: "frame", at: 5, endedAt: 6, ref: "p1" })).toThrow(TypeError);
  });

  it("says that nothing was recorded for a time", () => {
    const book = new Notebook();
    const { value } = book.journal.gap(1_500, 4_000, "paused");
    expect(value).toEqual({ kind: "gap", seq: 0, at: 500, until: 3_000, reason: "paused" });
  });
});

describe("the element that a press acted on", () => {
  it("is told with the press when it is known in time", () => {
    const book = new Notebook();
    book.take(element(8, "pressed"), button(10));
    expect(book.events).toMatchObject([{ kind: "button-pressed", target: { name: "Save" } }]);
  });

  it("is told on its own when it comes after the press was written", () => {
    const book = new Notebook();
    book.take(button(10));
    book.take(element(12, "pressed"));
    expect(kinds(book.events)).toEqual(["button-pressed", "element-changed"]);
    expect(book.events[0]).not.toHaveProperty("target");
  });

  it("is not given to another press", () => {
    const book = new Notebook();
    book.take(element(8, "pressed"), button(200));
    expect(book.events[0]).not.toHaveProperty("target");
  });

  it("is given to one press only", () => {
    const book = new Notebook();
    book.take(element(8, "pressed"), button(10), button(40, false), button(50));
    expect(book.events.filter((event) => "target" in event)).toHaveLength(1);
  });

  it("is told at once when its value changed", () => {
    const book = new Notebook();
    book.take(element(12, "changed"));
    expect(kinds(book.events)).toEqual(["element-changed"]);
  });
});

describe("pictures", () => {
  const before = (action: number) => ({ action, role: "before", ref: "f1", ageMs: 12.4 }) as const;

  it("are written after their action, with its number and a whole age", () => {
    const book = new Notebook();
    book.take(button(10));
    book.frame(4, "f1", before(book.action));
    expect(book.events.at(-1)).toEqual({
      kind: "frame-taken",
      seq: 1,
      at: 4,
      frame: "f1",
      role: "before",
      of: 0,
      ageMs: 12,
      context: "c1",
    });
  });

  it("wait for the run of typing that they belong to", () => {
    const book = new Notebook();
    const end = book.type("hello", 100);
    expect(book.begun.map(({ at }) => at - 1_000)).toEqual([100]);
    expect(book.frame(60, "f1", before(book.action))).toEqual([]);
    book.finish(end);
    expect(kinds(book.events)).toEqual(["text-typed", "frame-taken"]);
    expect(book.events[1]).toMatchObject({ of: book.events[0]?.seq, role: "before" });
  });

  it("serve two actions at once", () => {
    const book = new Notebook();
    book.take(button(10));
    const first = book.action;
    book.take(button(300));
    const after = { action: first, role: "after", ref: "f1", ageMs: 30 } as const;
    book.frame(200, "f1", after, before(book.action));
    expect(book.events.slice(2)).toMatchObject([
      { role: "after", of: 0 },
      { role: "before", of: 1 },
    ]);
  });

  it("of typing that was forgotten are not written", () => {
    const book = new Notebook();
    book.type("hello", 100);
    book.frame(60, "f1", before(book.action));
    book.journal.discard();
    book.finish(2_000);
    expect(book.events).toEqual([]);
  });
});
