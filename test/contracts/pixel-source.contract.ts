import { describe, expect, it } from "vitest";
import type { Rect, Size } from "../../src/contract/geometry.ts";
import { tileColumns, tileSize } from "../../src/contract/frames.ts";
import type { GrabResult, PixelSource } from "../../src/core/ports/pixel-source.ts";

/** A display with windows of one colour each, and a source that reads it. */
export interface PixelDesk extends AsyncDisposable {
  readonly source: PixelSource;
  readonly display: Size;
  /** Opens a window above the others; tells where it came to be. */
  open(bounds: Rect, colour: number): Promise<{ readonly id: number; readonly bounds: Rect }>;
  paint(id: number, colour: number): Promise<void>;
  close(id: number): Promise<void>;
  loseDisplay(): Promise<void>;
}

const green = 0x00ff00;
const blue = 0x0000ff;
const magenta = 0xff00ff;

export function pixelSourceContract(name: string, openDesk: () => Promise<PixelDesk>): void {
  describe(`PixelSource: ${name}`, () => {
    it("grab() reads an allowed window that another covers, without a pixel of the other", async () => {
      await using desk = await openDesk();
      const allowed = await desk.open({ x: 30, y: 40, width: 200, height: 150 }, green);
      desk.source.watch([allowed.id]);
      await desk.open({ x: 60, y: 70, width: 200, height: 150 }, magenta);
      await desk.paint(allowed.id, green);

      const { x, y, width, height } = allowed.bounds;
      const grab = desk.source.grab(
        [{ window: allowed.id, x, y, clip: allowed.bounds }],
        desk.display,
        [],
      );

      expect(colours(grab).get(green)).toBe(width * height);
      expect(new Set(colours(grab).keys())).toEqual(new Set([0, green]));
      expect(grabbed(grab).grid.region).toEqual(allowed.bounds);
    });

    it("grab() leaves everything outside the clip black, also after a larger clip", async () => {
      await using desk = await openDesk();
      const window = await desk.open({ x: 30, y: 40, width: 200, height: 150 }, green);
      desk.source.watch([window.id]);
      await desk.paint(window.id, green);
      const { x, y } = window.bounds;
      desk.source.grab([{ window: window.id, x, y, clip: window.bounds }], desk.display, []);

      const clip = { x: x + 10, y: y + 20, width: 33, height: 7 };
      const grab = desk.source.grab([{ window: window.id, x, y, clip }], desk.display, []);

      const black = [...grabbed(grab).grid.places.keys()].length * tileSize * tileSize - 33 * 7;
      expect(colours(grab)).toEqual(
        new Map([
          [0, black],
          [green, 33 * 7],
        ]),
      );
      expect(pixel(grab, clip.x, clip.y)).toBe(green);
    });

    it("grab() lets later layers cover earlier ones within their clip", async () => {
      await using desk = await openDesk();
      const low = await desk.open({ x: 30, y: 40, width: 200, height: 150 }, green);
      const high = await desk.open({ x: 60, y: 70, width: 100, height: 60 }, blue);
      desk.source.watch([low.id, high.id]);
      await desk.paint(low.id, green);
      await desk.paint(high.id, blue);

      const layers = [low, high].map(({ id, bounds }) => {
        return { window: id, x: bounds.x, y: bounds.y, clip: bounds };
      });
      const grab = desk.source.grab(layers, desk.display, []);

      expect(pixel(grab, high.bounds.x, high.bounds.y)).toBe(blue);
      expect(pixel(grab, low.bounds.x, low.bounds.y)).toBe(green);
    });

    it("grab() paints what is hidden black, over popups too, and nothing around it", async () => {
      await using desk = await openDesk();
      const low = await desk.open({ x: 30, y: 40, width: 200, height: 150 }, green);
      const high = await desk.open({ x: 60, y: 70, width: 100, height: 60 }, blue);
      desk.source.watch([low.id, high.id]);
      await desk.paint(low.id, green);
      await desk.paint(high.id, blue);
      const layers = [low, high].map(({ id, bounds }) => {
        return { window: id, x: bounds.x, y: bounds.y, clip: bounds };
      });
      const shown = colours(desk.source.grab(layers, desk.display, []));

      const { x, y, width, height } = high.bounds;
      // Over the popup's lower right corner: a quarter on the popup, the rest on the window.
      const hidden = { x: x + width - 10, y: y + height - 6, width: 20, height: 12 };
      const beyond = { x: -50, y: desk.display.height - 5, width: 2 ** 33, height: 90 };
      const grab = desk.source.grab(layers, desk.display, [hidden, beyond]);

      expect(colours(grab)).toEqual(
        new Map([
          [0, (shown.get(0) ?? 0) + 20 * 12],
          [green, (shown.get(green) ?? 0) - 3 * 10 * 6],
          [blue, (shown.get(blue) ?? 0) - 10 * 6],
        ]),
      );
      const right = hidden.x + hidden.width;
      const bottom = hidden.y + hidden.height;
      expect([
        pixel(grab, hidden.x, hidden.y),
        pixel(grab, right - 1, bottom - 1),
        pixel(grab, hidden.x - 1, hidden.y),
        pixel(grab, hidden.x, hidden.y - 1),
        pixel(grab, right, bottom - 1),
        pixel(grab, right - 1, bottom),
      ]).toEqual([0, 0, blue, blue, green, green]);
      expect(grabbed(grab).grid.region).toEqual(low.bounds);
    });

    it("grab() delivers each tile once, and all of them again after reset()", async () => {
      await using desk = await openDesk();
      const window = await desk.open({ x: 30, y: 40, width: 200, height: 150 }, green);
      desk.source.watch([window.id]);
      await desk.paint(window.id, green);
      const { x, y } = window.bounds;
      const layers = [{ window: window.id, x, y, clip: window.bounds }];

      const first = grabbed(desk.source.grab(layers, desk.display, []));
      const second = grabbed(desk.source.grab(layers, desk.display, []));
      desk.source.reset();
      const third = grabbed(desk.source.grab(layers, desk.display, []));

      expect(new Set(first.fresh.keys())).toEqual(new Set(first.grid.places.values()));
      expect([second.fresh.size, second.grid.places]).toEqual([0, first.grid.places]);
      expect(new Set(third.fresh.keys())).toEqual(new Set(first.fresh.keys()));
    });

    it("grab() reports when it read, and fails for a window that vanished", async () => {
      await using desk = await openDesk();
      const window = await desk.open({ x: 30, y: 40, width: 200, height: 150 }, green);
      desk.source.watch([window.id]);
      const { x, y } = window.bounds;
      const layers = [{ window: window.id, x, y, clip: window.bounds }];
      const { startedAt, endedAt } = grabbed(desk.source.grab(layers, desk.display, []));
      expect(endedAt).toBeGreaterThanOrEqual(startedAt);

      await desk.close(window.id);
      expect(desk.source.grab(layers, desk.display, [])).toEqual({
        outcome: "failed",
        why: "window-gone",
      });
    });

    it("damaged() tells once that a watched window painted, and nothing of others", async () => {
      await using desk = await openDesk();
      const watched = await desk.open({ x: 30, y: 40, width: 80, height: 50 }, green);
      const other = await desk.open({ x: 200, y: 40, width: 80, height: 50 }, magenta);
      desk.source.watch([watched.id]);
      await desk.paint(watched.id, green);
      desk.source.grab([], desk.display, []);
      desk.source.damaged();

      await desk.paint(other.id, magenta);
      desk.source.grab([], desk.display, []);
      expect(desk.source.damaged()).toBe(false);

      await desk.paint(watched.id, blue);
      desk.source.grab([], desk.display, []);
      expect([desk.source.damaged(), desk.source.damaged()]).toEqual([true, false]);
    });

    it("grab() fails when the display is lost, and health() says so", async () => {
      await using desk = await openDesk();
      const window = await desk.open({ x: 30, y: 40, width: 80, height: 50 }, green);
      desk.source.watch([window.id]);
      await desk.loseDisplay();

      const { x, y } = window.bounds;
      const grab = desk.source.grab(
        [{ window: window.id, x, y, clip: window.bounds }],
        desk.display,
        [],
      );
      expect(grab).toEqual({ outcome: "failed", why: "display-lost" });
      expect(desk.source.health().ok).toBe(false);
    });
  });
}

type Grabbed = GrabResult & { outcome: "grabbed" };
const tiles = new Map<string, Uint8Array>();

function grabbed(result: GrabResult): Grabbed {
  if (result.outcome !== "grabbed") throw new Error(`Cannot read the frame: ${result.why}`);
  for (const [key, rgb] of result.fresh) tiles.set(key, rgb);
  return result;
}

function tile(key: string): Uint8Array {
  const rgb = tiles.get(key);
  if (rgb === undefined) throw new Error("Cannot read the frame: a tile was never delivered");
  return rgb;
}

/** How many pixels of each colour the frame's tiles have. */
function colours(result: GrabResult): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const key of grabbed(result).grid.places.values()) {
    const rgb = tile(key);
    for (let at = 0; at < rgb.length; at += 3) {
      const colour = colourAt(rgb, at);
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
  }
  return counts;
}

function pixel(result: GrabResult, x: number, y: number): number {
  const { grid } = grabbed(result);
  const place = Math.floor(y / tileSize) * tileColumns(grid.display) + Math.floor(x / tileSize);
  const rgb = tile(grid.places.get(place) ?? "");
  return colourAt(rgb, ((y % tileSize) * tileSize + (x % tileSize)) * 3);
}

function colourAt(rgb: Uint8Array, at: number): number {
  return ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);
}
