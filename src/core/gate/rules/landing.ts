/**
 * Decides where in a page a key press arrived (design, "confirm before persist").
 *
 * The page tells of each trusted press when it came, in order, and whether the field was
 * secure. A press is confirmed by the first landing near its own time that no earlier press
 * used, unless the next press is nearer to it: then this press went somewhere else and the
 * landing is not its own. A secure landing nearby denies, whosever it was.
 *
 * @module
 */
import type { KeyLanding } from "../../ports/browser-context.ts";
import type { Mono } from "../../ports/observation.ts";
import type { Evidence } from "../evidence.ts";
import { type Verdict, drop, permit } from "../verdict.ts";

export function landing(evidence: Evidence, pid: number, at: Mono): Verdict<KeyLanding> {
  const { landingTolerance, landingWait } = evidence.settings;
  const near = evidence.landings(pid, at - landingTolerance, at + landingTolerance);
  if (near.some((candidate) => candidate.landed === "secure")) return drop("secure-field");
  const passed = evidence.lastLanding(pid) > at + landingTolerance;
  const own = near.find((candidate) => !candidate.used);
  if (own !== undefined) {
    const next = evidence.nextPress();
    const stolen = next !== undefined && Math.abs(own.at - next) < Math.abs(own.at - at);
    return stolen ? drop("landing-unconfirmed") : permit(own);
  }
  if (passed || evidence.now >= at + landingWait) return drop("landing-unconfirmed");
  return "not-yet";
}
