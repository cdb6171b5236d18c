/**
 * Decides about a screenshot of one window and its popups (CAP-01).
 *
 * Pixels show neither the moment at which they were painted nor that at which they were read, so
 * the window must have been the same, in the same place and with the keyboard, from well before
 * reading began until well after it ended, and in a browser the page as well, of whose popups only
 * the list of a `<select>` may be shown. Wherever a secret field may have been meanwhile, the
 * picture must have been painted black.
 *
 * @module
 */
import { isBrowser } from "../../policy/known-executables.ts";
import type { DropReason } from "../../../contract/signals.ts";
import { type Policy, ruleForApp } from "../../policy/policy.ts";
import type { BrowserView } from "../../ports/browser-context.ts";
import type { WindowWorld } from "../../ports/window-tracker.ts";
import { type Possible, unknown } from "../../timeline/possible-timeline.ts";
import type { FrameCandidate } from "../cleared.ts";
import type { Evidence } from "../evidence.ts";
import {
  type KnownWindow,
  type Place,
  type Verdict,
  contains,
  drop,
  intersection,
  permit,
  sameApp,
  sameRect,
} from "../verdict.ts";
import { knownWindow, windowById } from "./known-window.ts";
import { pagePlace } from "./page.ts";
import type { GateRules } from "./table.ts";

export function frame(
  evidence: Evidence,
  rules: GateRules,
  candidate: FrameCandidate,
): Verdict<Place> {
  const { pageBefore, pageAfter } = evidence.settings;
  const from = candidate.startedAt - pageBefore;
  const to = candidate.endedAt + pageAfter;
  const policy = rules.policy(evidence, from, to);
  if (policy === "not-yet" || "drop" in policy) return policy;
  const shown = rules.shown(evidence, policy.permit, candidate);
  if (shown === "not-yet" || "drop" in shown) return shown;
  const { window, app } = shown.permit;
  if (!isBrowser(app.exe)) {
    const grant = ruleForApp(policy.permit, app);
    if (grant === undefined) return drop("not-allowed-app");
    return granted({ window, app, grant, origin: undefined, title: window.title });
  }
  const page = rules.page(evidence, policy.permit, shown.permit, { from, to, focused: true });
  if (page === "not-yet" || "drop" in page) return page;
  const bared = page.permit
    .map((view) => baredIn(view, candidate))
    .find((why) => why !== undefined);
  if (bared !== undefined) return drop(bared);
  const view = page.permit[page.permit.length - 1]!;
  for (const other of page.permit) {
    if (other.origin !== view.origin) return drop("site-uncertain");
    if (other.viewport === null || view.viewport === null) return drop("site-uncertain");
    if (!sameRect(other.viewport, view.viewport)) return drop("window-uncertain");
  }
  const lists = rules.popups(evidence, shown.permit, candidate);
  if (lists === "not-yet" || "drop" in lists) return lists;
  const areas = [view.viewport!, ...lists.permit];
  if (!areas.some((area) => contains(area, candidate.clip))) return drop("window-uncertain");
  return granted(pagePlace(policy.permit, shown.permit, view));
}

/** Why a picture may show a secret field, which it must not whoever has the keyboard (CAP-06). */
function baredIn(
  { secretAreas }: BrowserView,
  { clip, hidden }: FrameCandidate,
): DropReason | undefined {
  if (secretAreas === null) return "secure-unknown";
  const black = secretAreas.every((area) => {
    const shown = intersection(area, clip);
    return shown === undefined || hidden.some((one) => contains(one, shown));
  });
  return black ? undefined : "secure-field";
}

const granted = (place: Place): Verdict<Place> =>
  place.grant.signals.has("screenshot") ? permit(place) : drop("signal-not-granted");

/** The window stood still, with the keyboard, and all popups were its own. */
export function shownWindow(
  evidence: Evidence,
  policy: Policy,
  candidate: FrameCandidate,
): Verdict<KnownWindow> {
  const { pageBefore, pageAfter } = evidence.settings;
  const worlds = evidence.windows.possibleOver(
    candidate.startedAt - pageBefore,
    candidate.endedAt + pageAfter,
  );
  const during = evidence.windows.possibleOver(candidate.startedAt, candidate.endedAt);
  if (worlds === "not-yet" || during === "not-yet") return "not-yet";
  let shown: KnownWindow | undefined;
  for (const world of worlds) {
    const found = shownInWorld(evidence, policy, world, candidate);
    if ("drop" in found) return found;
    const { window, app } = found.permit;
    const same =
      shown === undefined ||
      (sameApp(shown.app, app) && sameRect(shown.window.bounds, window.bounds));
    if (!same) return drop("window-uncertain");
    shown = found.permit;
  }
  if (shown === undefined) return drop("window-uncertain");
  for (const world of during) {
    if (world === unknown) return drop("window-uncertain");
    if (candidate.popups.some((id) => windowById(world, id) === undefined))
      return drop("window-uncertain");
  }
  return permit(shown);
}

function shownInWorld(
  evidence: Evidence,
  policy: Policy,
  world: Possible<WindowWorld>,
  candidate: FrameCandidate,
): Exclude<Verdict<KnownWindow>, "not-yet"> {
  if (world === unknown) return drop("window-uncertain");
  const window = windowById(world, candidate.window);
  if (window === undefined) return drop("window-uncertain");
  const known = knownWindow(evidence, policy, window);
  if ("drop" in known) return known;
  if (world.focus !== window.id) return drop("focus-uncertain");
  for (const id of candidate.popups) {
    const popup = windowById(world, id);
    if (popup === undefined) continue;
    // A browser's dialogs (files to open, passwords to save) are not part of its page.
    const own =
      popup.app !== null &&
      sameApp(popup.app, known.permit.app) &&
      popup.popupOf === window.id &&
      (popup.overrideRedirect || !isBrowser(known.permit.app.exe));
    if (!own) return drop("window-uncertain");
  }
  return known;
}
