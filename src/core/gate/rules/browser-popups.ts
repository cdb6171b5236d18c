/**
 * Decides which of a browser's popups may be in a picture: none but the list of the `<select>`
 * that had the keyboard (CAP-03).
 *
 * Every view that was possible while the picture was read must name that `<select>`, and the
 * popup must have stood at it, and nowhere else, from before reading began until after it.
 *
 * @module
 */
import type { Rect } from "../../../contract/geometry.ts";
import { unknown } from "../../timeline/possible-timeline.ts";
import type { FrameCandidate } from "../cleared.ts";
import type { Evidence } from "../evidence.ts";
import { isListOf } from "../list-popup.ts";
import { type KnownWindow, type Verdict, drop, permit, sameRect } from "../verdict.ts";
import { windowById } from "./known-window.ts";

/** Where the open list is, if one is in the picture; a page never has two. */
export function browserPopups(
  evidence: Evidence,
  browser: KnownWindow,
  candidate: FrameCandidate,
): Verdict<readonly Rect[]> {
  const { startedAt, endedAt, popups } = candidate;
  if (popups.length === 0) return permit([]);
  const { pageBefore, pageAfter } = evidence.settings;
  const views = evidence.browser(browser.app.pid)?.possibleOver(startedAt, endedAt) ?? [unknown];
  const worlds = evidence.windows.possibleOver(startedAt - pageBefore, endedAt + pageAfter);
  if (views === "not-yet" || worlds === "not-yet") return "not-yet";
  const known = worlds.filter((world) => world !== unknown);
  // A list that was opened just before, or closed soon after, is not in every world.
  const places = known.flatMap((world) => popups.map((id) => windowById(world, id)?.bounds));
  const seen = places.filter((place) => place !== undefined);
  const [list] = seen;
  if (list === undefined || known.length < worlds.length) return drop("window-uncertain");
  const stood = seen.every((place) => sameRect(place, list));
  const lists = views.every((view) => view !== unknown && isListOf(list, view.listBox));
  return stood && lists ? permit([list]) : drop("window-uncertain");
}
