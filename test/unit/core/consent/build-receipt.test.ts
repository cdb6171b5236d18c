import { describe, expect, it } from "vitest";
import { ScopeId } from "../../../../src/contract/ids.ts";
import { ConsentReceipt } from "../../../../src/contract/receipt.ts";
import {
  buildReceipt,
  ReceiptRefused,
  withdrawReceipt,
} from "../../../../src/core/consent/build-receipt.ts";
import {
  receiptIds,
  receiptInput,
  signManifest,
  signReceipt,
  studyNow,
  wholeChoice,
} from "../../../fixtures/study.ts";

const study = signManifest();
const given = signReceipt(buildReceipt(receiptInput(study)));

describe("buildReceipt()", () => {
  it("writes what its own schema accepts, with a process for every scope of the study", () => {
    const choice = wholeChoice(study.manifest).slice(0, 1);
    const receipt = ConsentReceipt.parse(buildReceipt(receiptInput(study, { choice })));
    const [record] = receipt["dpv:hasRecordOfActivity"];
    expect({
      granted: record?.["app:scopesGranted"],
      refused: record?.["app:scopesRefused"],
      states: record?.["dpv:hasProcess"].map((process) => [
        process["dct:identifier"][0],
        process["dpv:hasConsentStatus"][0]?.["@type"][0],
        process["app:signals"].length,
      ]),
    }).toEqual({
      granted: ["site"],
      refused: ["editor"],
      states: [
        ["site", "dpv:ConsentGiven", 7],
        ["editor", "dpv:ConsentRefused", 0],
      ],
    });
  });

  it("marks every property with many values as an array", () => {
    const singles = Object.entries(given.receipt["dpv:hasRecordOfActivity"][0] ?? {}).filter(
      ([name, value]) => name.startsWith("dpv:") && !Array.isArray(value),
    );
    expect(singles).toEqual([]);
  });

  it("emits the prohibitions of the study and its necessity even when it is the default", () => {
    const [record] = given.receipt["dpv:hasRecordOfActivity"];
    const [prohibition] = record?.["dpv:hasProhibition"] ?? [];
    expect({
      purposes: prohibition?.["dpv:hasPurpose"].length,
      data: prohibition?.["dpv:hasPersonalData"],
      necessities: record?.["dpv:hasProcess"].map((process) => process["dpv:hasNecessity"]),
    }).toEqual({
      purposes: 7,
      data: [{ "@id": "pd:PerformanceAtWork" }],
      necessities: [["dpv:Optional"], ["dpv:Optional"]],
    });
  });

  const [site] = wholeChoice(study.manifest);
  it.each([
    ["nothing-granted", { choice: [] }],
    ["nothing-granted", { choice: [{ ...site!, signals: [] }] }],
    ["nothing-granted", { choice: [{ ...site!, origins: [] }] }],
    ["choice-exceeds-study", { choice: [{ ...site!, scope: ScopeId.parse("other") }] }],
    ["choice-exceeds-study", { choice: [site!, site!] }],
    [
      "choice-exceeds-study",
      { choice: [{ ...site!, apps: [{ os: "linux" as const, exe: "/usr/bin/mail" }] }] },
    ],
    ["comprehension-not-passed", { comprehensionPassed: false }],
    ["managed-device-not-acknowledged", { device: { managed: true, acknowledged: false } }],
    ["language-not-in-study", { language: "fr" }],
  ] as const)("refuses with %s and writes nothing", (code, changes) => {
    const build = () => buildReceipt(receiptInput(study, changes));
    expect(build).toThrow(expect.objectContaining({ code }));
    expect(build).toThrow(ReceiptRefused);
  });

  it("counts up, names the receipt before and repeats its events", () => {
    const withdrawn = signReceipt(
      withdrawReceipt({ previous: given, now: studyNow + 1, ids: receiptIds(1) }),
    );
    const again = buildReceipt(receiptInput(study, { previous: withdrawn, now: studyNow + 2 }));
    expect({
      seqs: [given, withdrawn, { receipt: again }].map(({ receipt }) => receipt["app:seq"]),
      prev: again["app:prev"],
      replaces: again["dct:replaces"],
      states: again["dpv:hasRecordOfActivity"][0]?.["dpv:hasConsentStatus"].map(
        (event) => event["@type"][0],
      ),
    }).toEqual({
      seqs: [0, 1, 2],
      prev: [withdrawn.hash],
      replaces: [withdrawn.receipt["@id"]],
      states: ["dpv:ConsentGiven", "dpv:ConsentWithdrawn", "dpv:ConsentGiven"],
    });
  });
});
