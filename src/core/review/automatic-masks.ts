/**
 * Decides which parts of which pictures must go, because something that was hidden in the text was
 * typed there in sight.
 *
 * Works from the stored events alone, so that a session whose recorder was killed is treated
 * like any other. A run of typing with a redaction makes its field black in every picture of
 * the same place (window, page) from the first key on. Once the page was scrolled, or when
 * the field's place is not known, the whole window is black instead. These edits are applied
 * for good before the participant reviews, and the pixels below are destroyed (RED-03).
 * Text that a page shows elsewhere is not found here.
 *
 * @module
 */
import type { SessionEvent } from "../../contract/events.ts";
import type { Rect } from "../../contract/geometry.ts";
import type { ContextId, FrameId } from "../../contract/ids.ts";
import type { ReviewEdit } from "../../contract/review.ts";
import type { FrameTime } from "./apply-edits.ts";

/** Times of runs that held a secret are coarsened by as much. */
const coarseMs = 1_000;
/** Fields draw their text up to their very edge, and some a shadow around it. */
const marginPx = 4;

type Run = Extract<SessionEvent, { kind: "text-typed" }>;
type Box = Extract<ReviewEdit, { kind: "black-box" }>;

export function automaticMasks(
  events: readonly SessionEvent[],
  frames: readonly FrameTime[],
): readonly Box[] {
  const runs = events.filter(
    (event): event is Run => event.kind === "text-typed" && event.redactions.length > 0,
  );
  if (runs.length === 0) return [];
  const contexts = new Map<ContextId, Rect>();
  const scrolls: { readonly at: number; readonly context: ContextId }[] = [];
  const contextsOfFrame = new Map<FrameId, Set<ContextId>>();
  for (const event of events) {
    if (event.kind === "context-changed") contexts.set(event.context.id, event.context.bounds);
    if (event.kind === "scrolled") scrolls.push(event);
    if (event.kind === "frame-taken") {
      const known = contextsOfFrame.get(event.frame) ?? new Set();
      contextsOfFrame.set(event.frame, known.add(event.context));
    }
  }
  return runs.flatMap((run) => {
    const from = run.at - coarseMs;
    const scrolled = scrolls.find(({ at, context }) => context === run.context && at >= from)?.at;
    const mine = frames.filter(
      ({ frame, at }) => at >= from && contextsOfFrame.get(frame)?.has(run.context) === true,
    );
    const window = contexts.get(run.context);
    const field = run.target === undefined ? undefined : wider(run.target.bounds);
    const still = mine.filter(({ at }) => field !== undefined && (scrolled ?? Infinity) > at);
    const moved = mine.filter(({ frame }) => !still.some((one) => one.frame === frame));
    return [...box(still, field), ...box(moved, window)];
  });
}

function box(frames: readonly FrameTime[], rect: Rect | undefined): readonly Box[] {
  if (frames.length === 0 || rect === undefined) return [];
  return [{ kind: "black-box", frames: frames.map(({ frame }) => frame), rect }];
}

const wider = ({ x, y, width, height }: Rect): Rect => ({
  x: x - marginPx,
  y: y - marginPx,
  width: width + 2 * marginPx,
  height: height + 2 * marginPx,
});
