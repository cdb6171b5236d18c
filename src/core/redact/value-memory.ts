/**
 * Which values a session has hidden, so that each keeps its token and is hidden again
 * wherever it turns up without the context that gave it away.
 *
 * Lives in memory only. Bounded: when full, the value seen longest ago gives way, and if it
 * returns it gets a new number. Numbers are never used twice.
 *
 * @module
 */
import { compact } from "./compact.ts";
import { LiteralIndex } from "./literal-index.ts";
import type { NamedFinding } from "./merge.ts";
import type { RedactionKind } from "./rule.ts";
import { tokenFor } from "./token.ts";

const capacity = 10_000;
/** Shorter values would hide half of any text. */
const shortestRemembered = 6;
const rule = "seen-before/1";
const wordLike = /^(?:\p{L}{1,11}|[0-9]{1,9})$/u;
const wordCharacter = /[\p{L}\p{N}]/u;

interface Remembered {
  readonly kind: RedactionKind;
  readonly token: string;
  readonly literal: string;
}

export class ValueMemory {
  readonly #values = new Map<string, Remembered>();
  readonly #index = new LiteralIndex<RedactionKind>(shortestRemembered);
  readonly #counts = new Map<RedactionKind, number>();

  /** The value's token; a value first seen under another class keeps that class. */
  tokenOf(
    value: string,
    kind: RedactionKind,
  ): { readonly kind: RedactionKind; readonly token: string } {
    const literal = compact(value).text;
    const key = keyOf(value, literal);
    const known = this.#values.get(key);
    if (known !== undefined) {
      this.#values.delete(key);
      this.#values.set(key, known);
      return known;
    }
    const number = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, number);
    const remembered = { kind, token: tokenFor(kind, number), literal };
    this.#values.set(key, remembered);
    this.#index.add(literal, kind);
    this.#makeRoom();
    return remembered;
  }

  /** Where values of this session stand in the text. */
  *find(text: string): Generator<NamedFinding> {
    if (this.#index.isEmpty) return;
    const view = compact(text);
    const original = (hit: { readonly start: number; readonly end: number }) => view.original(hit);
    const accept = (hit: { readonly start: number; readonly end: number }) => {
      const span = original(hit);
      if (!wordLike.test(view.text.slice(hit.start, hit.end))) return true;
      return (
        !wordCharacter.test(text.charAt(span.start - 1)) &&
        !wordCharacter.test(text.charAt(span.end))
      );
    };
    for (const hit of this.#index.hits(view.text, accept))
      yield { ...original(hit), kind: hit.entry, rule, confidence: 0.9 };
  }

  forget(): void {
    this.#values.clear();
    this.#index.clear();
  }

  #makeRoom(): void {
    for (const [key, { literal }] of this.#values) {
      if (this.#values.size <= capacity) return;
      this.#values.delete(key);
      this.#index.remove(literal);
    }
  }
}

/** Addresses differ by their dots; of all else only letters and digits count. */
function keyOf(value: string, literal: string): string {
  return literal === "" || value.includes("@") ? value.toLowerCase() : literal;
}
