/**
 * Presses, releases, motion and wheel turns become clicks, drags and scrolls.
 *
 * Thresholds are those of common toolkits: GTK and Qt start a drag after 8 and 10 pixels and
 * count a second click within 400 ms and 5 pixels.
 *
 * @module
 */
import type { Context, SessionEvent } from "../../contract/events.ts";
import { type Draft, draft } from "./draft.ts";
import type { Remainder } from "./reduce.ts";

type PointerEvent = Extract<
  SessionEvent,
  { kind: "pointer-moved" | "button-pressed" | "button-released" | "scrolled" }
>;
type Pressed = Extract<PointerEvent, { kind: "button-pressed" }>;

const dragStartsPx = 8;
const multiClickMs = 400;
const multiClickPx = 5;
const longPressMs = 500;
const sameScrollMs = 300;

interface Held {
  readonly press: Pressed;
  readonly from: Draft;
  readonly path: [number, number, number][];
  furthest: number;
}

export class PointerReducer {
  readonly #drafts: Draft[];
  readonly #leave: (what: Remainder) => void;
  readonly #held = new Map<string, Held>();
  /** The click that a further click may still belong to. */
  #series: Draft | undefined;
  #scroll: Draft | undefined;

  constructor(drafts: Draft[], leave: (what: Remainder) => void) {
    this.#drafts = drafts;
    this.#leave = leave;
  }

  accept(event: PointerEvent, context: Context): void {
    switch (event.kind) {
      case "pointer-moved":
        return this.#move(event);
      case "button-pressed":
        this.#scroll = undefined;
        return this.#press(event, context);
      case "button-released":
        return this.#release(event);
      case "scrolled":
        this.#series = undefined;
        return this.#turn(event, context);
    }
  }

  /** Something else happened: the next click starts a new series, the next turn a new scroll. */
  endSeries(): void {
    this.#series = undefined;
    this.#scroll = undefined;
  }

  /** What is held now will not be released in what follows. */
  interrupt(): void {
    for (const { from } of this.#held.values()) from.flags.add("no-release");
    this.#held.clear();
    this.endSeries();
  }

  #move(event: Extract<PointerEvent, { kind: "pointer-moved" }>): void {
    if (this.#held.size === 0) return this.#leave("motion");
    for (const held of this.#held.values()) {
      held.furthest = Math.max(held.furthest, distance(held.press, event));
      held.path.push([event.at - held.press.at, event.x, event.y]);
    }
    const [first] = this.#held.values();
    first?.from.seqs.push(event.seq);
  }

  #press(event: Pressed, context: Context): void {
    this.#held.get(event.button)?.from.flags.add("no-release");
    const series = this.#series;
    const from =
      series !== undefined && continues(series, event, context)
        ? series
        : draft("click", event, context);
    if (from === series) {
      from.seqs.push(event.seq);
      from.end = event.at;
      from.kind = "multi_click";
      from.count = from.count === 2 ? 3 : 2;
    } else {
      from.x = event.x;
      from.y = event.y;
      from.button = event.button;
      from.count = 1;
      if (event.target !== undefined) from.target = event.target;
      this.#drafts.push(from);
    }
    this.#series = from;
    this.#held.set(event.button, { press: event, from, path: [], furthest: 0 });
  }

  #release(event: Extract<PointerEvent, { kind: "button-released" }>): void {
    const held = this.#held.get(event.button);
    if (held === undefined) return this.#leave("orphan-release");
    this.#held.delete(event.button);
    const { from, press } = held;
    from.seqs.push(event.seq);
    from.end = event.at;
    if (Math.max(held.furthest, distance(press, event)) >= dragStartsPx) {
      if (from.kind === "click") delete from.count;
      from.kind = from.kind === "click" ? "drag" : from.kind;
      from.to = { x: event.x, y: event.y };
      from.path = [...held.path, [event.at - press.at, event.x, event.y]];
      this.#series = undefined;
    } else if (event.at - press.at >= longPressMs) {
      from.flags.add("long-press");
      this.#series = undefined;
    }
  }

  #turn(event: Extract<PointerEvent, { kind: "scrolled" }>, context: Context): void {
    const open = this.#scroll;
    if (
      open?.scroll !== undefined &&
      open.context.id === context.id &&
      event.at - open.end <= sameScrollMs &&
      open.modifiers.join() === event.modifiers.join() &&
      sameDirection(open.scroll, event)
    ) {
      open.scroll = { dx: open.scroll.dx + event.dx, dy: open.scroll.dy + event.dy };
      open.end = event.at;
      open.seqs.push(event.seq);
      return;
    }
    const from = draft("scroll", event, context);
    from.x = event.x;
    from.y = event.y;
    from.scroll = { dx: event.dx, dy: event.dy };
    this.#drafts.push(from);
    this.#scroll = from;
  }
}

function continues(series: Draft, event: Pressed, context: Context): boolean {
  return (
    series.context.id === context.id &&
    series.button === event.button &&
    (series.count ?? 3) < 3 &&
    event.at - series.end <= multiClickMs &&
    series.modifiers.join() === event.modifiers.join() &&
    series.x !== undefined &&
    series.y !== undefined &&
    distance({ x: series.x, y: series.y }, event) <= multiClickPx
  );
}

const distance = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  Math.hypot(a.x - b.x, a.y - b.y);

const sameDirection = (a: { dx: number; dy: number }, b: { dx: number; dy: number }) =>
  Math.sign(a.dx) === Math.sign(b.dx) && Math.sign(a.dy) === Math.sign(b.dy);
