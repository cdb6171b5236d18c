/**
 * Where the page is on the display, in physical pixels.
 *
 * A browser does not say where its page area is. A trusted pointer event does: it carries
 * the same place in page and in screen units. One such event may come while the browser
 * still moves the page into its window, and then it is wrong; so a second must agree. Until
 * then, and after anything around the page changed its size, only the area is claimed that
 * is page wherever the browser's bars may be.
 *
 * @module
 */
import { maxSecretAreas } from "../../contract/companion-names.ts";
import type { Rect } from "../../contract/geometry.ts";
import type { KnownPlace } from "../messages.ts";
import { clearArea, overlaps, type Area } from "./clear-area.ts";

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
  readonly timeStamp: number;
  readonly screenX: number;
  readonly screenY: number;
  readonly clientX: number;
  readonly clientY: number;
}

/** The window manager's frame may or may not be part of what a browser reports. */
const frameMargin = 12;
/** Events that are further apart than this were not caused by the same rearrangement. */
const apartMs = 100;
/** A tab strip and an address bar are higher, and above the page. */
const leastBars = 30;
const rounding = 1.5;
/** A field's border, glow and rounding, in page units. */
const hiddenMargin = 4;

export class PagePlace {
  #zoom: number | null = null;
  #origin: KnownPlace | null = null;
  #firstAt = 0;
  #firm = false;

  setZoom(zoom: number): void {
    this.#zoom = zoom;
  }

  /** What another page in the same window may take over. */
  get known(): KnownPlace | null {
    return this.#firm ? this.#origin : null;
  }

  /** Takes over what an earlier page in this window knew, unless a pointer event told here. */
  adopt(known: KnownPlace): void {
    if (this.#origin !== null) return;
    this.#origin = known;
    this.#firm = true;
  }

  /** Whether the event told something new. */
  pointer(at: PointerPlace, window: WindowMeasures): boolean {
    if (this.#zoom === null) return false;
    const told: KnownPlace = {
      dx: at.screenX - at.clientX * this.#zoom - window.screenX,
      dy: at.screenY - at.clientY * this.#zoom - window.screenY,
      like: this.#shape(window),
    };
    if (!isPossible(told, window, this.#zoom)) return false;
    if (this.#origin !== null && agree(told, this.#origin)) {
      if (this.#firm || at.timeStamp - this.#firstAt < apartMs) return false;
      this.#firm = true;
      return true;
    }
    this.#origin = told;
    this.#firstAt = at.timeStamp;
    this.#firm = false;
    return true;
  }

  /**
   * The page's area without frames of other sites, never larger than it is; `null` when not
   * even a part is certain.
   */
  viewport(window: WindowMeasures, foreign: readonly Area[]): Rect | null {
    const zoom = this.#zoom;
    if (zoom === null || window.innerWidth === 0 || window.innerHeight === 0) return null;
    const scale = window.devicePixelRatio / zoom;
    const origin = this.#exact(window);
    if (origin !== null && this.#firm) {
      // Fractions of a pixel come from zoom and scaling only.
      const margin = zoom === 1 && scale === 1 ? 0 : 1;
      const page = { x: 0, y: 0, width: window.innerWidth, height: window.innerHeight };
      const area = clearArea(page, foreign);
      return area === null ? null : inside(scaled(moved(area, zoom, origin), scale), margin);
    }
    if (foreign.length > 0) return null;
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

  /**
   * Where these boxes of page units may show on the display, never smaller than they are; `null`
   * when that is not certain, or when there are too many to tell.
   */
  areas(boxes: readonly Area[], window: WindowMeasures): readonly Rect[] | null {
    const page = { x: 0, y: 0, width: window.innerWidth, height: window.innerHeight };
    const inSight = boxes.filter((box) => overlaps(page, box));
    if (inSight.length === 0) return [];
    const origin = this.#exact(window);
    const zoom = this.#zoom;
    if (zoom === null || origin === null || !this.#firm) return null;
    if (inSight.length > maxSecretAreas) return null;
    const scale = window.devicePixelRatio / zoom;
    const placed = (box: Area) => scaled(moved(box, zoom, origin), scale);
    const sight = around(placed(page), 0);
    const margin = hiddenMargin * Math.max(1, Math.ceil(window.devicePixelRatio));
    return inSight.map((box) => cut(around(placed(box), margin), sight));
  }

  /** Where a box of page units is on the display; `null` until a pointer event told. */
  box(rect: Area, window: WindowMeasures): Rect | null {
    const origin = this.#exact(window);
    if (this.#zoom === null || origin === null) return null;
    const zoom = this.#zoom;
    const { x, y, width, height } = scaled(
      moved(rect, zoom, origin),
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

const agree = (a: KnownPlace, b: KnownPlace): boolean =>
  a.like === b.like && Math.abs(a.dx - b.dx) < rounding && Math.abs(a.dy - b.dy) < rounding;

/** The page lies in its window, with the bars above it. */
function isPossible({ dx, dy }: KnownPlace, window: WindowMeasures, zoom: number): boolean {
  const slackX = window.outerWidth - window.innerWidth * zoom;
  const slackY = window.outerHeight - window.innerHeight * zoom;
  return (
    dx > -rounding &&
    dx < slackX + rounding &&
    dy > Math.min(leastBars, slackY) - rounding &&
    dy < slackY + frameMargin
  );
}

const moved = (area: Area, zoom: number, origin: { x: number; y: number }): Area => ({
  x: origin.x + area.x * zoom,
  y: origin.y + area.y * zoom,
  width: area.width * zoom,
  height: area.height * zoom,
});

const scaled = (box: Area, scale: number): Area => ({
  x: box.x * scale,
  y: box.y * scale,
  width: box.width * scale,
  height: box.height * scale,
});

function inside(box: Area, margin: number): Rect | null {
  const x = Math.ceil(box.x) + margin;
  const y = Math.ceil(box.y) + margin;
  const width = Math.floor(box.x + box.width) - margin - x;
  const height = Math.floor(box.y + box.height) - margin - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

function around(box: Area, margin: number): Rect {
  const x = Math.floor(box.x) - margin;
  const y = Math.floor(box.y) - margin;
  const width = Math.ceil(box.x + box.width) + margin - x;
  const height = Math.ceil(box.y + box.height) + margin - y;
  return { x, y, width, height };
}

function cut(box: Rect, sight: Rect): Rect {
  const x = Math.max(box.x, sight.x);
  const y = Math.max(box.y, sight.y);
  const width = Math.min(box.x + box.width, sight.x + sight.width) - x;
  const height = Math.min(box.y + box.height, sight.y + sight.height) - y;
  return { x, y, width, height };
}
