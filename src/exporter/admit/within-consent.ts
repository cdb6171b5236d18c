/**
 * Holds what a session contains against what was granted for it, signal by signal.
 *
 * The recorder has kept to this already; here nobody is believed (ENC-09, GOV-06).
 *
 * @module
 */
import type { BundleManifest } from "../../contract/bundle.ts";
import type { Choice, ScopeChoice } from "../../contract/choice.ts";
import type { Context, SessionEvent } from "../../contract/events.ts";
import type { ContextId, ScopeId } from "../../contract/ids.ts";
import type { DenyCategory } from "../../contract/manifest.ts";
import type { Signal } from "../../contract/signals.ts";
import {
  baseName,
  isBrowser,
  isInCategory,
  isNeverRecorded,
} from "../../core/policy/known-executables.ts";
import { unreachable } from "../../core/unreachable.ts";
import { BundleRefused } from "./refusal.ts";

export function assertScopes({ scopes }: BundleManifest, choice: Choice): void {
  const ids = new Set(scopes.map(({ id }) => id));
  const within = scopes.every(({ id, signals }) => {
    const chosen = choice.find(({ scope }) => scope === id);
    return chosen !== undefined && signals.every((signal) => chosen.signals.includes(signal));
  });
  if (!within || ids.size !== scopes.length)
    throw new BundleRefused("scopes-exceed-consent", "it names scopes that were not granted");
}

/** Throws {@link BundleRefused} at the first event that no grant covers. */
export function assertWithinConsent(
  events: readonly SessionEvent[],
  { scopes }: BundleManifest,
  choice: Choice,
  deny: readonly DenyCategory[],
): void {
  const signalsOf = new Map(scopes.map(({ id, signals }) => [id, new Set(signals)]));
  const placeOf = new Map<ContextId, ScopeId>();
  const refuse = (): never => {
    throw new BundleRefused(
      "outside-consent",
      "an event in it is of a kind, or from a place, that was not granted",
    );
  };
  for (const event of events) {
    if (event.kind === "gap") continue;
    if (event.kind === "context-changed") {
      const { context } = event;
      const chosen = choice.find(({ scope }) => scope === context.scope);
      const signals = signalsOf.get(context.scope);
      if (chosen === undefined || signals === undefined) return refuse();
      if (!isGrantedPlace(context, chosen, deny)) return refuse();
      if (context.title !== undefined && !signals.has("title")) return refuse();
      placeOf.set(context.id, context.scope);
      continue;
    }
    const scope = placeOf.get(event.context);
    const signals = scope === undefined ? undefined : signalsOf.get(scope);
    if (signals === undefined) return refuse();
    if (!neededFor(event).some((signal) => signals.has(signal))) return refuse();
    if ("target" in event && event.target !== undefined && !signals.has("a11y")) return refuse();
  }
}

/**
 * A granted site, or a window of a granted app. The recorder leaves out a site's address that
 * itself names a person, so a browser without one may show any granted site of the scope.
 */
function isGrantedPlace(
  { origin, app }: Context,
  { apps, origins }: ScopeChoice,
  deny: readonly DenyCategory[],
): boolean {
  if (isNeverRecorded(app) || deny.some((category) => isInCategory(app, category))) return false;
  if (origin !== undefined) return isBrowser(app) && origins.includes(origin);
  return isBrowser(app) ? origins.length > 0 : apps.some(({ exe }) => baseName(exe) === app);
}

type Placed = Exclude<SessionEvent, { kind: "gap" | "context-changed" }>;

/** Any one of these suffices. */
function neededFor(event: Placed): readonly Signal[] {
  switch (event.kind) {
    case "pointer-moved":
    case "button-pressed":
    case "button-released":
    case "scrolled":
      return ["pointer"];
    case "key-pressed":
    case "key-released":
    case "text-typed":
      return ["keys.content"];
    case "typing-hidden":
      return ["keys.timing", "keys.content"];
    case "element-changed":
      return ["a11y"];
    case "frame-taken":
      return ["screenshot"];
    default:
      return unreachable(event);
  }
}
