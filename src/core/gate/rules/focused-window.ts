/**
 * Decides which window had the keyboard over a whole span (CAP-04).
 *
 * One verified and not forbidden window must have had it in every world that was possible.
 * For a key, nobody may have grabbed the keyboard either, else it may have gone elsewhere.
 *
 * @module
 */
import type { Policy } from "../../policy/policy.ts";
import type { Mono } from "../../ports/observation.ts";
import { unknown } from "../../timeline/possible-timeline.ts";
import type { Evidence } from "../evidence.ts";
import { type KnownWindow, type Verdict, drop, permit, sameApp } from "../verdict.ts";
import { knownWindow, windowById } from "./known-window.ts";

export interface FocusSpan {
  readonly from: Mono;
  readonly to: Mono;
  /** Whether this is about a key, which a menu or a screen locker may have grabbed. */
  readonly typing: boolean;
}

export function focusedWindow(
  evidence: Evidence,
  policy: Policy,
  span: FocusSpan,
): Verdict<KnownWindow> {
  const worlds = evidence.windows.possibleOver(span.from, span.to);
  if (worlds === "not-yet") return "not-yet";
  let focused: KnownWindow | undefined;
  const refusals = new Set<ReturnType<typeof drop>["drop"]>();
  for (const world of worlds) {
    if (world === unknown || world.focus === null) return drop("focus-uncertain");
    if (span.typing && world.keyboardGrabbed) return drop("keyboard-grabbed");
    const window = windowById(world, world.focus);
    if (window === undefined) return drop("focus-uncertain");
    const known = knownWindow(evidence, policy, window);
    if ("drop" in known) {
      refusals.add(known.drop);
      continue;
    }
    const moved =
      focused !== undefined &&
      (focused.window.id !== window.id || !sameApp(focused.app, known.permit.app));
    if (moved) return drop("focus-uncertain");
    focused ??= known.permit;
  }
  if (refusals.size === 1 && focused === undefined) return drop([...refusals][0]!);
  return refusals.size > 0 || focused === undefined ? drop("focus-uncertain") : permit(focused);
}
