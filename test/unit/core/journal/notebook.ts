/** A journal with a real redactor, and things that the gate let through to put into it. */
import type { Context, SessionEvent } from "../../../../src/contract/events.ts";
import { ContextId, FrameId, Origin, ScopeId } from "../../../../src/contract/ids.ts";
import type { Cleared } from "../../../../src/core/gate/cleared.ts";
import { mint, type Permitted } from "../../../../src/core/gate/permitted.ts";
import {
  type BegunAction,
  Journal,
  type JournalOutput,
} from "../../../../src/core/journal/journal.ts";
import type { PageElement } from "../../../../src/core/ports/browser-context.ts";
import { SessionRedactor } from "../../../../src/core/redact/session-redactor.ts";

/** The moment that is 0 in the session's own time. */
export const started = 1_000;
export const card = "4111 1111 1111 1111";
export const email = "ada.lovelace@example.org";

export const field = (name: string, x = 10): PageElement => ({
  role: "textbox",
  name,
  bounds: { x, y: 600, width: 200, height: 20 },
});

export const contextOf = (more: Partial<Context> = {}): Context => ({
  id: ContextId.parse("c1"),
  scope: ScopeId.parse("shop"),
  app: "chromium",
  window: "w1",
  bounds: { x: 0, y: 600, width: 800, height: 300 },
  ...more,
});

/** Moments are in the session's own time. */
export class Notebook {
  readonly journal = new Journal({
    redactor: new SessionRedactor({ profile: "standard" }),
    started,
  });
  readonly events: SessionEvent[] = [];
  readonly begun: BegunAction[] = [];

  /** Puts these in, as one tick of the recorder does. */
  take(...values: readonly Given[]): readonly SessionEvent[] {
    const at = Math.max(...values.map((value) => value.at));
    return this.tick(at, ...values);
  }

  tick(now: number, ...values: readonly Given[]): readonly SessionEvent[] {
    const marked = values.map(({ place = "c1", ...value }) =>
      permittedAt({ ...value, at: value.at + started } as Cleared, place),
    );
    return this.#note(this.journal.accept(marked, now + started));
  }

  /** Types one character after the other, 100 ms apart; the moment after the last. */
  type(text: string, from: number, element?: PageElement, place?: string): number {
    let at = from;
    for (const character of text) {
      this.take(key(at, character, element, place));
      at += 100;
    }
    return at;
  }

  frame(at: number, ref: string, ...bindings: Parameters<Journal["frame"]>[2]) {
    const taken = permittedAt(
      { kind: "frame", at: at + started, endedAt: at + started, ref },
      "c1",
    );
    return this.#note({
      events: this.journal.frame(taken, FrameId.parse(ref), bindings),
      begun: [],
    });
  }

  finish(now: number): readonly SessionEvent[] {
    return this.#note(this.journal.finish(now + started));
  }

  /** The newest action that wants pictures. */
  get action(): number {
    return this.begun.at(-1)?.action ?? -1;
  }

  get texts(): readonly string[] {
    return this.events.flatMap((event) => (event.kind === "text-typed" ? [event.text] : []));
  }

  #note({ events, begun }: JournalOutput): readonly SessionEvent[] {
    const values = events.map(({ value }) => value);
    this.events.push(...values);
    this.begun.push(...begun);
    return values;
  }
}

export type Given = Cleared & { readonly place?: string };

const permittedAt = (value: Cleared, place: string): Permitted<Cleared> =>
  mint(value, ContextId.parse(place));

export const key = (
  at: number,
  text: string,
  element: PageElement | undefined = field("Name"),
  place = "c1",
): Given => ({ kind: "key-text", at, text, key: text, element, place });

type Named = Extract<Cleared, { kind: "key-named" }>;
export const named = (
  at: number,
  name: string,
  more: Partial<Named> = {},
  place = "c1",
): Given => ({
  kind: "key-named",
  at,
  down: true,
  key: name,
  modifiers: [],
  repeat: false,
  ...more,
  place,
});

export const button = (at: number, down = true): Given => ({
  kind: "button",
  at,
  x: 40,
  y: 610,
  button: "left",
  down,
  modifiers: [],
});

export const element = (at: number, cause: "pressed" | "changed", of = field("Save")): Given => ({
  kind: "element",
  at,
  cause,
  origin: Origin.parse("https://shop.example"),
  element: of,
});

export const kinds = (events: readonly SessionEvent[]) => events.map(({ kind }) => kind);
