/**
 * Decides what of a reviewed session is sent, so that nothing tells what was removed (CON-17).
 *
 * Events and frames are numbered anew without holes, and what was dropped is counted only for
 * the minutes that no cut touched. Pauses are the participant's own affair and never counted.
 *
 * @module
 */
import type { SessionEvent } from "../../contract/events.ts";
import { FrameId } from "../../contract/ids.ts";
import type { ReviewEdit } from "../../contract/review.ts";
import type { DropCounts, DropReason } from "../../contract/signals.ts";
import {
  applyEdits,
  type FrameTime,
  type Reviewed,
  type ReviewedFrame,
  type ReviewRules,
} from "./apply-edits.ts";
import { cutsOf, cutTouching } from "./cuts.ts";

export interface ReleasedFrame extends ReviewedFrame {
  /** The frame's name in the store. */
  readonly stored: FrameId;
}

export interface Released extends Omit<Reviewed, "frames"> {
  readonly frames: readonly ReleasedFrame[];
}

export function released(
  events: readonly SessionEvent[],
  frames: readonly FrameTime[],
  edits: readonly ReviewEdit[],
  rules: ReviewRules,
): Released {
  const reviewed = applyEdits(events, frames, edits, rules);
  const seqs = new Map(reviewed.events.map(({ seq }, index) => [seq, index]));
  const names = new Map(
    reviewed.frames.map(({ frame }, index) => [frame, FrameId.parse(`f${index + 1}`)]),
  );
  return {
    ...reviewed,
    events: reviewed.events.map((event, seq) =>
      event.kind === "frame-taken"
        ? { ...event, seq, of: known(seqs, event.of), frame: known(names, event.frame) }
        : { ...event, seq },
    ),
    frames: reviewed.frames.map((one) => ({
      ...one,
      stored: one.frame,
      frame: known(names, one.frame),
    })),
  };
}

/** Drops of one minute of the session, counted from 0. */
export interface MinuteDrops {
  readonly minute: number;
  readonly drops: DropCounts;
}

const minuteMs = 60_000;

/** Whether a cut touches this minute of the session. */
export const isCut = (edits: readonly ReviewEdit[], minute: number): boolean =>
  cutTouching(cutsOf(edits), minute * minuteMs, (minute + 1) * minuteMs) !== undefined;

export function releasedDrops(
  minutes: readonly MinuteDrops[],
  edits: readonly ReviewEdit[],
): DropCounts {
  const counts: Partial<Record<DropReason, number>> = {};
  for (const { minute, drops } of minutes) {
    if (isCut(edits, minute)) continue;
    for (const [reason, count] of Object.entries(drops) as [DropReason, number][])
      if (reason !== "paused") counts[reason] = (counts[reason] ?? 0) + count;
  }
  return counts;
}

function known<K, V>(names: ReadonlyMap<K, V>, name: K): V {
  const found = names.get(name);
  if (found === undefined) throw new TypeError("Cannot release a row about something that is gone");
  return found;
}
