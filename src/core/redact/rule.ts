/**
 * What a recognizer is: a name with a version, a class, and a search over plain text.
 *
 * A rule sees normalised text and nothing else, so it can be read and tested alone. It says
 * how sure it is; whether that suffices is the profile's decision (rules/registry.ts). A
 * failed checksum lowers confidence and never clears a long number, because people mistype.
 * Every rule runs in time linear in the text: no pattern may backtrack over what it read.
 *
 * @module
 */

import type { TextView } from "./text-view.ts";

/** Every class of hidden value, as it is written in tokens. */
export const redactionKinds = [
  "ADDRESS",
  "BANK",
  "BIRTH_DATE",
  "CARD",
  "CRYPTO",
  "EMAIL",
  "IBAN",
  "IP",
  "MAC",
  "MEDICAL",
  "NATIONAL_ID",
  "NUMBER",
  "PASSWORD",
  "PERSON",
  "PHONE",
  "PRIVATE_KEY",
  "SECRET",
  "TERM",
  "TEXT",
] as const;
export type RedactionKind = (typeof redactionKinds)[number];

/** A stretch of text, in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Finding extends Span {
  /** From 0 to 1; at 1 a checksum or an unmistakable form leaves no doubt. */
  readonly confidence: number;
  /** What the stretch means, when other spellings mean the same; else the stretch itself. */
  readonly value?: string;
}

export interface Rule {
  /** Name and version: `card-luhn/1`. The version grows whenever the rule finds other things. */
  readonly name: string;
  readonly kind: RedactionKind;
  find(text: string, view: TextView): Iterable<Finding>;
}
