/**
 * Paints black boxes into the pixels of a tile.
 *
 * What lies below a box is overwritten in the only copy that goes on, never covered
 * (requirements RED-03).
 *
 * @module
 */
import { tileSize } from "../../contract/frames.ts";
import type { Rect } from "../../contract/geometry.ts";

/** Where the boxes lie within the tile at this place, in its own pixels; empty when none does. */
export function boxesInTile(
  boxes: readonly Rect[],
  place: number,
  columns: number,
): readonly Rect[] {
  const left = (place % columns) * tileSize;
  const top = Math.floor(place / columns) * tileSize;
  return boxes.flatMap((box) => {
    const x = Math.max(box.x - left, 0);
    const y = Math.max(box.y - top, 0);
    const width = Math.min(box.x + box.width - left, tileSize) - x;
    const height = Math.min(box.y + box.height - top, tileSize) - y;
    return width > 0 && height > 0 ? [{ x, y, width, height }] : [];
  });
}

/** A copy of the tile's RGB bytes with the boxes black. */
export function painted(rgb: Uint8Array, boxes: readonly Rect[]): Uint8Array {
  const copy = rgb.slice();
  for (const { x, y, width, height } of boxes)
    for (let row = y; row < y + height; row++)
      copy.fill(0, (row * tileSize + x) * 3, (row * tileSize + x + width) * 3);
  return copy;
}
