/**
 * Decides what of a session is left after the participant's edits: exactly what would be sent.
 *
 * Pure: the same session and edits give the same answer, so what the participant looks at,
 * what is hashed and what is written are one computation. What remains keeps its `seq`,
 * and nothing that remains is changed unless an edit names it. A frame goes when it was
 * taken in a cut, or belongs to an event that was cut, or belongs to nothing: a picture
 * that no step shows could not have been reviewed.
 *
 * @module
 */
import type { Context, Redaction, SessionEvent, Target } from "../../contract/events.ts";
import type { Rect } from "../../contract/geometry.ts";
import type { ContextId, FrameId } from "../../contract/ids.ts";
import type { ReviewEdit } from "../../contract/review.ts";
import { cutsOf, cutTouching, type Interval } from "./cuts.ts";
import { hideText } from "./hide-text.ts";

export interface FrameTime {
  readonly frame: FrameId;
  readonly at: number;
}

export interface ReviewedFrame extends FrameTime {
  /** Areas of the display to paint black. */
  readonly boxes: readonly Rect[];
}

export interface Reviewed {
  /** In order of `seq`; an event that no edit changed is the same object as before. */
  readonly events: readonly SessionEvent[];
  readonly frames: readonly ReviewedFrame[];
  readonly task: string | null;
  readonly outcome: "success" | "failure" | "partial" | null;
}

export interface ReviewRules {
  /** Whether the manifest told the participant that removed time is marked (CON-17). */
  readonly disclosesDeletions: boolean;
}

export function applyEdits(
  events: readonly SessionEvent[],
  frames: readonly FrameTime[],
  edits: readonly ReviewEdit[],
  rules: ReviewRules,
): Reviewed {
  const cuts = cutsOf(edits);
  const removed = new Set<number>();
  const marks = new Map<Interval, number>();
  for (const event of events) {
    const cut = cutTouching(cuts, event.at, endOf(event));
    if (cut === undefined) continue;
    removed.add(event.seq);
    if (event.kind !== "context-changed" && !marks.has(cut)) marks.set(cut, event.seq);
  }

  const candidates = remainingFrames(events, frames, cuts, removed);
  const left = remainingEvents(events, candidates, removed);
  const shown = new Set(left.flatMap((event) => (event.kind === "frame-taken" ? event.frame : [])));
  const gaps = rules.disclosesDeletions ? [...marks].map(gapFor) : [];
  const ordered = [...left, ...gaps].sort((a, b) => a.seq - b.seq);

  const hide = hider(edits);
  const boxes = boxesOf(edits);
  const { task, outcome } = edits.findLast((edit) => edit.kind === "describe") ?? {
    task: null,
    outcome: null,
  };
  return {
    events: ordered.map(hide),
    frames: frames
      .filter(({ frame }) => candidates.has(frame) && shown.has(frame))
      .map(({ frame, at }) => ({ frame, at, boxes: boxes.get(frame) ?? [] })),
    task,
    outcome,
  };
}

/** The last moment that an event tells about. */
export function endOf(event: SessionEvent): number {
  return "until" in event ? event.until : event.at;
}

/** Frames that no cut took, neither by their time nor by an event that they belong to. */
function remainingFrames(
  events: readonly SessionEvent[],
  frames: readonly FrameTime[],
  cuts: readonly Interval[],
  removed: ReadonlySet<number>,
): ReadonlySet<FrameId> {
  const lost = new Set(
    events.flatMap((event) =>
      event.kind === "frame-taken" && (removed.has(event.seq) || removed.has(event.of))
        ? event.frame
        : [],
    ),
  );
  return new Set(
    frames
      .filter(({ frame, at }) => !lost.has(frame) && !cutTouching(cuts, at, at))
      .map(({ frame }) => frame),
  );
}

/** Without rows of frames, or of contexts, that lost what they are about. */
function remainingEvents(
  events: readonly SessionEvent[],
  frames: ReadonlySet<FrameId>,
  removed: ReadonlySet<number>,
): readonly SessionEvent[] {
  let left = events.filter(
    (event) =>
      event.kind !== "context-changed" &&
      !removed.has(event.seq) &&
      (event.kind !== "frame-taken" || frames.has(event.frame)),
  );
  // A row that goes may be what another row was about.
  for (;;) {
    const all = [...left, ...contextsFor(events, left, removed)];
    const seqs = new Set(all.map(({ seq }) => seq));
    const next = left.filter((event) => event.kind !== "frame-taken" || seqs.has(event.of));
    if (next.length === left.length) return all;
    left = next;
  }
}

/**
 * The contexts that what is left happened in. Where a context began inside a cut and went on
 * after it, its row moves to the first event that needs it.
 */
function contextsFor(
  events: readonly SessionEvent[],
  left: readonly SessionEvent[],
  removed: ReadonlySet<number>,
): readonly SessionEvent[] {
  const users = new Map<ContextId, SessionEvent[]>();
  for (const event of left) {
    if (!("context" in event) || event.kind === "context-changed") continue;
    const list = users.get(event.context);
    if (list === undefined) users.set(event.context, [event]);
    else list.push(event);
  }
  const rows = events.filter((event) => event.kind === "context-changed");
  return rows.flatMap((row) => {
    const own = users.get(row.context.id);
    if (own === undefined) return [];
    if (!removed.has(row.seq)) return [row];
    const next = rows.find(({ seq, context }) => seq > row.seq && context.id === row.context.id);
    const needs = own.find(({ seq }) => seq > row.seq);
    return needs === undefined || (next !== undefined && next.seq < needs.seq)
      ? []
      : [{ ...row, at: needs.at }];
  });
}

function gapFor([cut, seq]: readonly [Interval, number]): SessionEvent {
  return { kind: "gap", seq, at: cut.from, until: cut.until, reason: "removed" };
}

function boxesOf(edits: readonly ReviewEdit[]): ReadonlyMap<FrameId, readonly Rect[]> {
  const boxes = new Map<FrameId, Rect[]>();
  for (const edit of edits) {
    if (edit.kind !== "black-box") continue;
    for (const frame of edit.frames) {
      const list = boxes.get(frame);
      if (list === undefined) boxes.set(frame, [edit.rect]);
      else list.push(edit.rect);
    }
  }
  return boxes;
}

function hider(edits: readonly ReviewEdit[]): (event: SessionEvent) => SessionEvent {
  const texts = [
    ...new Set(edits.filter((edit) => edit.kind === "hide-text").map(({ text }) => text)),
  ];
  const hideAll = (text: string, redactions: readonly Redaction[], maxLength: number) =>
    texts.reduce(
      (now, hidden, index) =>
        hideText(now.text, now.redactions, hidden, index + 1, maxLength) ?? now,
      { text, redactions },
    );
  const plain = (text: string, maxLength: number) => hideAll(text, [], maxLength).text;

  const inTarget = (target: Target): Target => {
    const name = target.name === undefined ? undefined : plain(target.name, 300);
    const chosen = target.chosen === undefined ? undefined : plain(target.chosen, 300);
    if (name === target.name && chosen === target.chosen) return target;
    return {
      ...target,
      ...(name === undefined ? {} : { name }),
      ...(chosen === undefined ? {} : { chosen }),
    };
  };
  const inContext = (context: Context): Context => {
    if (context.title === undefined) return context;
    const title = plain(context.title, 500);
    return title === context.title ? context : { ...context, title };
  };

  return (event) => {
    if (texts.length === 0) return event;
    if (event.kind === "context-changed") {
      const context = inContext(event.context);
      return context === event.context ? event : { ...event, context };
    }
    const target =
      "target" in event && event.target !== undefined ? inTarget(event.target) : undefined;
    const same = !("target" in event) || target === event.target;
    if (event.kind === "text-typed") {
      const { text, redactions } = hideAll(event.text, event.redactions, 20_000);
      if (text === event.text && same) return event;
      // How often a hidden text was corrected would say something about it.
      const edits = text === event.text ? event.edits : 0;
      return { ...event, text, redactions, edits, ...(target === undefined ? {} : { target }) };
    }
    return same || target === undefined ? event : { ...event, target };
  };
}
