import type { KeyName, Modifier, PointerButton } from "../../contract/keys.ts";
import type { Health, Mono } from "./observation.ts";

/** What a person's hands did. `at` is the time of the event itself, not of its arrival. */
export type InputFact =
  | { readonly kind: "pointer-moved"; readonly at: Mono; readonly x: number; readonly y: number }
  | {
      readonly kind: "button";
      readonly at: Mono;
      readonly x: number;
      readonly y: number;
      readonly button: PointerButton;
      readonly down: boolean;
      readonly modifiers: readonly Modifier[];
    }
  | {
      readonly kind: "wheel";
      readonly at: Mono;
      readonly x: number;
      readonly y: number;
      /** Notches; `dy` > 0 turns the wheel away from the person. */
      readonly dx: number;
      readonly dy: number;
      readonly modifiers: readonly Modifier[];
    }
  | {
      readonly kind: "key";
      readonly at: Mono;
      readonly down: boolean;
      /** Named key, or the unmodified character; `Unidentified` where the layout has none. */
      readonly key: KeyName;
      /** What this press would type, before any input method; absent when it types nothing. */
      readonly text?: string;
      readonly modifiers: readonly Modifier[];
      readonly repeat: boolean;
    }
  /** The source knows that it missed input up to now. */
  | { readonly kind: "lost"; readonly at: Mono };

/**
 * Where pointer and key facts come from. Judges nothing.
 * Every implementation must pass test/contracts/input-source.contract.ts.
 */
export interface InputSource {
  /** Facts arrive in order of `at`, in batches, possibly late. Throws {@link SourceUnavailable}. */
  start(sink: (facts: readonly InputFact[]) => void): Promise<AsyncDisposable>;
  health(): Health;
}

/** A source cannot work on this machine as it is. The message says why and what mends it. */
export class SourceUnavailable extends Error {
  override readonly name = "SourceUnavailable";
  readonly code = "source-unavailable";
}
