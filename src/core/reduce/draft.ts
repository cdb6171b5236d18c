/**
 * An action while it is being put together, and how it becomes a canonical one.
 *
 * @module
 */
import {
  type Action,
  type ActionFlag,
  type ActionKind,
  actionSchema,
} from "../../contract/actions.ts";
import type { Context, Redaction, SessionEvent, Target } from "../../contract/events.ts";
import type { Size } from "../../contract/geometry.ts";
import type { FrameId, SessionId } from "../../contract/ids.ts";
import type { KeyName, Modifier, PointerButton } from "../../contract/keys.ts";

export interface Draft {
  kind: ActionKind;
  start: number;
  end: number;
  readonly context: Context;
  readonly seqs: number[];
  readonly modifiers: readonly Modifier[];
  x?: number;
  y?: number;
  button?: PointerButton;
  count?: 1 | 2 | 3;
  to?: { x: number; y: number };
  path?: [number, number, number][];
  scroll?: { dx: number; dy: number };
  text?: string;
  edits?: number;
  keys?: readonly KeyName[];
  holdMs?: number;
  target?: Target;
  /** An element named its new value since: the one that the action chose. */
  changed?: boolean;
  redactions?: readonly Redaction[];
  readonly flags: Set<ActionFlag>;
}

export type FrameTaken = Extract<SessionEvent, { kind: "frame-taken" }>;

export function draft(
  kind: ActionKind,
  event: { readonly seq: number; readonly at: number; readonly modifiers?: readonly Modifier[] },
  context: Context,
): Draft {
  return {
    kind,
    start: event.at,
    end: event.at,
    context,
    seqs: [event.seq],
    modifiers: event.modifiers ?? [],
    flags: new Set(),
  };
}

/** Six decimals place a point within a thousandth of a pixel on any display. */
const share = (part: number, whole: number) => Math.round((part / whole) * 1e6) / 1e6;

export function finish(
  from: Draft,
  step: number,
  session: SessionId,
  display: Size,
  frames: { readonly before?: FrameTaken | undefined; readonly after?: FrameTaken | undefined },
): Action {
  const { id: _, ...context } = from.context;
  const { x, y } = from;
  const inside = x === undefined || y === undefined || within(x, y, display);
  const flags = [...from.flags, ...(inside ? [] : (["out-of-display"] as const))];
  return {
    schema: actionSchema,
    session,
    step,
    kind: from.kind,
    start: from.start,
    end: from.end,
    ...(x !== undefined &&
      y !== undefined && {
        pointer: {
          x,
          y,
          nx: share(x, display.width),
          ny: share(y, display.height),
          ...(from.button !== undefined && { button: from.button }),
          ...(from.count !== undefined && { count: from.count }),
          ...(from.to !== undefined && { to: from.to }),
          ...(from.path !== undefined && { path: from.path }),
        },
      }),
    ...(from.scroll !== undefined && { scroll: from.scroll }),
    ...((from.text !== undefined || from.keys !== undefined) && {
      keyboard: {
        ...(from.text !== undefined && { text: from.text, edits: from.edits ?? 0 }),
        ...(from.keys !== undefined && { keys: from.keys }),
        ...(from.holdMs !== undefined && { holdMs: from.holdMs }),
      },
    }),
    modifiers: from.modifiers,
    ...(from.target !== undefined && { target: from.target }),
    context,
    ...(frames.before !== undefined && { before: seen(frames.before) }),
    ...(frames.after !== undefined && { after: seen(frames.after) }),
    redactions: from.redactions ?? [],
    raw: { firstSeq: Math.min(...from.seqs), lastSeq: Math.max(...from.seqs) },
    flags,
  };
}

const within = (x: number, y: number, display: Size) =>
  x >= 0 && y >= 0 && x < display.width && y < display.height;

const seen = ({ frame, ageMs }: FrameTaken): { frame: FrameId; ageMs: number } => ({
  frame,
  ageMs,
});
