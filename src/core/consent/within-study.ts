/**
 * A participant's choice, held against what the study asks for (CON-04).
 *
 * Nothing here can widen: what the study does not ask for is not granted, whoever wrote
 * the choice.
 *
 * @module
 */
import type { AppMatch, Choice, ScopeChoice } from "../../contract/choice.ts";
import type { Scope, StudyManifest } from "../../contract/manifest.ts";

const sameApp = (a: AppMatch) => (b: AppMatch) => a.os === b.os && a.exe === b.exe;

/** A scope grants something when it has a signal, and an app or site to observe it in. */
export const grantsSomething = ({ signals, apps, origins }: ScopeChoice): boolean =>
  signals.length > 0 && apps.length + origins.length > 0;

/** Whether the choice names only what the study asks for, and each scope at most once. */
export function isWithinStudy(choice: Choice, { scopes }: StudyManifest): boolean {
  return choice.every((chosen, index) => {
    const scope = scopes.find(({ id }) => id === chosen.scope);
    const isFirst = choice.findIndex((other) => other.scope === chosen.scope) === index;
    return isFirst && scope !== undefined && isWithinScope(chosen, scope);
  });
}

function isWithinScope(chosen: ScopeChoice, { match, signals }: Scope): boolean {
  return (
    chosen.signals.every((signal) => signals.includes(signal)) &&
    chosen.apps.every((app) => match.app.some(sameApp(app))) &&
    chosen.origins.every((origin) => match.origin.includes(origin))
  );
}
