import { describe, expect, it } from "vitest";
import { Origin, ScopeId } from "../../../src/contract/ids.ts";
import {
  grantsAnything,
  missingRequired,
  nothingChosen,
  switchApp,
  switchOrigin,
  switchSignal,
} from "../../../src/renderer/views/studies/join/choosing.ts";
import { sampleManifest } from "../../fakes/fake-study.ts";

const forms = ScopeId.parse("forms");
const writing = ScopeId.parse("writing");
const site = Origin.parse("https://forms.example.org");

describe("choosing what to give", () => {
  it("begins with every scope refused (CON-03)", () => {
    expect(nothingChosen(sampleManifest)).toEqual([
      { scope: "forms", signals: [], apps: [], origins: [] },
      { scope: "writing", signals: [], apps: [], origins: [] },
    ]);
    expect(grantsAnything(nothingChosen(sampleManifest))).toBe(false);
  });

  it("holds exactly what was switched on, in its own scope only", () => {
    let choice = switchSignal(nothingChosen(sampleManifest), forms, "pointer", true);
    choice = switchSignal(choice, forms, "pointer", true);
    choice = switchSignal(choice, forms, "screenshot", true);
    choice = switchSignal(choice, forms, "pointer", false);
    choice = switchOrigin(choice, forms, site, true);
    choice = switchApp(choice, writing, { os: "linux", exe: "/usr/bin/gedit" }, true);
    choice = switchApp(choice, writing, { os: "linux", exe: "/usr/bin/gedit" }, false);
    expect(choice).toEqual([
      { scope: "forms", signals: ["screenshot"], apps: [], origins: [site] },
      { scope: "writing", signals: [], apps: [], origins: [] },
    ]);
  });

  it("grants nothing while a scope has signals but no place", () => {
    const choice = switchSignal(nothingChosen(sampleManifest), forms, "pointer", true);
    expect(grantsAnything(choice)).toBe(false);
    expect(missingRequired(sampleManifest, choice)).toEqual(["forms"]);
    expect(missingRequired(sampleManifest, switchOrigin(choice, forms, site, true))).toEqual([]);
  });
});
