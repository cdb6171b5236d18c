import type { Rect, Size } from "../../src/contract/geometry.ts";
import { tileColumns, tileRows, tileSize } from "../../src/contract/frames.ts";
import type { Health } from "../../src/core/ports/observation.ts";
import type { GrabLayer, GrabResult, PixelSource } from "../../src/core/ports/pixel-source.ts";

export interface FakeWindow {
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB. */
  readonly colour: number;
}

/** Windows of one colour each. */
export class FakePixelSource implements PixelSource {
  readonly windows = new Map<number, FakeWindow>();
  readonly #delivered = new Set<string>();
  readonly #now: () => number;
  #watched: ReadonlySet<number> = new Set();
  #painted = false;
  #lost = false;

  constructor(now: () => number) {
    this.#now = now;
  }

  paint(id: number, window: FakeWindow): void {
    this.windows.set(id, window);
    if (this.#watched.has(id)) this.#painted = true;
  }

  loseDisplay(): void {
    this.#lost = true;
  }

  watch(windows: readonly number[]): void {
    this.#watched = new Set(windows);
  }

  damaged(): boolean {
    const painted = this.#painted;
    this.#painted = false;
    return painted;
  }

  grab(layers: readonly GrabLayer[], display: Size, hidden: readonly Rect[]): GrabResult {
    const startedAt = this.#now();
    if (this.#lost) return { outcome: "failed", why: "display-lost" };
    const parts: { readonly part: Rect; readonly colour: number }[] = [];
    for (const layer of layers) {
      const window = this.windows.get(layer.window);
      if (window === undefined) return { outcome: "failed", why: "window-gone" };
      const bounds = { x: layer.x, y: layer.y, width: window.width, height: window.height };
      const part = both(both(layer.clip, bounds), { x: 0, y: 0, ...display });
      if (part.width > 0 && part.height > 0) parts.push({ part, colour: window.colour });
    }
    const region = parts
      .map(({ part }) => part)
      .reduce(around, { x: 0, y: 0, width: 0, height: 0 });
    for (const area of hidden)
      for (const { part } of parts.slice()) parts.push({ part: both(area, part), colour: 0 });
    const places = new Map<number, string>();
    const fresh = new Map<string, Uint8Array>();
    for (let place = 0; place < tileColumns(display) * tileRows(display); place++) {
      const tile = paintTile(place, display, parts);
      if (tile === undefined) continue;
      const key = keyOf(tile);
      places.set(place, key);
      if (!this.#delivered.has(key)) fresh.set(key, tile);
      this.#delivered.add(key);
    }
    const grid = { display, region, places };
    return { outcome: "grabbed", startedAt, endedAt: this.#now(), grid, fresh };
  }

  reset(): void {
    this.#delivered.clear();
  }

  health(): Health {
    return { ok: !this.#lost, reasons: this.#lost ? ["The display was lost."] : [] };
  }

  [Symbol.dispose](): void {
    this.#lost = true;
  }
}

function paintTile(
  place: number,
  display: Size,
  parts: readonly { readonly part: Rect; readonly colour: number }[],
): Uint8Array | undefined {
  const columns = tileColumns(display);
  const x = (place % columns) * tileSize;
  const y = Math.floor(place / columns) * tileSize;
  const touching = parts.filter(({ part }) => {
    const shared = both(part, { x, y, width: tileSize, height: tileSize });
    return shared.width > 0 && shared.height > 0;
  });
  if (touching.length === 0) return undefined;
  const rgb = new Uint8Array(tileSize * tileSize * 3);
  for (const { part, colour } of touching) {
    const shared = both(part, { x, y, width: tileSize, height: tileSize });
    for (let row = shared.y - y; row < shared.y - y + shared.height; row++) {
      for (let column = shared.x - x; column < shared.x - x + shared.width; column++) {
        rgb.set([colour >> 16, (colour >> 8) & 255, colour & 255], (row * tileSize + column) * 3);
      }
    }
  }
  return rgb;
}

/** FNV-1a; equal tiles have equal keys, which is all that a test needs. */
function keyOf(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(32, "0");
}

function both(a: Rect, b: Rect): Rect {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.max(0, Math.min(a.x + a.width, b.x + b.width) - x);
  const height = Math.max(0, Math.min(a.y + a.height, b.y + b.height) - y);
  return { x, y, width, height };
}

function around(a: Rect, b: Rect): Rect {
  if (a.width === 0 || a.height === 0) return b;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  const width = Math.max(a.x + a.width, b.x + b.width) - x;
  const height = Math.max(a.y + a.height, b.y + b.height) - y;
  return { x, y, width, height };
}
