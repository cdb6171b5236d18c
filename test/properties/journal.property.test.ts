/** Whatever else is done while a secret is typed, nothing that the journal gives out holds a part of it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SessionEvent } from "../../src/contract/events.ts";
import { contextOf, button, field, key, named, Notebook } from "../unit/core/journal/notebook.ts";

const secrets = [
  "4111 1111 1111 1111",
  "ada.lovelace@example.org",
  "DE89 3704 0044 0532 0130 00",
  "ghp_1A2b3C4d5E6f7G8h9I0j1K2l3M4n5O6p7Q8r",
] as const;

/** Shorter parts are in the alphabet of everybody. */
const fragment = 6;

type Deed = "none" | "typo" | "there-and-back" | "click" | "broken" | "pause" | "element" | "tick";
const deed = fc.constantFrom<Deed>(
  "none",
  "none",
  "none",
  "typo",
  "there-and-back",
  "click",
  "broken",
  "pause",
  "element",
  "tick",
);

function perform(book: Notebook, what: Deed, at: number, secret: string): number {
  switch (what) {
    case "none":
      return at;
    case "typo":
      book.take(key(at + 10, "q"), named(at + 20, "Backspace"));
      return at + 30;
    case "there-and-back":
      book.take(named(at + 10, "ArrowLeft"), named(at + 20, "ArrowRight"));
      return at + 30;
    case "click":
      book.take(button(at + 10), button(at + 20, false));
      return at + 30;
    case "broken":
      book.take({ kind: "typing-broken", at: at + 10 });
      return at + 20;
    case "pause":
      return at + 3_500;
    case "element":
      book.take({
        kind: "context",
        at: at + 10,
        context: contextOf({ title: `Draft: ${secret}` }),
      });
      return at + 20;
    case "tick":
      book.tick(at + 30);
      return at + 40;
  }
}

function partsIn(book: Notebook, secret: string): readonly string[] {
  const told = JSON.stringify(book.events);
  const parts = Array.from({ length: secret.length - fragment + 1 }, (_, from) =>
    secret.slice(from, from + fragment),
  );
  return parts.filter((part) => told.includes(part));
}

describe("the journal", () => {
  it("gives out no part of a secret, however it was typed", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...secrets),
        fc.array(deed, { minLength: 1, maxLength: 12 }),
        fc.constantFrom("", "my number is "),
        (secret, deeds, lead) => {
          const book = new Notebook();
          let at = book.type(lead, 100);
          let pauses = 0;
          Array.from(secret).forEach((character, index) => {
            const what = deeds[index % deeds.length] ?? "none";
            // What was typed ten seconds ago is out; its owner is told (splitSecrets).
            if (what !== "pause" || pauses++ < 2) at = perform(book, what, at, secret);
            book.take(key((at += 40), character));
          });
          book.finish(at + 100);
          expect(partsIn(book, secret)).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("gives out only what the contract allows, each number once and in order", () => {
    const act = fc.constantFrom("key", "back", "all", "enter", "click", "hidden", "move", "wheel");
    const step = fc.record({ act, wait: fc.integer({ min: 1, max: 5_000 }), place: fc.nat(2) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const book = new Notebook();
        let at = 0;
        for (const { act: what, wait, place } of steps) {
          at += wait;
          const context = `c${place}`;
          const where = { at, x: 1, y: 1, place: context };
          if (what === "key") book.take(key(at, "k", field("F", place), context));
          else if (what === "back") book.take(named(at, "Backspace", {}, context));
          else if (what === "all") book.take(named(at, "a", { modifiers: ["ctrl"] }, context));
          else if (what === "enter") book.take(named(at, "Enter", {}, context));
          else if (what === "click") book.take({ ...button(at), place: context });
          else if (what === "hidden") book.take({ kind: "key-hidden", at, place: context });
          else if (what === "move") book.take({ ...where, kind: "pointer-moved" });
          else book.take({ ...where, kind: "wheel", dx: 0, dy: 1, modifiers: [] });
          book.frame(at, `f${book.events.length}`, {
            action: book.action,
            role: "after",
            ref: "p",
            ageMs: 1,
          });
        }
        book.finish(at + 1);
        for (const event of book.events) SessionEvent.parse(event);
        expect(book.events.map(({ seq }) => seq)).toEqual([...book.events.keys()]);
        const early = book.events.filter(
          (event) => event.kind === "frame-taken" && event.of >= event.seq,
        );
        expect(early).toEqual([]);
        const typed = book.texts.join("").length;
        const keys = steps.filter((one) => one.act === "key").length;
        expect(typed).toBeLessThanOrEqual(keys);
      }),
      { numRuns: 200 },
    );
  });
});
