import type { Rect, Size } from "../../../contract/geometry.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

const within = (value: number, most: number) => Math.min(Math.max(value, 0), most);

/** The whole pixels that two corners span: never less than what was drawn, never off the display. */
export function between(a: Point, b: Point, display: Size): Rect {
  const x = within(Math.floor(Math.min(a.x, b.x)), display.width);
  const y = within(Math.floor(Math.min(a.y, b.y)), display.height);
  return {
    x,
    y,
    width: within(Math.ceil(Math.max(a.x, b.x)), display.width) - x,
    height: within(Math.ceil(Math.max(a.y, b.y)), display.height) - y,
  };
}
