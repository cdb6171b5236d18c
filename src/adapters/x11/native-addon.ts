import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { SourceUnavailable } from "../../core/ports/input-source.ts";

/** Seven numbers a layer: window, x, y, and x, y, width, height of its clip. */
export type PackedLayers = Int32Array;

/** Four numbers a rectangle: x, y, width, height. */
export type PackedRects = Int32Array;

export type NativeGrab =
  | { readonly outcome: "window-gone" | "size-changed" | "display-lost" }
  | {
      readonly outcome: "grabbed";
      readonly region: { x: number; y: number; width: number; height: number };
      readonly places: Uint32Array;
      /** Key of the tile at each place. */
      readonly keys: readonly string[];
      readonly fresh: readonly (readonly [string, Uint8Array])[];
    };

export interface NativeWindowGrabber {
  watch(windows: Uint32Array): void;
  damaged(): boolean;
  grab(layers: PackedLayers, hidden: PackedRects, width: number, height: number): NativeGrab;
  reset(): void;
  lost(): boolean;
  close(): void;
}

/** Eight numbers an event, as native-input-facts.ts reads them. */
export type PackedInput = Float64Array;

export interface NativeInputListener {
  /** Raw events of keys and buttons so far, by who made them. */
  made(): { readonly byHand: number; readonly byProgram: number };
  close(): void;
}

export interface NativeInputListenerClass {
  /**
   * `capacity`: how many events may wait for JavaScript. `dropped` events came after the ones
   * told with it. After `lost` nothing more is told.
   */
  new (
    display: string,
    capacity: number,
    onBatch: (events: PackedInput, dropped: number, lost: boolean) => void,
  ): NativeInputListener;
  /** What this display lacks for listening; `undefined` when it lacks nothing. */
  missing(display: string): string | undefined;
}

export interface NativeAddon {
  readonly WindowGrabber: new (display: string) => NativeWindowGrabber;
  readonly InputListener: NativeInputListenerClass;
}

/** Where `scripts/build-native.mjs` puts the addon. */
export const builtAddon = fileURLToPath(
  new URL("../../../native/build/Release/assent.node", import.meta.url),
);

export function loadAddon(path: string): NativeAddon {
  try {
    return createRequire(import.meta.url)(path) as NativeAddon;
  } catch (cause) {
    throw new SourceUnavailable(
      "Cannot read windows: Assent's native part is not built. Run node scripts/build-native.mjs",
      { cause },
    );
  }
}
