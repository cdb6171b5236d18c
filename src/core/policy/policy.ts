/**
 * Decides which apps and sites may be recorded at all, and which signals of each.
 *
 * The effective policy is an intersection (requirements CON-04): what the manifest asks for
 * ∩ what the participant chose ∩ what this machine does not deny, less the programs that are
 * never recorded. Every operand can only take away, so no study can widen what a participant
 * granted, and no grant can widen what a study asked for.
 *
 * @module
 */
import type { AppMatch } from "../../contract/choice.ts";
import type { Origin, ScopeId } from "../../contract/ids.ts";
import type { DropReason, Signal } from "../../contract/signals.ts";
import { type ActiveConsent, assertActive } from "../consent/active-consent.ts";
import type { AppIdentity } from "../ports/window-tracker.ts";
import { isBrowser, isInCategory, isNeverRecorded } from "./known-executables.ts";

/** What may be observed in one app or on one site. */
export interface Grant {
  readonly scope: ScopeId;
  readonly signals: ReadonlySet<Signal>;
}

export interface Policy {
  /** Grows with every change of consent, choice or deny-list. */
  readonly epoch: number;
  /** By real path of the executable. Never holds a browser. */
  readonly apps: ReadonlyMap<string, Grant>;
  readonly origins: ReadonlyMap<Origin, Grant>;
  /** Whether nothing in windows of this executable may be recorded, not even a granted site. */
  readonly denies: (exe: string) => boolean;
}

/** Nothing at all may be recorded, for this reason. */
export interface Denied {
  readonly denied: DropReason;
}

/** What is denied on this machine, whatever was consented to. */
export interface LocalDeny {
  readonly apps: readonly AppMatch[];
  readonly origins: readonly Origin[];
  /** Real paths of Assent's own executables. */
  readonly own: readonly string[];
}

/** Throws a TypeError when the consent was never verified. */
export function effectivePolicy(consent: ActiveConsent, deny: LocalDeny, epoch: number): Policy {
  assertActive(consent);
  const deniedPaths = new Set([...deny.apps.map((app) => app.exe), ...deny.own]);
  const deniedOrigins = new Set(deny.origins);
  const denies = (exe: string): boolean =>
    deniedPaths.has(exe) ||
    isNeverRecorded(exe) ||
    consent.manifest.deny.some((category) => isInCategory(exe, category));

  const apps = new Map<string, Grant>();
  const origins = new Map<Origin, Grant>();
  for (const scope of consent.manifest.scopes) {
    const chosen = consent.choice.filter((choice) => choice.scope === scope.id);
    // Two answers about one scope contradict each other; neither counts.
    if (chosen.length !== 1) continue;
    const choice = chosen[0]!;
    const signals = new Set(scope.signals.filter((signal) => choice.signals.includes(signal)));
    if (signals.size === 0) continue;
    const grant: Grant = { scope: scope.id, signals };
    for (const { exe } of scope.match.app) {
      const picked = choice.apps.some((app) => app.exe === exe);
      // The first scope of the manifest that covers an app names it.
      if (picked && !denies(exe) && !isBrowser(exe) && !apps.has(exe)) apps.set(exe, grant);
    }
    for (const origin of scope.match.origin) {
      const picked = choice.origins.includes(origin);
      if (picked && !deniedOrigins.has(origin) && !origins.has(origin)) origins.set(origin, grant);
    }
  }
  return Object.freeze({ epoch, apps, origins, denies });
}

/** What may be observed in this app's windows as such; a browser's never. */
export const ruleForApp = (policy: Policy, app: AppIdentity): Grant | undefined =>
  isBrowser(app.exe) ? undefined : policy.apps.get(app.exe);

export const ruleForOrigin = (policy: Policy, origin: Origin): Grant | undefined =>
  policy.origins.get(origin);

export const isDenied = (policy: Policy | Denied): policy is Denied => "denied" in policy;
