/**
 * Turns permitted keys into what is kept of them, and knows where typing has a hole.
 *
 * A release is kept only if its press was kept by name: by itself it would tell which character was
 * typed. When a key that may have changed the same text is dropped, the text before it is
 * marked as broken, since half a secret is not recognised as one.
 *
 * @module
 */
import type { KeyName } from "../../contract/keys.ts";
import type { DropReason } from "../../contract/signals.ts";
import type { Mono } from "../ports/observation.ts";
import { type KeyFact, classify } from "./key-class.ts";
import type { Release } from "./release.ts";
import type { KeyPermit } from "./rules/key.ts";
import type { Place } from "./verdict.ts";

/** Certainly happened elsewhere, so that it cannot have changed the text. */
const elsewhere: ReadonlySet<DropReason> = new Set([
  "not-allowed-app",
  "own-window",
  "not-allowed-site",
]);

export class Typing {
  /** Keys that are down and whose press was kept by name. */
  readonly #down = new Set<KeyName>();
  /** The last key that changed a text. */
  #open: { readonly at: Mono; readonly place: Place } | undefined;

  /** Keys that are kept as part of others, if at all. */
  isSilent(fact: KeyFact): boolean {
    return classify(fact) === "modifier" || (!fact.down && !this.#down.has(fact.key));
  }

  permitted(fact: KeyFact, granted: KeyPermit, release: Release): void {
    const { at, key, down, modifiers, repeat, text } = fact;
    const { place } = granted;
    if (!down) this.#down.delete(key);
    if (granted.as === "text" && text !== undefined) {
      release.add({ kind: "key-text", at, text, key, element: granted.element }, place);
      this.#open = { at, place };
    } else if (granted.as === "named") {
      if (down) this.#down.add(key);
      release.add({ kind: "key-named", at, down, key, modifiers, repeat }, place);
      if (classify(fact) === "edit") this.#open = { at, place };
    } else if (down) release.add({ kind: "key-hidden", at }, place);
  }

  /** A key was dropped: its release, too, is nobody's. */
  refused(fact: KeyFact): void {
    this.#down.delete(fact.key);
  }

  /** A key or button was dropped that may have changed what was typed last. */
  dropped(reason: DropReason, release: Release): void {
    if (!elsewhere.has(reason)) this.break(release);
  }

  break(release: Release): void {
    if (this.#open === undefined) return;
    const { at, place } = this.#open;
    release.add({ kind: "typing-broken", at }, place);
    this.#open = undefined;
  }

  /** Which keys are down is no longer known. */
  releaseAll(): void {
    this.#down.clear();
  }

  forget(): void {
    this.#down.clear();
    this.#open = undefined;
  }
}
