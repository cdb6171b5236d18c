/**
 * What comes of typing, and what the keys are that it is made from.
 *
 * @module
 */
import type { Redaction } from "../../contract/events.ts";
import type { Modifier } from "../../contract/keys.ts";
import type { EditKey } from "./edit-buffer.ts";

/** A key that the gate permitted. `at` is in milliseconds of the session. */
export type TypingKey =
  | { readonly kind: "text"; readonly at: number; readonly text: string }
  | {
      readonly kind: "edit";
      readonly at: number;
      readonly key: EditKey;
      readonly modifiers: readonly Modifier[];
    }
  /** Everything in the field is selected (ctrl+A). */
  | { readonly kind: "select-all"; readonly at: number }
  | { readonly kind: "hidden"; readonly at: number };

export interface TypedRun {
  readonly kind: "typed";
  readonly field: string;
  readonly at: number;
  readonly until: number;
  readonly text: string;
  readonly edits: number;
  readonly redactions: readonly Redaction[];
  /** A run of this field that was given out before holds part of the same secret: hide it. */
  readonly earlierRunAlsoSecret?: boolean;
}

/** Keys were pressed, on a 5 s grid: not what, nor how many. */
export interface HiddenSpan {
  readonly kind: "hidden";
  readonly field: string;
  readonly at: number;
  readonly until: number;
}

export type TypingOutput = TypedRun | HiddenSpan;
