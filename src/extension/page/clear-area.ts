/**
 * Which part of a page shows nothing of another site.
 *
 * A frame of another site inside a granted page was not granted. What is left of the page
 * is one rectangle, the largest that is easily found beside such frames.
 *
 * @module
 */

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** `null` when nothing is left. */
export function clearArea(page: Area, foreign: readonly Area[]): Area | null {
  let left: Area = page;
  for (const frame of foreign) if (overlaps(left, frame)) left = largestBeside(left, frame);
  return left.width > 0 && left.height > 0 ? left : null;
}

export const overlaps = (a: Area, b: Area): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function largestBeside(page: Area, frame: Area): Area {
  const right = page.x + page.width;
  const bottom = page.y + page.height;
  const beside: readonly Area[] = [
    { ...page, height: frame.y - page.y },
    { ...page, y: frame.y + frame.height, height: bottom - (frame.y + frame.height) },
    { ...page, width: frame.x - page.x },
    { ...page, x: frame.x + frame.width, width: right - (frame.x + frame.width) },
  ];
  const size = ({ width, height }: Area) => Math.max(0, width) * Math.max(0, height);
  return beside.reduce((best, next) => (size(next) > size(best) ? next : best));
}
