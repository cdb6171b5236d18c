import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ScopeChoice } from "../../../../src/contract/choice.ts";
import type { Hash, Origin, ReceiptId, ScopeId } from "../../../../src/contract/ids.ts";
import type { DenyCategory, Scope, StudyManifest } from "../../../../src/contract/manifest.ts";
import type { Signal } from "../../../../src/contract/signals.ts";
import { type ActiveConsent, prove } from "../../../../src/core/consent/active-consent.ts";
import { isBrowser } from "../../../../src/core/policy/known-executables.ts";
import {
  type LocalDeny,
  effectivePolicy,
  ruleForApp,
  ruleForOrigin,
} from "../../../../src/core/policy/policy.ts";

interface Ask {
  readonly id: string;
  readonly apps?: readonly string[];
  readonly origins?: readonly string[];
  readonly signals?: readonly Signal[];
}

const nothingDenied: LocalDeny = { apps: [], origins: [], own: [] };
const apps = (exes: readonly string[]) => exes.map((exe) => ({ os: "linux", exe }) as const);
const app = (exe: string) => ({ pid: 1, exe, startedAt: 1 });

function consentTo(
  asked: readonly Ask[],
  chosen: readonly Ask[] = asked,
  deny: readonly DenyCategory[] = [],
): ActiveConsent {
  const scopes = asked.map(
    ({ id, apps: exes = [], origins = [], signals = ["pointer"] }) =>
      ({ id, match: { app: apps(exes), origin: origins }, signals }) as unknown as Scope,
  );
  const choice = chosen.map(
    ({ id, apps: exes = [], origins = [], signals = ["pointer"] }): ScopeChoice => ({
      scope: id as ScopeId,
      apps: apps(exes),
      origins: origins as readonly Origin[],
      signals,
    }),
  );
  return prove({
    manifest: { scopes, deny } as unknown as StudyManifest,
    manifestHash: "sha256:0" as Hash,
    receipt: "r" as ReceiptId,
    choice,
    expiresAt: 1,
  });
}

describe("effectivePolicy()", () => {
  it("refuses a consent that nobody verified", () => {
    const forged = { ...consentTo([]) } as ActiveConsent;
    expect(() => effectivePolicy(forged, nothingDenied, 1)).toThrow(TypeError);
  });

  it("grants what was both asked for and chosen, signal by signal", () => {
    const asked = [{ id: "a", apps: ["/usr/bin/gimp"], signals: ["pointer", "title"] as const }];
    const chosen = [{ id: "a", apps: ["/usr/bin/gimp"], signals: ["title", "a11y"] as const }];
    const policy = effectivePolicy(consentTo(asked, chosen), nothingDenied, 7);
    expect(policy.epoch).toBe(7);
    expect(ruleForApp(policy, app("/usr/bin/gimp"))).toEqual({
      scope: "a",
      signals: new Set(["title"]),
    });
  });

  it("is never more than each operand: manifest, choice and local deny-list", () => {
    const names = ["/usr/bin/a", "/usr/bin/b", "/usr/bin/keepassxc", "/usr/bin/firefox"];
    const sites = ["https://a.example", "https://b.example"];
    const signals: readonly Signal[] = ["pointer", "title", "keys.content"];
    const ask = fc.record({
      id: fc.constantFrom("s1", "s2"),
      apps: fc.subarray(names),
      origins: fc.subarray(sites),
      signals: fc.subarray([...signals]),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(ask, { selector: ({ id }) => id }),
        fc.array(ask, { maxLength: 3 }),
        fc.subarray(names),
        fc.subarray(sites),
        (asked, chosen, deniedApps, deniedSites) => {
          const deny: LocalDeny = {
            apps: apps(deniedApps),
            origins: deniedSites as Origin[],
            own: ["/usr/bin/b"],
          };
          const policy = effectivePolicy(consentTo(asked, chosen), deny, 1);
          for (const name of names) {
            const rule = ruleForApp(policy, app(name));
            if (rule === undefined) continue;
            expect(deniedApps).not.toContain(name);
            expect(name).toBe("/usr/bin/a");
            for (const signal of rule.signals)
              for (const operand of [asked, chosen])
                expect(
                  operand.some(
                    (o) =>
                      o.id === rule.scope && o.apps.includes(name) && o.signals.includes(signal),
                  ),
                ).toBe(true);
          }
          for (const site of sites as Origin[]) {
            const rule = ruleForOrigin(policy, site);
            if (rule === undefined) continue;
            expect(deniedSites).not.toContain(site);
            for (const operand of [asked, chosen])
              expect(operand.some((o) => o.id === rule.scope && o.origins.includes(site))).toBe(
                true,
              );
          }
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });

  it("does not believe two answers about the same scope", () => {
    const asked = [{ id: "a", apps: ["/usr/bin/gimp"] }];
    const policy = effectivePolicy(consentTo(asked, [...asked, ...asked]), nothingDenied, 1);
    expect(policy.apps.size).toBe(0);
  });

  it.each(["/usr/bin/keepassxc", "/usr/bin/i3lock", "/usr/bin/python3.11", "/usr/bin/pinentry-qt"])(
    "never grants %s",
    (exe) => {
      const policy = effectivePolicy(consentTo([{ id: "a", apps: [exe] }]), nothingDenied, 1);
      expect([ruleForApp(policy, app(exe)), policy.denies(exe)]).toEqual([undefined, true]);
    },
  );

  it("never grants a browser as an app, wherever it is installed", () => {
    const exes = ["/usr/lib/chromium/chromium", "/opt/google/chrome/chrome", "/snap/firefox"];
    const policy = effectivePolicy(consentTo([{ id: "a", apps: exes }]), nothingDenied, 1);
    expect(exes.map((exe) => [isBrowser(exe), ruleForApp(policy, app(exe))])).toEqual(
      exes.map(() => [true, undefined]),
    );
  });

  it("denies the categories that the study itself rules out", () => {
    const exe = "/usr/bin/thunderbird";
    const asked = [{ id: "a", apps: [exe] }];
    const granted = (deny: readonly DenyCategory[]) =>
      ruleForApp(effectivePolicy(consentTo(asked, asked, deny), nothingDenied, 1), app(exe));
    expect([granted([])?.scope, granted(["mail"])]).toEqual(["a", undefined]);
  });

  it("matches a site by its whole origin, port included", () => {
    const policy = effectivePolicy(
      consentTo([{ id: "a", origins: ["http://localhost:80"] }]),
      nothingDenied,
      1,
    );
    expect(ruleForOrigin(policy, "http://localhost:8080" as Origin)).toBeUndefined();
  });
});
