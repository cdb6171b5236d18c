import type { Rect, Size } from "../../contract/geometry.ts";
import type { Health, Mono } from "./observation.ts";

/** One window to read, and which part of it. */
export interface GrabLayer {
  readonly window: number;
  /** Where the window's top left corner is on the display. */
  readonly x: number;
  readonly y: number;
  /** Display coordinates; nothing outside is read into the frame. */
  readonly clip: Rect;
}

/** The display as sparse tiles: place (row-major tile index) to key of the tile's content. */
export interface TileGrid {
  readonly display: Size;
  readonly region: Rect;
  readonly places: ReadonlyMap<number, string>;
}

export type GrabResult =
  | {
      readonly outcome: "grabbed";
      readonly startedAt: Mono;
      readonly endedAt: Mono;
      readonly grid: TileGrid;
      /** RGB bytes (64 × 64 × 3) of each tile key that the previous grabs did not deliver yet. */
      readonly fresh: ReadonlyMap<string, Uint8Array>;
    }
  /** A window vanished, was minimised or changed size in between: there is no frame. */
  | { readonly outcome: "failed"; readonly why: "window-gone" | "size-changed" | "display-lost" };

/**
 * Reads pixels of named windows only, whatever lies above them.
 * Every implementation must pass test/contracts/pixel-source.contract.ts.
 */
export interface PixelSource {
  /** Which windows to observe for damage; replaces the previous set. */
  watch(windows: readonly number[]): void;
  /** Whether any watched window painted since the last call. */
  damaged(): boolean;
  /**
   * Layers lowest first; later layers cover earlier ones. What lies in `hidden` (display
   * coordinates) is black in the frame and in every tile of it, whatever the layers show there.
   */
  grab(layers: readonly GrabLayer[], display: Size, hidden: readonly Rect[]): GrabResult;
  /** Forgets which tiles were delivered, so that the next grab delivers all its tiles. */
  reset(): void;
  health(): Health;
  [Symbol.dispose](): void;
}
