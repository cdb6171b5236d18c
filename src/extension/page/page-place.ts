/**
 * Where the page is on the display, in physical pixels.
 *
 * A browser does not say where its page area is. A trusted pointer event does: it carries
 * the same place in page and in screen units. Until the first one, and after anything
 * around the page changed its size, only the area is claimed that is page wherever the
 * browser's bars may be.
 *
 * @module
 */
import type { Rect } from "../../contract/geometry.ts";

/** The measures of a window that a page can read. Screen units, except `inner`: page units. */
export interface WindowMeasures {
  readonly screenX: number;
  readonly screenY: number;
  readonly outerWidth: number;
  readonly outerHeight: number;
  readonly innerWidth: number;
  readonly innerHeight: number;
  readonly devicePixelRatio: number;
}

export interface PointerPlace {
  readonly screenX: number;
  readonly screenY: number;
  readonly clientX: number;
  readonly clientY: number;
}

/** The window manager's frame may or may not be part of what a browser reports. */
const frameMargin = 12;

/** A rectangle of page units, moved to the display; whole pixels inside it unless `outwards`. */
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export class PagePlace {
  #zoom: number | null = null;
  #origin: { readonly dx: number; readonly dy: number; readonly like: string } | null = null;

  setZoom(zoom: number): void {
    this.#zoom = zoom;
  }

  pointer(at: PointerPlace, window: WindowMeasures): void {
    if (this.#zoom === null) return;
    this.#origin = {
      dx: at.screenX - at.clientX * this.#zoom - window.screenX,
      dy: at.screenY - at.clientY * this.#zoom - window.screenY,
      like: this.#shape(window),
    };
  }

  /** The page's area, never larger than it is; `null` when not even a part is certain. */
  viewport(window: WindowMeasures): Rect | null {
    const zoom = this.#zoom;
    if (zoom === null || window.innerWidth === 0 || window.innerHeight === 0) return null;
    const scale = window.devicePixelRatio / zoom;
    const origin = this.#exact(window);
    if (origin !== null) {
      // Fractions of a pixel come from zoom and scaling only.
      const margin = zoom === 1 && scale === 1 ? 0 : 1;
      const box = { ...origin, width: window.innerWidth * zoom, height: window.innerHeight * zoom };
      return inside(scaled(box, scale), margin);
    }
    const slackX = window.outerWidth - window.innerWidth * zoom;
    const slackY = window.outerHeight - window.innerHeight * zoom;
    if (slackX < -1 || slackY < -1) return null;
    const certain = {
      x: window.screenX + slackX,
      y: window.screenY + slackY,
      width: window.innerWidth * zoom - slackX,
      height: window.innerHeight * zoom - slackY,
    };
    return inside(scaled(certain, scale), Math.ceil(frameMargin * scale));
  }

  /** Where a box of page units is on the display; `null` until a pointer event told. */
  box(rect: Box, window: WindowMeasures): Rect | null {
    const origin = this.#exact(window);
    if (this.#zoom === null || origin === null) return null;
    const zoom = this.#zoom;
    const { x, y, width, height } = scaled(
      {
        x: origin.x + rect.x * zoom,
        y: origin.y + rect.y * zoom,
        width: rect.width * zoom,
        height: rect.height * zoom,
      },
      window.devicePixelRatio / zoom,
    );
    return {
      x: Math.round(x),
      y: Math.round(y),
      width: Math.max(0, Math.round(x + width) - Math.round(x)),
      height: Math.max(0, Math.round(y + height) - Math.round(y)),
    };
  }

  #exact(window: WindowMeasures): { x: number; y: number } | null {
    if (this.#origin === null || this.#origin.like !== this.#shape(window)) return null;
    return { x: window.screenX + this.#origin.dx, y: window.screenY + this.#origin.dy };
  }

  /** Bars and panels that come or go change one of these. */
  #shape(window: WindowMeasures): string {
    const { outerWidth, outerHeight, innerWidth, innerHeight, devicePixelRatio } = window;
    return [outerWidth, outerHeight, innerWidth, innerHeight, devicePixelRatio, this.#zoom].join();
  }
}

const scaled = (box: Box, scale: number): Box => ({
  x: box.x * scale,
  y: box.y * scale,
  width: box.width * scale,
  height: box.height * scale,
});

function inside(box: Box, margin: number): Rect | null {
  const x = Math.ceil(box.x) + margin;
  const y = Math.ceil(box.y) + margin;
  const width = Math.floor(box.x + box.width) - margin - x;
  const height = Math.floor(box.y + box.height) - margin - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}
