/**
 * Says what, as far as is known at this instant, may be looked at: the window with the keyboard,
 * its own popups, and in a browser only the page and the open list of a `<select>` in it.
 *
 * This is the first half of "decide, capture, decide again" (CAP-01). It saves looking where
 * the answer is already no; it permits nothing. Every picture is asked about again at the gate,
 * with the evidence from before and after it.
 *
 * @module
 */
import type { Rect } from "../../contract/geometry.ts";
import { isListOf } from "../gate/list-popup.ts";
import { intersection } from "../gate/verdict.ts";
import { isBrowser } from "../policy/known-executables.ts";
import {
  type Denied,
  type Grant,
  isDenied,
  type Policy,
  ruleForApp,
  ruleForOrigin,
} from "../policy/policy.ts";
import type { BrowserView } from "../ports/browser-context.ts";
import type { GrabLayer } from "../ports/pixel-source.ts";
import type { TrackedWindow, WindowWorld } from "../ports/window-tracker.ts";

export interface Standing {
  /** Something of this window may be recorded now. */
  readonly window: number;
  /** `undefined`: no picture may be taken, or it is not known what it would show. */
  readonly shot: Shot | undefined;
}

export interface Shot {
  readonly window: number;
  readonly popups: readonly number[];
  readonly layers: readonly GrabLayer[];
  /** Everything that is read lies in here. */
  readonly clip: Rect;
  /** What must be black in the picture: secret fields, whoever has the keyboard. */
  readonly hidden: readonly Rect[];
}

export function standing(
  policy: Policy | Denied,
  world: WindowWorld | undefined,
  view: (browserPid: number) => BrowserView | undefined,
): Standing | undefined {
  if (isDenied(policy) || world === undefined) return undefined;
  const window = world.stack.find(({ id }) => id === world.focus);
  const app = window?.app;
  if (window === undefined || app === undefined || app === null) return undefined;
  if (policy.denies(app.exe)) return undefined;
  const display = { x: 0, y: 0, ...world.display };
  if (!isBrowser(app.exe)) {
    const grant = ruleForApp(policy, app);
    if (grant === undefined) return undefined;
    return { window: window.id, shot: takes(grant) ? shot(world, window, display) : undefined };
  }
  const page = view(app.pid);
  if (page === undefined || page.origin === null) return undefined;
  const grant = ruleForOrigin(policy, page.origin);
  if (grant === undefined || !page.pageFocused || page.secure !== "clear") return undefined;
  const { viewport, secretAreas } = page;
  const area = viewport === null ? undefined : intersection(viewport, display);
  if (area === undefined || secretAreas === null || !takes(grant))
    return { window: window.id, shot: undefined };
  return { window: window.id, shot: shot(world, window, area, page) };
}

const takes = (grant: Grant): boolean => grant.signals.has("screenshot");

function shot(
  world: WindowWorld,
  window: TrackedWindow,
  area: Rect,
  page?: BrowserView,
): Shot | undefined {
  const popups = world.stack.filter(
    (one) =>
      one.popupOf === window.id &&
      one.overrideRedirect &&
      one.app?.pid === window.app?.pid &&
      (page === undefined || isListOf(one.bounds, page.listBox)),
  );
  const layers = [window, ...popups].flatMap((one) => layer(one, area));
  const clip = union(layers.map((one) => one.clip));
  if (clip === undefined) return undefined;
  const hidden = page?.secretAreas ?? [];
  return { window: window.id, popups: popups.map(({ id }) => id), layers, clip, hidden };
}

function layer({ id, bounds }: TrackedWindow, area: Rect): readonly GrabLayer[] {
  const clip = intersection(bounds, area);
  return clip === undefined ? [] : [{ window: id, x: bounds.x, y: bounds.y, clip }];
}

function union(rects: readonly Rect[]): Rect | undefined {
  if (rects.length === 0) return undefined;
  const x = Math.min(...rects.map((one) => one.x));
  const y = Math.min(...rects.map((one) => one.y));
  const right = Math.max(...rects.map((one) => one.x + one.width));
  const bottom = Math.max(...rects.map((one) => one.y + one.height));
  return { x, y, width: right - x, height: bottom - y };
}
