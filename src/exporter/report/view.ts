/**
 * Which part of the screen a step is about, and the marks drawn on it.
 *
 * Each frame is embedded once and shown through windows onto it, so that a step can show
 * its surroundings at full size and the whole display when asked.
 *
 * @module
 */
import type { Action } from "../../contract/actions.ts";
import type { Rect, Size } from "../../contract/geometry.ts";

const closeUp: Size = { width: 520, height: 325 };
const margin = 40;

/** A rectangle of the display, 8 to 5 where the display allows, that shows what was acted on. */
export function regionOf({ pointer, target, context }: Action, display: Size): Rect {
  const parts: Rect[] = [];
  if (pointer !== undefined) parts.push({ x: pointer.x, y: pointer.y, width: 0, height: 0 });
  if (pointer?.to !== undefined) parts.push({ ...pointer.to, width: 0, height: 0 });
  if (target !== undefined) parts.push(target.bounds);
  if (parts.length === 0) parts.push(context.bounds);
  const left = Math.min(...parts.map(({ x }) => x)) - margin;
  const top = Math.min(...parts.map(({ y }) => y)) - margin;
  const right = Math.max(...parts.map(({ x, width }) => x + width)) + margin;
  const bottom = Math.max(...parts.map(({ y, height }) => y + height)) + margin;
  const wide = Math.max(right - left, closeUp.width);
  const high = Math.max(bottom - top, closeUp.height);
  const scale = Math.max(wide / closeUp.width, high / closeUp.height);
  const width = Math.min(Math.round(closeUp.width * scale), display.width);
  const height = Math.min(Math.round(closeUp.height * scale), display.height);
  return {
    x: clamped(Math.round((left + right - width) / 2), display.width - width),
    y: clamped(Math.round((top + bottom - height) / 2), display.height - height),
    width,
    height,
  };
}

const clamped = (value: number, most: number) => Math.max(0, Math.min(value, most));

/** SVG over the picture, in pixels of the display; `unit` is how many of them one dot shows. */
export function marksOf({ pointer, target }: Action, unit: number): string {
  const marks: string[] = [];
  if (target !== undefined && target.bounds.width * target.bounds.height > 0) {
    const { x, y, width, height } = target.bounds;
    marks.push(
      `<rect class="box" x="${x}" y="${y}" width="${width}" height="${height}" rx="${3 * unit}"/>`,
    );
  }
  if (pointer !== undefined) {
    const { x, y, to } = pointer;
    if (to !== undefined) {
      const points = [[0, x, y] as const, ...(pointer.path ?? []), [0, to.x, to.y] as const];
      const way = points.map(([, px, py]) => `${px},${py}`).join(" ");
      marks.push(
        `<polyline class="halo" points="${way}"/><polyline class="way" points="${way}"/>`,
        `<rect class="end" x="${to.x - 6 * unit}" y="${to.y - 6 * unit}" width="${12 * unit}" height="${12 * unit}" rx="${2 * unit}"/>`,
      );
    }
    marks.push(
      `<circle class="ring halo" cx="${x}" cy="${y}" r="${13 * unit}"/>`,
      `<circle class="ring" cx="${x}" cy="${y}" r="${13 * unit}"/>`,
      `<circle class="dot" cx="${x}" cy="${y}" r="${3.5 * unit}"/>`,
    );
  }
  return marks.join("");
}
