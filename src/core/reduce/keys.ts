/**
 * Key presses become keys and chords, typing runs become typed text.
 *
 * @module
 */
import type { Context, SessionEvent } from "../../contract/events.ts";
import type { KeyName } from "../../contract/keys.ts";
import { type Draft, draft } from "./draft.ts";
import type { Remainder } from "./reduce.ts";

type KeyEvent = Extract<
  SessionEvent,
  { kind: "key-pressed" | "key-released" | "text-typed" | "typing-hidden" }
>;

const modifierKeys: ReadonlySet<string> = new Set([
  "Control",
  "Alt",
  "Shift",
  "Meta",
  "AltGraph",
  "CapsLock",
  "NumLock",
]);
const names = {
  ctrl: "Control",
  alt: "Alt",
  shift: "Shift",
  meta: "Meta",
  altgr: "AltGraph",
} as const;

export class KeyReducer {
  readonly #drafts: Draft[];
  readonly #leave: (what: Remainder) => void;
  readonly #held = new Map<KeyName, Draft>();

  constructor(drafts: Draft[], leave: (what: Remainder) => void) {
    this.#drafts = drafts;
    this.#leave = leave;
  }

  accept(event: KeyEvent, context: Context): void {
    switch (event.kind) {
      case "key-pressed":
        return this.#press(event, context);
      case "key-released":
        return this.#release(event);
      case "text-typed": {
        const from = draft("type", event, context);
        from.end = event.until;
        from.text = event.text;
        from.edits = event.edits;
        from.redactions = event.redactions;
        if (event.target !== undefined) from.target = event.target;
        if (event.redactions.length > 0) from.flags.add("redacted");
        this.#drafts.push(from);
        return;
      }
      case "typing-hidden": {
        const from = draft("type", event, context);
        from.end = event.until;
        from.flags.add("hidden");
        this.#drafts.push(from);
        return;
      }
    }
  }

  interrupt(): void {
    this.#held.clear();
  }

  #press(event: Extract<KeyEvent, { kind: "key-pressed" }>, context: Context): void {
    if (modifierKeys.has(event.key)) return this.#leave("modifier-only");
    const from = draft(event.modifiers.length > 0 ? "chord" : "key", event, context);
    from.keys = [...event.modifiers.map((one): KeyName => names[one]), event.key];
    this.#drafts.push(from);
    this.#held.set(event.key, from);
  }

  #release(event: Extract<KeyEvent, { kind: "key-released" }>): void {
    const from = this.#held.get(event.key);
    if (from === undefined) {
      return this.#leave(modifierKeys.has(event.key) ? "modifier-only" : "orphan-release");
    }
    this.#held.delete(event.key);
    from.seqs.push(event.seq);
    from.end = event.at;
    from.holdMs = event.at - from.start;
  }
}
