/**
 * All that a rule may look at. A rule reads it and decides; it keeps nothing.
 *
 * @module
 */
import type { BrowserView, KeyLanding } from "../ports/browser-context.ts";
import type { Mono } from "../ports/observation.ts";
import type { WindowWorld } from "../ports/window-tracker.ts";
import type { Denied, Policy } from "../policy/policy.ts";
import type { Possibilities } from "../timeline/possible-timeline.ts";
import type { GateSettings } from "./settings.ts";

export interface KnownLanding extends KeyLanding {
  /** Whether an earlier key was already matched with it. */
  readonly used: boolean;
}

export interface Evidence {
  readonly now: Mono;
  readonly settings: GateSettings;
  /** Processes of Assent itself. */
  readonly own: ReadonlySet<number>;
  readonly policy: Possibilities<Policy | Denied>;
  readonly windows: Possibilities<WindowWorld>;
  /** `undefined` when no companion ever spoke for this browser. */
  browser(pid: number): Possibilities<BrowserView> | undefined;
  /** Landings of this browser within [`from`, `to`], in the order in which keys arrived there. */
  landings(pid: number, from: Mono, to: Mono): readonly KnownLanding[];
  /** The moment of the last landing that this browser told. */
  lastLanding(pid: number): Mono;
  /** The moment of the next key press after the one that is being decided. */
  nextPress(): Mono | undefined;
}
