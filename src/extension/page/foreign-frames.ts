/**
 * Finds what in a page belongs to another site, or to a program that no script can see into.
 *
 * @module
 */
import type { Area } from "./clear-area.ts";

const embedding = "iframe, frame, embed, object, fencedframe";
/** A page with more is not worth the search. */
const maxDepth = 5;

/** In the units of the outermost document; frames too small to show anything are left out. */
export function foreignFrames(root: Document, dx = 0, dy = 0, depth = 0): readonly Area[] {
  return [...root.querySelectorAll(embedding)].flatMap((frame) => {
    const box = frame.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) return [];
    const inner = depth < maxDepth ? contentOf(frame) : null;
    if (inner === null)
      return [{ x: box.x + dx, y: box.y + dy, width: box.width, height: box.height }];
    const x = dx + box.x + frame.clientLeft;
    const y = dy + box.y + frame.clientTop;
    return foreignFrames(inner, x, y, depth + 1);
  });
}

/** `null` when the browser does not let this site look inside, which makes it another site. */
const contentOf = (frame: Element): Document | null =>
  frame instanceof HTMLIFrameElement || frame instanceof HTMLFrameElement
    ? frame.contentDocument
    : null;
