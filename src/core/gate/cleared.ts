/**
 * What comes out of the gate, and what a screenshot must tell about itself to be asked about.
 *
 * @module
 */
import type { Context } from "../../contract/events.ts";
import type { Rect } from "../../contract/geometry.ts";
import type { Origin } from "../../contract/ids.ts";
import type { KeyName, Modifier, PointerButton } from "../../contract/keys.ts";
import type { DropReason } from "../../contract/signals.ts";
import type { PageElement } from "../ports/browser-context.ts";
import type { Mono } from "../ports/observation.ts";
import type { Permitted } from "./permitted.ts";

export type Cleared =
  /** Comes before the first fact in this context. The title is raw, and absent when not granted. */
  | { readonly kind: "context"; readonly at: Mono; readonly context: Context }
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
      readonly dx: number;
      readonly dy: number;
      readonly modifiers: readonly Modifier[];
    }
  /** A chord or a key that types nothing; in a page also Backspace and Delete. */
  | {
      readonly kind: "key-named";
      readonly at: Mono;
      readonly down: boolean;
      readonly key: KeyName;
      readonly modifiers: readonly Modifier[];
      readonly repeat: boolean;
    }
  /** The page confirmed that this press landed in a plain field of a granted site. */
  | {
      readonly kind: "key-text";
      readonly at: Mono;
      readonly text: string;
      readonly key: KeyName;
      readonly element: PageElement | undefined;
    }
  /** Something was typed at this moment. Nothing says what. */
  | { readonly kind: "key-hidden"; readonly at: Mono }
  /**
   * After the key at `at`, input was dropped that may have changed the same text. What was
   * typed before and after must not be read as one run: a secret cut in two is not recognised.
   */
  | { readonly kind: "typing-broken"; readonly at: Mono }
  | {
      readonly kind: "element";
      readonly at: Mono;
      readonly cause: "pressed" | "changed";
      readonly origin: Origin;
      readonly element: PageElement;
    }
  | {
      readonly kind: "frame";
      /** When reading the pixels began. */
      readonly at: Mono;
      readonly endedAt: Mono;
      readonly ref: string;
    };

/** A screenshot whose pixels the caller holds under `ref` until the gate has answered. */
export interface FrameCandidate {
  readonly ref: string;
  readonly startedAt: Mono;
  readonly endedAt: Mono;
  readonly window: number;
  readonly popups: readonly number[];
  /** Everything that was read lies in here, in display coordinates. */
  readonly clip: Rect;
  /** What was painted black, in display coordinates. */
  readonly hidden: readonly Rect[];
}

export interface GateOutput {
  /**
   * In order of `at`. Input never goes back behind an earlier output; frames and elements,
   * which arrive later than the input they belong to, may.
   */
  readonly permitted: readonly Permitted<Cleared>[];
  /** Keys, and everything in a secure span, count once in 5 s per reason: never how many. */
  readonly dropped: ReadonlyMap<DropReason, number>;
  /** How many facts were decided, counted as coarsely as the drops are. */
  readonly seen: number;
  /** The caller frees these pixels. */
  readonly refusedFrames: readonly string[];
}
