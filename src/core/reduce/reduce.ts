/**
 * Turns the events of a session into canonical actions.
 *
 * Every event ends up in exactly one place: in an action, as the description of one (its
 * context, its frames), or in a counted remainder with a name. Nothing is dropped silently,
 * which test/properties/reduce.test.ts holds for any sequence of events.
 *
 * @module
 */
import type { Action } from "../../contract/actions.ts";
import type { Context, SessionEvent, Target } from "../../contract/events.ts";
import type { Size } from "../../contract/geometry.ts";
import type { SessionId } from "../../contract/ids.ts";
import { unreachable } from "../unreachable.ts";
import { type Draft, finish, type FrameTaken } from "./draft.ts";
import { KeyReducer } from "./keys.ts";
import { PointerReducer } from "./pointer.ts";

export type Remainder =
  | "context"
  | "frame"
  | "motion"
  | "orphan-release"
  | "modifier-only"
  | "element"
  | "gap"
  | "no-context";

export interface Reduced {
  readonly actions: readonly Action[];
  /** For each action the `seq` of every event in it, in the order of `actions`. */
  readonly rows: readonly (readonly number[])[];
  /** Events that are in no action, by what they are. */
  readonly remainder: ReadonlyMap<Remainder, number>;
}

/** A control that changes this soon after a click was changed by it (a menu or select pick). */
const changeFollowsClickMs = 1_500;
/** A list that was opened may be chosen from by keyboard, a while later. */
const listStaysOpenMs = 30_000;

export function reduce(events: Iterable<SessionEvent>, session: SessionId, display: Size): Reduced {
  const ordered = [...events].sort((a, b) => a.at - b.at || a.seq - b.seq);
  const remainder = new Map<Remainder, number>();
  const leave = (what: Remainder) => void remainder.set(what, (remainder.get(what) ?? 0) + 1);
  const drafts: Draft[] = [];
  const contexts = contextsOf(ordered);
  const pointer = new PointerReducer(drafts, leave);
  const keys = new KeyReducer(drafts, leave);
  const frames = new Map<number, { before?: FrameTaken; after?: FrameTaken }>();

  for (const event of ordered) {
    const context =
      "context" in event && typeof event.context === "string"
        ? contexts.get(event.context)
        : undefined;
    switch (event.kind) {
      case "context-changed":
        leave("context");
        break;
      case "gap":
        leave("gap");
        pointer.interrupt();
        keys.interrupt();
        break;
      case "frame-taken": {
        leave("frame");
        const bound = frames.get(event.of) ?? {};
        bound[event.role] = event;
        frames.set(event.of, bound);
        break;
      }
      case "pointer-moved":
      case "button-pressed":
      case "button-released":
      case "scrolled":
        if (context === undefined) leave("no-context");
        else pointer.accept(event, context);
        break;
      case "key-pressed":
      case "key-released":
      case "text-typed":
      case "typing-hidden":
        pointer.endSeries();
        if (context === undefined) leave("no-context");
        else keys.accept(event, context);
        break;
      case "element-changed":
        if (!attachChange(drafts, event)) leave("element");
        break;
      default:
        unreachable(event);
    }
  }
  pointer.interrupt();
  keys.interrupt();

  const inOrder = drafts.toSorted((a, b) => a.start - b.start);
  return {
    actions: inOrder.map((from, step) =>
      finish(from, step, session, display, framesOf(from, frames)),
    ),
    rows: inOrder.map(({ seqs }) => seqs),
    remainder,
  };
}

function contextsOf(events: readonly SessionEvent[]): ReadonlyMap<string, Context> {
  const contexts = new Map<string, Context>();
  for (const event of events) {
    if (event.kind === "context-changed") contexts.set(event.context.id, event.context);
  }
  return contexts;
}

type Bound = { before?: FrameTaken; after?: FrameTaken };

/** The first press has the picture before; the last press has the picture after. */
function framesOf(from: Draft, frames: ReadonlyMap<number, Bound>) {
  const bound = from.seqs.flatMap((seq) => frames.get(seq) ?? []);
  return {
    before: bound.find((one) => one.before !== undefined)?.before,
    after: bound.findLast((one) => one.after !== undefined)?.after,
  };
}

type ElementChanged = Extract<SessionEvent, { kind: "element-changed" }>;

/** To the action on the same element, such as the click that opened its list, or else the last one. */
function attachChange(drafts: readonly Draft[], event: ElementChanged): boolean {
  const before = drafts.filter((one) => one.end <= event.at && one.context.id === event.context);
  const cause =
    before.findLast(({ target }) => target !== undefined && isSame(target, event.target)) ??
    before.at(-1);
  if (cause === undefined || cause.changed) return false;
  const same = cause.target !== undefined && isSame(cause.target, event.target);
  const patience = same ? listStaysOpenMs : changeFollowsClickMs;
  if (event.at - cause.end > patience) return false;
  cause.changed = true;
  cause.target = event.target;
  cause.seqs.push(event.seq);
  return true;
}

function isSame(a: Target, b: Target): boolean {
  const places = [a, b].map(({ bounds: { x, y, width, height } }) => [x, y, width, height].join());
  return a.role === b.role && places[0] === places[1];
}
