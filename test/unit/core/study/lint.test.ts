import { describe, expect, it } from "vitest";
import type { StudyManifest } from "../../../../src/contract/manifest.ts";
import { isAcceptable, lintManifest } from "../../../../src/core/study/lint.ts";
import { purposeKind } from "../../../../src/core/study/dpv-purposes.ts";
import { newManifest } from "../../../../src/core/study/template.ts";
import { sampleManifest, studyDay } from "../../../fixtures/study.ts";

const base = sampleManifest();
const context = { today: studyDay };
/** Rules and paths of the errors in the sample study with these fields changed. */
const errors = (changes: Partial<StudyManifest>) =>
  lintManifest({ ...base, ...changes }, context)
    .filter(({ level }) => level === "error")
    .map(({ rule, path }) => `${rule} ${path}`);
const warnings = (changes: Partial<StudyManifest>) =>
  lintManifest({ ...base, ...changes }, context)
    .filter(({ level, rule }) => level === "warning" && rule !== "TEXT")
    .map(({ rule, path }) => `${rule} ${path}`);

it("the template has no errors in any set of languages, only texts to replace", () => {
  const findings = [["en"], ["de"], ["en", "de"]].map((languages) =>
    lintManifest(
      newManifest({
        studyId: "https://study.example.org/new",
        languages: languages as ("en" | "de")[],
        today: "2028-02-29",
        recipients: ["age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg"],
        collectorUrl: "https://collector.example.org",
        status: "active",
      }),
      { today: "2028-02-29" },
    ),
  );
  expect(findings.flat().filter(({ rule }) => rule !== "TEXT")).toEqual([]);
  expect(findings.map(isAcceptable)).toEqual([true, true, true]);
});

describe("GOV-01", () => {
  const purpose = (...dpv: string[]) => ({ purpose: { ...base.purpose, dpv } });
  it.each([
    "dpv:HumanResourceManagement",
    "dpv:PersonnelManagement",
    "dpv:PersonnelMonitoring",
    "dpv:PersonnelBehaviourMonitoring",
    "dpv:PersonnelPerformanceManagement",
    "dpv:PersonnelPerformanceMonitoring",
    "dpv:PersonnelPerformanceEvaluation",
    "dpv:PersonnelPerformancePrediction",
    "dpv:PersonnelPromotionManagement",
    "dpv:RecruitmentInterviewAssessment",
    "https://w3id.org/dpv#PersonnelMonitoring",
    "https://w3id.org/dpv/owl#PersonnelMonitoring",
    "dpv:PersonnelMonitoring2",
    "dpv:toString",
    "https://example.org/my-own-purpose",
  ])("refuses the purpose %s", (iri) => {
    expect(errors(purpose("dpv:ScientificResearch", iri))).toEqual(["GOV-01 purpose.dpv.1"]);
  });

  it("refuses personnel management as the purpose's own name", () => {
    expect(errors({ purpose: { ...base.purpose, id: "dpv:PersonnelPayment" } })).toEqual([
      "GOV-01 purpose.id",
    ]);
  });

  it("takes every research purpose", () => {
    const research = ["Scientific", "Academic", "Commercial", "NonCommercial"];
    expect(errors(purpose(...research.map((kind) => `dpv:${kind}Research`)))).toEqual([]);
    expect(purposeKind("https://w3id.org/dpv#AcademicResearch")).toBe("research");
  });

  it.each(base.prohibitions)("requires the prohibition %s", (term) => {
    const prohibitions = base.prohibitions.filter((other) => other !== term);
    expect(errors({ prohibitions: [...prohibitions, "dpv:Marketing"] })).toEqual([
      "GOV-01 prohibitions",
    ]);
  });
});

describe("GOV-02", () => {
  const [controller, rights] = base.parties;
  const keyHolder = {
    ...rights!,
    role: "keyHolder" as const,
    name: "Notary",
    contact: "n@b.example",
  };
  const employment = { ...base.employment, context: true, independentKeyHolder: true };
  const owned = { ownedBy: controller!.name };
  const truth: readonly (readonly [string, Partial<StudyManifest>, readonly string[]])[] = [
    ["an independent key holder", { employment, parties: [...base.parties, keyHolder] }, []],
    ["no key holder", { employment }, ["GOV-02 employment.independentKeyHolder"]],
    [
      "a key holder that is not called independent",
      {
        employment: { ...employment, independentKeyHolder: false },
        parties: [...base.parties, keyHolder],
      },
      ["GOV-02 employment.independentKeyHolder"],
    ],
    [
      "a key holder owned by the controller",
      { employment, parties: [...base.parties, { ...keyHolder, ...owned }] },
      ["GOV-02 employment.independentKeyHolder"],
    ],
    [
      "the controller as key holder",
      { employment, parties: [...base.parties, { ...keyHolder, name: controller!.name }] },
      ["GOV-02 employment.independentKeyHolder"],
    ],
    [
      "a rights contact owned by the controller",
      { employment, parties: [controller!, { ...rights!, ...owned }, keyHolder] },
      ["GOV-02 parties"],
    ],
    [
      "a small group",
      { employment: { ...employment, k: 9 }, parties: [...base.parties, keyHolder] },
      ["GOV-02 employment.k"],
    ],
  ];
  it.each(truth)("with the employer involved and %s", (_what, changes, expected) => {
    expect(errors(changes)).toEqual(expected);
  });

  it("with the employer involved and no word about detriment", () => {
    const silent = { ...employment, noDetrimentText: { en: "", de: " " } };
    expect(errors({ employment: silent, parties: [...base.parties, keyHolder] })).toEqual([
      "GOV-02 employment.noDetrimentText",
    ]);
  });

  it("needs a controller and a rights contact that is somebody else, employer or not", () => {
    expect([
      errors({ parties: [rights!] }),
      errors({ parties: [controller!] }),
      errors({ parties: [controller!, { ...rights!, contact: controller!.contact }] }),
    ]).toEqual([["GOV-02 parties"], ["GOV-02 parties"], ["GOV-02 parties"]]);
  });
});

describe("consent", () => {
  const text = (en: string) => ({ keyInformation: { ...base.keyInformation, en } });
  it("CON-05 wants key information of 100 to 1,200 characters", () => {
    expect([
      errors(text("Short. ".repeat(14))),
      errors(text("Short. ".repeat(15))),
      errors(text("Short. ".repeat(171))),
      errors(text("Short. ".repeat(172))),
    ]).toEqual([["CON-05 keyInformation.en"], [], [], ["SCHEMA keyInformation.en"]]);
  });

  it("CON-05 warns of long sentences", () => {
    expect(warnings(text(`${"word ".repeat(36)}. ${"Short. ".repeat(10)}`))).toEqual([
      "CON-05 keyInformation.en",
    ]);
  });

  const { comprehension } = base;
  const quiz = (items: StudyManifest["comprehension"]["items"]) => ({
    comprehension: { ...comprehension, items },
  });
  it.each([0, 1])("CON-06 wants both required questions (without number %i)", (index) => {
    const item = comprehension.items[2]!;
    const items = comprehension.items.with(index, { ...item, id: "other" as typeof item.id });
    expect(errors(quiz(items))).toEqual(["CON-06 comprehension.items"]);
  });

  it("CON-06 wants answers that exist, different ids, and three questions", () => {
    const [first, second, third] = comprehension.items;
    expect([
      errors(quiz([first!, second!, { ...third!, correct: 3 }])),
      errors(quiz([first!, second!, third!, first!])),
      errors(quiz([first!, second!])),
    ]).toEqual([
      ["CON-06 comprehension.items.2.correct"],
      ["CON-06 comprehension.items.3.id"],
      ["SCHEMA comprehension.items"],
    ]);
  });

  const { withdrawal } = base;
  it("CON-12 wants the list of what cannot be undone, and no default beyond the mode", () => {
    expect([
      errors({ withdrawal: { ...withdrawal, afterErasureImpossible: [] } }),
      errors({ withdrawal: { ...withdrawal, mode: "stop" } }),
      warnings({ withdrawal: { ...withdrawal, default: "stop" } }),
    ]).toEqual([
      ["CON-12 withdrawal.afterErasureImpossible"],
      ["CON-12 withdrawal.default"],
      ["CON-12 withdrawal.default"],
    ]);
  });
});

describe("form", () => {
  it("LANG wants every text in every language", () => {
    expect([
      errors({ language: ["en", "fr"] }).length > 20,
      errors({ title: { en: "Only English" } }),
      errors({ title: { en: "English", de: " " } }),
      errors({ title: { fr: "Français" } }),
      errors({ scopes: base.scopes.map((scope) => ({ ...scope, why: { en: "Why" } })) }),
    ]).toEqual([
      true,
      ["LANG title"],
      ["LANG title"],
      ["LANG title"],
      ["LANG scopes.0.why", "LANG scopes.1.why"],
    ]);
  });

  const classic = base.crypto.innerRecipients[0]!;
  const hybrid = `age1pq1${"q".repeat(100)}`;
  it("ENC-01 refuses mixed recipients and a collector without https", () => {
    const crypto = (...innerRecipients: string[]) => ({
      crypto: { ...base.crypto, innerRecipients },
    });
    expect([
      errors(crypto(classic, hybrid)),
      errors(crypto(hybrid, hybrid)),
      errors(crypto(hybrid)),
      errors({ collector: { url: "http://collector.example.org" } }),
      errors({ collector: { url: "http://127.0.0.1.example.org" } }),
      errors({ collector: { url: "http://localhost:80/" } }),
    ]).toEqual([
      ["ENC-01 crypto.innerRecipients"],
      ["ENC-01 crypto.innerRecipients"],
      [],
      ["ENC-01 collector.url"],
      ["ENC-01 collector.url"],
      [],
    ]);
  });

  it("DATE refuses what is past and durations of no days", () => {
    const { duration, ethics } = base;
    expect([
      errors({ duration: { ...duration, captureEnd: "2027-02-28" } }),
      errors({ duration: { ...duration, captureEnd: studyDay } }),
      errors({ ethics: { ...ethics, approvedUntil: "2020-01-01" } }),
      errors({ consentDuration: "P" }),
      errors({ consentDuration: "P13M" }),
    ]).toEqual([
      ["DATE duration.captureEnd"],
      [],
      ["DATE ethics.approvedUntil"],
      ["DATE consentDuration"],
      ["CON-09 consentDuration"],
    ]);
  });

  it("CON-07 wants the hash of the version before, from the second on", () => {
    expect([errors({ version: 2 }), errors({ version: 1 })]).toEqual([["CON-07 prev"], []]);
  });

  it("refuses scopes without a place, twice the same, and typed text in a terminal", () => {
    const [site, editor] = base.scopes;
    const terminal = { app: [{ os: "linux" as const, exe: "/usr/bin/xterm" }], origin: [] };
    expect([
      errors({ scopes: [{ ...site!, match: { app: [], origin: [] } }] }),
      errors({ scopes: [site!, site!] }),
      errors({ scopes: [{ ...editor!, match: terminal }] }),
      errors({ scopes: [{ ...editor!, match: terminal, signals: ["keys.content"] }] }),
    ]).toEqual([["CON-03 scopes.0.match"], ["CON-03 scopes.1.id"], [], ["CAP-07 scopes.0.match"]]);
  });

  it.each([
    ["an unknown field", { ...base, extra: 1 }],
    ["a review that is not mandatory", { ...base, review: { ...base.review, mandatory: false } }],
    ["automated decisions", { ...base, automatedDecisions: true }],
    [
      "a consequence of refusing",
      { ...base, voluntariness: { ...base.voluntariness, consequenceOfRefusal: "pay" } },
    ],
    ["no manifest at all", null],
    ["a list", []],
    ["10 MB of text", { ...base, title: { en: "x".repeat(10_000_000) } }],
  ])("SCHEMA refuses %s", (_what, manifest) => {
    const findings = lintManifest(manifest, context);
    expect(findings.map(({ rule }) => rule)).toContain("SCHEMA");
    expect(isAcceptable(findings)).toBe(false);
  });
});
