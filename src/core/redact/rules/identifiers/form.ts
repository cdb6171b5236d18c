/**
 * How one kind of identifier is written, checked and talked about.
 *
 * @module
 */
import type { RedactionKind } from "../../rule.ts";

export interface IdentifierForm {
  /** `us-ssn`. */
  readonly name: string;
  /** What it looks like without separators, in capitals. */
  readonly pattern: RegExp;
  readonly lengths: readonly number[];
  /** Its check digits, or whatever else its makers say must hold. */
  readonly check?: (value: string) => boolean;
  /** Sizes of its groups where people write it with separators: `3-2-4`. */
  readonly groups?: readonly string[];
  /** Words that stand near it, in lower case. */
  readonly words: readonly string[];
  /** How sure a value that passes the check is without any word; 0.6 where it is not said. */
  readonly bare?: number;
  /** How sure a value without check digits is that is grouped as people do. */
  readonly grouped?: number;
  readonly kind?: RedactionKind;
}

export function form(
  name: string,
  pattern: RegExp,
  lengths: number | readonly number[],
  words: string,
  rest: Omit<IdentifierForm, "name" | "pattern" | "lengths" | "words"> = {},
): IdentifierForm {
  const sizes = typeof lengths === "number" ? [lengths] : lengths;
  return { name, pattern, lengths: sizes, words: words.split("|"), ...rest };
}
