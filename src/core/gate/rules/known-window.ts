/**
 * Decides, for one window in one possible world, whether it can be anybody's but a stranger's.
 *
 * A browser passes as far as its own name goes; what counts is its page (page.ts).
 *
 * @module
 */
import { isBrowser } from "../../policy/known-executables.ts";
import { type Policy, ruleForApp } from "../../policy/policy.ts";
import type { TrackedWindow, WindowWorld } from "../../ports/window-tracker.ts";
import type { Evidence } from "../evidence.ts";
import { type KnownWindow, type Verdict, drop, permit } from "../verdict.ts";

export function knownWindow(
  evidence: Evidence,
  policy: Policy,
  window: TrackedWindow,
): Exclude<Verdict<KnownWindow>, "not-yet"> {
  const { app } = window;
  if (app === null) return drop("identity-unverified");
  if (evidence.own.has(app.pid)) return drop("own-window");
  const allowed = isBrowser(app.exe)
    ? !policy.denies(app.exe)
    : ruleForApp(policy, app) !== undefined;
  return allowed ? permit({ window, app }) : drop("not-allowed-app");
}

export function windowById(world: WindowWorld, id: number): TrackedWindow | undefined {
  return world.stack.find((window) => window.id === id);
}
