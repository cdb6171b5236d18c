/**
 * Decides which window a pointer event hit.
 *
 * A press may itself raise, open or close windows a moment later, so the worlds asked
 * are those possible up to the event, not after it. In every one of them the topmost
 * window at the point must belong to the same top-level window. Title bars are not part of a
 * window's reported area, so a point where a higher window's title bar may be is uncertain.
 *
 * @module
 */
import type { DropReason } from "../../../contract/signals.ts";
import type { Policy } from "../../policy/policy.ts";
import type { Mono } from "../../ports/observation.ts";
import type { TrackedWindow, WindowWorld } from "../../ports/window-tracker.ts";
import { type Possible, unknown } from "../../timeline/possible-timeline.ts";
import type { Evidence } from "../evidence.ts";
import { type KnownWindow, type Verdict, drop, holds, permit, sameApp } from "../verdict.ts";
import { knownWindow, windowById } from "./known-window.ts";

export interface HitWindow extends KnownWindow {
  /** Whether that window also had the keyboard in every possible world. */
  readonly focused: boolean;
}

export interface Point {
  readonly at: Mono;
  readonly x: number;
  readonly y: number;
}

export function hitWindow(evidence: Evidence, policy: Policy, point: Point): Verdict<HitWindow> {
  const { hitBefore, focusAfter } = evidence.settings;
  const { at } = point;
  // A late report of a change before the event must have had the time to arrive.
  if (evidence.windows.possibleOver(at, at + focusAfter) === "not-yet") return "not-yet";
  const worlds = evidence.windows.possibleOver(at - hitBefore, at);
  if (worlds === "not-yet") return "not-yet";
  let hit: HitWindow | undefined;
  const refusals = new Set<DropReason>();
  for (const world of worlds) {
    const found = hitInWorld(evidence, policy, world, point);
    if ("drop" in found) {
      refusals.add(found.drop);
      continue;
    }
    const next = found.permit;
    const moved =
      hit !== undefined && (hit.window.id !== next.window.id || !sameApp(hit.app, next.app));
    if (moved) return drop("window-uncertain");
    hit = { ...next, focused: next.focused && (hit?.focused ?? true) };
  }
  if (refusals.size === 1 && hit === undefined) return drop([...refusals][0]!);
  return refusals.size > 0 || hit === undefined ? drop("window-uncertain") : permit(hit);
}

function hitInWorld(
  evidence: Evidence,
  policy: Policy,
  world: Possible<WindowWorld>,
  { x, y }: Point,
): Exclude<Verdict<HitWindow>, "not-yet"> {
  if (world === unknown) return drop("window-uncertain");
  const frames = new Set<number>();
  for (let i = world.stack.length - 1; i >= 0; i--) {
    const top = world.stack[i]!;
    if (!holds(top.bounds, x, y)) {
      if (mayHaveFrameAt(evidence, top, x, y)) frames.add(top.popupOf ?? top.id);
      continue;
    }
    const seen = knownWindow(evidence, policy, top);
    if ("drop" in seen) return seen;
    const owner = top.popupOf === null ? top : windowById(world, top.popupOf);
    if (owner === undefined) return drop("window-uncertain");
    const known = knownWindow(evidence, policy, owner);
    if ("drop" in known) return known;
    if (!sameApp(known.permit.app, seen.permit.app)) return drop("window-uncertain");
    frames.delete(owner.id);
    if (frames.size > 0) return drop("window-uncertain");
    return permit({ ...known.permit, focused: world.focus === owner.id });
  }
  return drop(frames.size > 0 ? "window-uncertain" : "not-allowed-app");
}

function mayHaveFrameAt(evidence: Evidence, window: TrackedWindow, x: number, y: number): boolean {
  if (window.overrideRedirect) return false;
  const { frameTop, frameSide } = evidence.settings;
  const { bounds } = window;
  const framed = {
    x: bounds.x - frameSide,
    y: bounds.y - frameTop,
    width: bounds.width + 2 * frameSide,
    height: bounds.height + frameTop + frameSide,
  };
  return holds(framed, x, y);
}
