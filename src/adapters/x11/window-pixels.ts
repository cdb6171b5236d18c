import type { Rect, Size } from "../../contract/geometry.ts";
import { SourceUnavailable } from "../../core/ports/input-source.ts";
import type { Health } from "../../core/ports/observation.ts";
import type { GrabLayer, GrabResult, PixelSource } from "../../core/ports/pixel-source.ts";
import { monotonicNow } from "./monotonic.ts";
import { builtAddon, loadAddon, type NativeWindowGrabber } from "./native-addon.ts";

const largestDisplay = 32_767;

/**
 * Reads windows from the pixmap that the X server draws each into (Composite), never from the
 * screen. A part that a window has not painted since it was first watched is black: so watch
 * a window before its first grab.
 */
export class WindowPixels implements PixelSource {
  readonly #grabber: NativeWindowGrabber;
  #closed = false;

  constructor(display: string, options: { readonly addon?: string } = {}) {
    const addon = loadAddon(options.addon ?? builtAddon);
    try {
      this.#grabber = new addon.WindowGrabber(display);
    } catch (cause) {
      const fact = cause instanceof Error ? cause.message : "unknown";
      throw new SourceUnavailable(`Cannot read windows: ${fact}. Run assent doctor`, { cause });
    }
  }

  watch(windows: readonly number[]): void {
    this.#grabber.watch(Uint32Array.from(windows));
  }

  damaged(): boolean {
    return this.#grabber.damaged();
  }

  grab(layers: readonly GrabLayer[], display: Size, hidden: readonly Rect[]): GrabResult {
    if (display.width > largestDisplay || display.height > largestDisplay) {
      throw new TypeError("Cannot grab: the display is larger than X11 allows");
    }
    const packed = Int32Array.from(
      layers.flatMap(({ window, x, y, clip }) =>
        [window, x, y].concat(clip.x, clip.y, clip.width, clip.height),
      ),
    );
    const black = Int32Array.from(hidden.flatMap((area) => cut(area, display)));
    const startedAt = monotonicNow();
    const grab = this.#grabber.grab(packed, black, display.width, display.height);
    const endedAt = monotonicNow();
    if (grab.outcome !== "grabbed") return { outcome: "failed", why: grab.outcome };
    const places = new Map<number, string>();
    grab.keys.forEach((key, index) => places.set(grab.places[index] ?? 0, key));
    return {
      outcome: "grabbed",
      startedAt,
      endedAt,
      grid: { display, region: grab.region, places },
      fresh: new Map(grab.fresh),
    };
  }

  reset(): void {
    this.#grabber.reset();
  }

  health(): Health {
    if (this.#closed) return { ok: false, reasons: ["Window capture is closed."] };
    if (this.#grabber.lost()) return { ok: false, reasons: ["The display was lost."] };
    return { ok: true, reasons: [] };
  }

  [Symbol.dispose](): void {
    this.#closed = true;
    this.#grabber.close();
  }
}

/** Cut here, because larger numbers would wrap on their way and hide another place. */
function cut(area: Rect, display: Size): readonly number[] {
  const x = Math.max(0, Math.min(area.x, display.width));
  const y = Math.max(0, Math.min(area.y, display.height));
  const right = Math.max(x, Math.min(area.x + area.width, display.width));
  const bottom = Math.max(y, Math.min(area.y + area.height, display.height));
  return [x, y, right - x, bottom - y];
}
