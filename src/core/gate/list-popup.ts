/**
 * Tells the list of a page's `<select>` from all else that a browser pops up.
 *
 * Saved logins, addresses, cards and suggestions pop up over pages too, and nothing about such
 * a window says what it is. Chromium puts a list exactly at its `<select>`: edge on edge, above or
 * below, flush with one side, and never narrower. What it offers for text fields it puts at
 * those, and then no `<select>` has the keyboard.
 *
 * @module
 */
import type { Rect } from "../../contract/geometry.ts";

/** A page that is zoomed or scaled rounds differently than its browser. */
const rounding = 3;

const meet = (a: number, b: number): boolean => Math.abs(a - b) <= rounding;

export function isListOf(popup: Rect, select: Rect | null): boolean {
  if (select === null || popup.width < select.width - rounding) return false;
  const below = meet(popup.y, select.y + select.height);
  const above = meet(popup.y + popup.height, select.y);
  const flush = meet(popup.x, select.x) || meet(popup.x + popup.width, select.x + select.width);
  return (below || above) && flush;
}
