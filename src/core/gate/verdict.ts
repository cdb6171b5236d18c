/**
 * The three answers of a rule, and what a permission says about where something happened.
 *
 * @module
 */
import type { Rect } from "../../contract/geometry.ts";
import type { Origin } from "../../contract/ids.ts";
import type { DropReason } from "../../contract/signals.ts";
import type { Grant } from "../policy/policy.ts";
import type { AppIdentity, TrackedWindow } from "../ports/window-tracker.ts";

/** `not-yet`: the evidence does not reach far enough; ask again. */
export type Verdict<T> = { readonly permit: T } | { readonly drop: DropReason } | "not-yet";

export const permit = <T>(what: T): { readonly permit: T } => ({ permit: what });
export const drop = (reason: DropReason): { readonly drop: DropReason } => ({ drop: reason });

/** A window of a verified app that the policy does not forbid as a whole. */
export interface KnownWindow {
  /** The top-level window. */
  readonly window: TrackedWindow;
  readonly app: AppIdentity;
}

/** Where something permitted happened. */
export interface Place extends KnownWindow {
  readonly grant: Grant;
  readonly origin: Origin | undefined;
  /** The page's title for sites, else the window's. */
  readonly title: string | undefined;
}

export const sameApp = (a: AppIdentity, b: AppIdentity): boolean =>
  a.pid === b.pid && a.startedAt === b.startedAt && a.exe === b.exe;

export const sameRect = (a: Rect, b: Rect): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

export const holds = (outer: Rect, x: number, y: number): boolean =>
  x >= outer.x && y >= outer.y && x < outer.x + outer.width && y < outer.y + outer.height;

export const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** `undefined` when they have no pixel in common. */
export function intersection(a: Rect, b: Rect): Rect | undefined {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}
