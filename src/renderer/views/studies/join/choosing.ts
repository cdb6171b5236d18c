/** What the participant picked so far. Everything begins as refused (CON-03). */
import type { AppMatch, Choice, ScopeChoice } from "../../../../contract/choice.ts";
import type { Origin, ScopeId } from "../../../../contract/ids.ts";
import type { StudyManifest } from "../../../../contract/manifest.ts";
import type { Signal } from "../../../../contract/signals.ts";

export const nothingChosen = (manifest: StudyManifest): Choice =>
  manifest.scopes.map(({ id }) => ({ scope: id, signals: [], apps: [], origins: [] }));

const inScope = (
  choice: Choice,
  scope: ScopeId,
  change: (now: ScopeChoice) => ScopeChoice,
): Choice => choice.map((one) => (one.scope === scope ? change(one) : one));

const withOrWithout = <T>(list: readonly T[], item: T, on: boolean, same: (a: T) => boolean) =>
  on ? [...list.filter((other) => !same(other)), item] : list.filter((other) => !same(other));

export const switchSignal = (choice: Choice, scope: ScopeId, signal: Signal, on: boolean): Choice =>
  inScope(choice, scope, (now) => ({
    ...now,
    signals: withOrWithout(now.signals, signal, on, (other) => other === signal),
  }));

export const switchApp = (choice: Choice, scope: ScopeId, app: AppMatch, on: boolean): Choice =>
  inScope(choice, scope, (now) => ({
    ...now,
    apps: withOrWithout(now.apps, app, on, (other) => other.exe === app.exe),
  }));

export const switchOrigin = (choice: Choice, scope: ScopeId, origin: Origin, on: boolean): Choice =>
  inScope(choice, scope, (now) => ({
    ...now,
    origins: withOrWithout(now.origins, origin, on, (other) => other === origin),
  }));

/** Something would be recorded here: a signal is on, and a place for it. */
export const grants = (one: ScopeChoice): boolean =>
  one.signals.length > 0 && one.apps.length + one.origins.length > 0;

export const grantsAnything = (choice: Choice): boolean => choice.some(grants);

/** Scopes that the study says it cannot work without, and that grant nothing. */
export const missingRequired = (manifest: StudyManifest, choice: Choice): readonly ScopeId[] =>
  manifest.scopes
    .filter((scope) => scope.necessity === "Required")
    .filter((scope) => !choice.some((one) => one.scope === scope.id && grants(one)))
    .map((scope) => scope.id);
