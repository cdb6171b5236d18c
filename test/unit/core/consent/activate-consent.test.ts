import { describe, expect, it } from "vitest";
import { sign } from "../../../../src/adapters/seal/dsse.ts";
import { SigningKey } from "../../../../src/adapters/seal/signing-key.ts";
import { payloadTypes } from "../../../../src/contract/dsse.ts";
import { ScopeId } from "../../../../src/contract/ids.ts";
import type { StudyManifest } from "../../../../src/contract/manifest.ts";
import type { ConsentReceipt } from "../../../../src/contract/receipt.ts";
import {
  type Activation,
  type ActivationInput,
  activateConsent,
} from "../../../../src/core/consent/activate-consent.ts";
import { type ActiveConsent, assertActive } from "../../../../src/core/consent/active-consent.ts";
import { buildReceipt, withdrawReceipt } from "../../../../src/core/consent/build-receipt.ts";
import {
  deviceKey,
  receiptIds,
  receiptInput,
  sampleManifest,
  sampleOpener,
  signManifest,
  signReceipt,
  studyKey,
  studyNow,
  wholeChoice,
} from "../../../fixtures/study.ts";

const dayMs = 86_400_000;
const study = signManifest();
const given = signReceipt(buildReceipt(receiptInput(study)));
const withdrawn = signReceipt(
  withdrawReceipt({ previous: given, now: studyNow + 1_000, ids: receiptIds(1) }),
);

const input: ActivationInput = {
  open: sampleOpener,
  manifestEnvelope: study.envelope,
  receiptEnvelopes: [given.envelope],
  highestSeq: 0,
  now: studyNow + 5_000,
};
const why = (activation: Activation) =>
  activation.outcome === "refused" ? activation.why : activation.outcome;
function activated(whole: ActivationInput): ActiveConsent {
  const activation = activateConsent(whole);
  if (activation.outcome === "refused") throw new Error(activation.why);
  return activation.consent;
}
const activate = (changes: Partial<ActivationInput>) =>
  why(activateConsent({ ...input, ...changes }));

/** Activates a consent to a study that differs from the sample in these fields. */
const activateStudy = (changes: Partial<StudyManifest>, now = studyNow) => {
  const changed = signManifest(sampleManifest(changes));
  const receipt = signReceipt(buildReceipt(receiptInput(changed)));
  return activate({
    manifestEnvelope: changed.envelope,
    receiptEnvelopes: [receipt.envelope],
    now,
  });
};

/** Signs a receipt that this code would not have written. */
const activateForged = (forge: (receipt: ConsentReceipt) => unknown) =>
  activate({
    receiptEnvelopes: [
      sign(payloadTypes.receipt, forge(structuredClone(given.receipt)), deviceKey),
    ],
  });
const withRecord = (receipt: ConsentReceipt, changes: object) => ({
  ...receipt,
  "dpv:hasRecordOfActivity": [{ ...receipt["dpv:hasRecordOfActivity"][0], ...changes }],
});

describe("activateConsent()", () => {
  it("proves a consent that was given for exactly this study", () => {
    const consent = activated(input);
    assertActive(consent);
    expect(consent).toEqual({
      manifest: study.manifest,
      manifestHash: study.hash,
      receipt: given.receipt["dpv:hasIdentifier"][0],
      choice: wholeChoice(study.manifest),
      expiresAt: Date.parse("2027-09-01T12:00:00Z"),
    });
  });

  it("answers every refusal with a sentence that begins with what cannot be done", () => {
    expect(activateConsent({ ...input, receiptEnvelopes: [], highestSeq: -1 })).toEqual({
      outcome: "refused",
      why: "no-receipt",
      message: "Cannot record: you have not agreed to this study",
    });
  });

  it("refuses a receipt that was taken away", () => {
    expect(activate({ receiptEnvelopes: [] })).toBe("receipt-replayed");
  });

  it("refuses a study signed by another key", () => {
    const stranger = SigningKey.generate();
    const envelope = sign(payloadTypes.manifest, study.manifest, stranger);
    expect(activate({ manifestEnvelope: envelope })).toBe("manifest-untrusted");
  });

  it("refuses a receipt signed on another device", () => {
    const foreign = signReceipt(given.receipt, SigningKey.generate());
    expect(activate({ receiptEnvelopes: [foreign.envelope] })).toBe("receipt-untrusted");
  });

  it("refuses another version of the study, however small the change", () => {
    const changed = signManifest(
      sampleManifest({ complaintAuthority: "[Data protection office]" }),
    );
    expect(activate({ manifestEnvelope: changed.envelope })).toBe("manifest-changed");
  });

  it("refuses after withdrawal, and also when the withdrawal is hidden", () => {
    expect([
      activate({ receiptEnvelopes: [given.envelope, withdrawn.envelope], highestSeq: 1 }),
      activate({ receiptEnvelopes: [given.envelope], highestSeq: 1 }),
      activate({ receiptEnvelopes: [withdrawn.envelope], highestSeq: 1 }),
    ]).toEqual(["withdrawn", "receipt-replayed", "chain-broken"]);
  });

  it("refuses a chain that skips a number", () => {
    const skipped = signReceipt({ ...withdrawn.receipt, "app:seq": 2 });
    const envelopes = [given.envelope, skipped.envelope];
    expect(activate({ receiptEnvelopes: envelopes })).toBe("chain-broken");
  });

  it("takes receipts in any order", () => {
    const again = signReceipt(
      buildReceipt(receiptInput(study, { previous: withdrawn, now: studyNow + 2_000 })),
    );
    const all = [again.envelope, given.envelope, withdrawn.envelope];
    expect([
      activate({ receiptEnvelopes: all, highestSeq: 2 }),
      activate({ receiptEnvelopes: all.slice(1), highestSeq: 1 }),
      activate({ receiptEnvelopes: [again.envelope, given.envelope], highestSeq: 1 }),
      activate({ receiptEnvelopes: [...all, given.envelope], highestSeq: 2 }),
    ]).toEqual(["active", "withdrawn", "chain-broken", "chain-broken"]);
  });

  it("ends a consent at the earliest of its ends", () => {
    const until = (day: string) => Date.parse(`${day}T00:00:00Z`);
    expect([
      activate({ now: Date.parse("2027-09-01T11:59:59.999Z") }),
      activate({ now: Date.parse("2027-09-01T12:00:00Z") }),
      activateStudy(
        { duration: { captureEnd: "2027-04-01", participantMax: "P1Y", subjectsExpected: 1 } },
        until("2027-04-02"),
      ),
      activateStudy(
        { duration: { captureEnd: "2027-12-31", participantMax: "P7D", subjectsExpected: 1 } },
        studyNow + 7 * dayMs,
      ),
      activateStudy(
        { ethics: { ...study.manifest.ethics, approvedUntil: "2027-03-05" } },
        until("2027-03-06"),
      ),
      activateStudy({ consentDuration: "P" }, studyNow),
    ]).toEqual(["active", "expired", "expired", "expired", "expired", "expired"]);
  });

  it("renews for the consent's duration but not beyond the longest participation", () => {
    const later = Date.parse("2027-08-20T00:00:00Z");
    const renewed = signReceipt(buildReceipt(receiptInput(study, { previous: given, now: later })));
    const receiptEnvelopes = [given.envelope, renewed.envelope];
    const events = renewed.receipt["dpv:hasRecordOfActivity"][0]?.["dpv:hasConsentStatus"];
    expect(events?.map((event) => event["@type"][0])).toEqual([
      "dpv:ConsentGiven",
      "dpv:RenewedConsentGiven",
    ]);
    expect([
      activate({ receiptEnvelopes, now: Date.parse("2028-02-19T00:00:00Z") }),
      activate({ receiptEnvelopes, now: Date.parse("2028-02-20T00:00:00Z") }),
    ]).toEqual(["active", "expired"]);
  });

  it("refuses when the clock stands before the consent", () => {
    expect([
      activate({ now: studyNow - 60_000 }),
      activate({ now: studyNow - dayMs }),
      activate({ now: Number.NaN }),
    ]).toEqual(["active", "clock-before-consent", "expired"]);
  });

  it.each(["draft", "paused", "ended"] as const)("refuses a study that is %s", (status) => {
    expect(activateStudy({ status })).toBe("study-not-active");
  });

  it("refuses a study of personnel management, and one without the prohibitions", () => {
    const { purpose, prohibitions, employment } = study.manifest;
    expect([
      activateStudy({ purpose: { ...purpose, dpv: ["dpv:PersonnelPerformanceEvaluation"] } }),
      activateStudy({ prohibitions: prohibitions.slice(1) }),
      activateStudy({ employment: { ...employment, context: true } }),
    ]).toEqual(["purpose-forbidden", "purpose-forbidden", "purpose-forbidden"]);
  });

  it.each([
    ["withdrawn but written as given in the list", { "app:scopesGranted": [] }],
    ["without a granted scope", { "dpv:hasProcess": [], "app:scopesGranted": [] }],
    ["with a scope in the list that no process has", { "app:scopesRefused": ["other"] }],
  ])("refuses a receipt %s", (_what, changes) => {
    expect(["receipt-inconsistent", "choice-exceeds-study"]).toContain(
      activateForged((receipt) => withRecord(receipt, changes)),
    );
  });

  it("refuses a receipt that grants an app which the study does not ask for", () => {
    const forge = (receipt: ConsentReceipt) => {
      const [record] = receipt["dpv:hasRecordOfActivity"];
      const processes = record?.["dpv:hasProcess"].map((process) => ({
        ...process,
        "app:apps": [{ "app:os": "linux" as const, "app:exe": "/usr/bin/mail" }],
      }));
      return withRecord(receipt, { "dpv:hasProcess": processes });
    };
    expect(activateForged(forge)).toBe("choice-exceeds-study");
  });

  it("refuses a receipt whose states do not begin with a consent that was given", () => {
    const requested = {
      "@type": ["dpv:ConsentRequested"],
      "dpv:isIndicatedAtTime": new Date(studyNow).toISOString(),
      "dpv:hasDuration": "P6M",
      "dpv:isIndicatedBy": ["dpv:DataSubject"],
      "dpv:hasIndicationMethod": [],
    };
    const states = given.receipt["dpv:hasRecordOfActivity"][0]?.["dpv:hasConsentStatus"] ?? [];
    expect([
      activateForged((receipt) => withRecord(receipt, { "dpv:hasConsentStatus": [requested] })),
      activateForged((receipt) =>
        withRecord(receipt, { "dpv:hasConsentStatus": [...states, requested] }),
      ),
    ]).toEqual(["receipt-inconsistent", "not-given"]);
  });

  it.each([
    [
      "another context",
      (r: ConsentReceipt) => ({ ...r, "@context": { dpv: "https://evil.example/" } }),
    ],
    ["a context by address", (r: ConsentReceipt) => ({ ...r, "@context": "https://w3id.org/dpv" })],
    ["an unknown field", (r: ConsentReceipt) => ({ ...r, extra: 1 })],
    [
      "answers of the comprehension check",
      (r: ConsentReceipt) => withRecord(r, { "app:answers": [1] }),
    ],
    [
      "a check that was not passed",
      (r: ConsentReceipt) =>
        withRecord(r, { "app:comprehension": [{ "app:quizVersion": 1, "app:passed": false }] }),
    ],
    [
      "a name instead of a pseudonym",
      (r: ConsentReceipt) =>
        withRecord(r, {
          "dpv:hasDataSubject": [
            {
              "@type": ["dpv:DataSubject", "dpv:Participant"],
              "dct:identifier": ["a@example.org"],
            },
          ],
        }),
    ],
  ])("refuses a receipt with %s", (_what, forge) => {
    expect(activateForged(forge)).toBe("receipt-untrusted");
  });

  it("makes nothing that passes for a proof from the outside", () => {
    const copy = { ...activated(input) };
    expect(() => assertActive(copy)).toThrow(TypeError);
  });
});

it("a choice read from a receipt keeps only the scopes that were granted", () => {
  const choice = [
    {
      scope: ScopeId.parse("site"),
      signals: ["pointer"] as const,
      apps: [],
      origins: study.manifest.scopes[0]?.match.origin ?? [],
    },
    { scope: ScopeId.parse("editor"), signals: [], apps: [], origins: [] },
  ];
  const receipt = signReceipt(buildReceipt(receiptInput(study, { choice })));
  const activation = activateConsent({ ...input, receiptEnvelopes: [receipt.envelope] });
  expect(activation).toMatchObject({ outcome: "active", consent: { choice: [choice[0]] } });
});

it("the fixture's keys are two", () => {
  expect(studyKey.keyId).not.toBe(deviceKey.keyId);
});
