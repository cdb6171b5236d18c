import * as fc from "fast-check";
import { expect, it } from "vitest";
import { StudyManifest } from "../../../../src/contract/manifest.ts";
import { compareManifests } from "../../../../src/core/study/compare.ts";
import { sampleManifest } from "../../../fixtures/study.ts";

/** A manifest as plain JSON, so that a case can change any of it. */
// oxlint-disable-next-line typescript/no-explicit-any
type Draft = any;
function change(edit: (draft: Draft) => void, from?: StudyManifest): StudyManifest {
  const draft: Draft = structuredClone(from ?? base);
  edit(draft);
  return StudyManifest.parse(draft);
}
const base: StudyManifest = change((m) => {
  m.redaction.profile = "protective";
  m.withdrawal.mode = "stop+erase-unreleased";
  m.withdrawal.default = "stop+erase-unreleased";
  m.storage.transfer = { en: "To Norway", de: "Nach Norwegen" };
  m.recipients = ["A", "B"];
  m.deny = ["mail", "chat"];
  m.review.disclosesDeletionCounts = true;
  m.aiTraining.commercial = true;
}, sampleManifest());
const app = (exe: string) => ({ os: "linux", exe });

const cases: readonly (readonly ["widen" | "narrow" | "neutral", string, (m: Draft) => void])[] = [
  ["neutral", "nothing", () => undefined],
  ["neutral", "a higher version", (m) => void (m.version = 2)],
  ["neutral", "another number of participants", (m) => void (m.duration.subjectsExpected = 99)],
  ["neutral", "another complaint authority", (m) => void (m.complaintAuthority = "Other")],
  ["neutral", "scopes in another order", (m) => void m.scopes.reverse()],
  ["neutral", "signals in another order", (m) => void m.scopes[0].signals.reverse()],
  ["neutral", "another quiz", (m) => void (m.comprehension.quizVersion = 2)],
  ["neutral", "the same status in other words", (m) => void (m.returnOfResults.en = "On paper")],
  ["narrow", "a scope gone", (m) => void m.scopes.pop()],
  ["narrow", "a signal gone", (m) => void m.scopes[0].signals.pop()],
  ["narrow", "a slower rate", (m) => void (m.scopes[0].rate.maxFps = 1)],
  ["narrow", "an earlier end", (m) => void (m.duration.captureEnd = "2027-06-01")],
  ["narrow", "a shorter keeping", (m) => void (m.storage.retention = "P1Y")],
  ["narrow", "a quicker deletion", (m) => void (m.storage.deletionWithin = "P7D")],
  ["narrow", "no transfer", (m) => void delete m.storage.transfer],
  ["narrow", "a recipient fewer", (m) => void m.recipients.pop()],
  ["narrow", "one more category denied", (m) => void m.deny.push("finance")],
  ["narrow", "one more prohibition", (m) => void m.prohibitions.push("dpv:Marketing")],
  ["narrow", "stricter redaction", (m) => void (m.redaction.profile = "strict")],
  ["narrow", "a larger group", (m) => void (m.deidentification.k = 20)],
  ["narrow", "more is erased", (m) => void (m.withdrawal.mode = "stop+erase-all-held")],
  ["narrow", "no commercial use", (m) => void (m.aiTraining.commercial = false)],
  ["narrow", "a pause", (m) => void (m.status = "paused")],
  ["narrow", "a shorter consent", (m) => void (m.consentDuration = "P3M")],
  ["narrow", "no counts of deletions", (m) => void (m.review.disclosesDeletionCounts = false)],
  ["widen", "one more scope", (m) => void m.scopes.push({ ...m.scopes[0], id: "more" })],
  ["widen", "one more app", (m) => void m.scopes[1].match.app.push(app("/usr/bin/mail"))],
  ["widen", "another app", (m) => void (m.scopes[1].match.app = [app("/usr/bin/mail")])],
  ["widen", "one more site", (m) => void m.scopes[0].match.origin.push("https://b.example")],
  ["widen", "one more signal", (m) => void m.scopes[1].signals.push("a11y")],
  ["widen", "a faster rate", (m) => void (m.scopes[0].rate.maxFps = 30)],
  ["widen", "special data", (m) => void (m.scopes[0].special = true)],
  ["widen", "a scope that is now required", (m) => void (m.scopes[0].necessity = "Required")],
  ["widen", "a later end", (m) => void (m.duration.captureEnd = "2029-01-01")],
  ["widen", "a longer keeping", (m) => void (m.storage.retention = "P10Y")],
  ["widen", "a new place", (m) => void m.storage.locations.push("Elsewhere")],
  ["widen", "a new transfer", (m) => void (m.storage.transfer.en = "To anywhere")],
  ["widen", "a new recipient", (m) => void m.recipients.push("C")],
  ["widen", "a category allowed", (m) => void m.deny.pop()],
  ["widen", "a prohibition gone", (m) => void m.prohibitions.pop()],
  ["widen", "weaker redaction", (m) => void (m.redaction.profile = "standard")],
  ["widen", "less is erased", (m) => void (m.withdrawal.mode = "stop")],
  ["widen", "another key", (m) => void (m.crypto.innerRecipients = [`age1${"q".repeat(58)}`])],
  ["widen", "another server", (m) => void (m.collector.url = "https://b.example")],
  ["widen", "another purpose", (m) => void (m.purpose.dpv = ["dpv:CommercialResearch"])],
  ["widen", "other key information", (m) => void (m.keyInformation.en += " More.")],
  ["widen", "a new controller", (m) => void (m.parties[0].name = "Other")],
  ["widen", "an employer", (m) => void (m.employment.context = true)],
  ["widen", "a right gone", (m) => void m.rights.pop()],
  ["widen", "a longer consent", (m) => void (m.consentDuration = "P1Y")],
  ["widen", "a longer time to review", (m) => void (m.review.ttlDays = 30)],
  ["widen", "a new title", (m) => void (m.title.en = "Other")],
  ["widen", "a language gone", (m) => void (m.language = ["en"])],
  [
    "widen",
    "one thing narrower and one wider",
    (m) => {
      m.scopes.pop();
      m.recipients.push("C");
    },
  ],
];

it.each(cases)("compareManifests() says %s for %s", (expected, _what, edit) => {
  expect(compareManifests(base, change(edit)).change).toBe(expected);
});

it("compareManifests() says neutral for a new translation, and widen when it also says more", () => {
  const translate = (value: Draft): void => {
    if (typeof value !== "object" || value === null) return;
    if (typeof value.en === "string") value.fr = `${value.en} (fr)`;
    Object.values(value).forEach(translate);
  };
  const french = change((m) => {
    translate(m);
    m.language.push("fr");
  });
  const more = change((m) => void (m.risks.en = "More"), french);
  expect([compareManifests(base, french).change, compareManifests(base, more).change]).toEqual([
    "neutral",
    "widen",
  ]);
});

it("compareManifests() names every difference", () => {
  const after = change((m) => {
    m.scopes[0].signals.pop();
    m.scopes[1].rate.maxFps = 30;
    m.version = 2;
  });
  expect(compareManifests(base, after).differences).toEqual([
    { path: "version", change: "neutral" },
    { path: "scopes.site.signals", change: "narrow" },
    { path: "scopes.editor.rate.maxFps", change: "widen" },
  ]);
});

type Case = (typeof cases)[number];
/** Fields of the manifest that a case changes. */
const fieldsOf = ([, , edit]: Case) =>
  compareManifests(base, change(edit)).differences.map(({ path }) => path.split(".")[0]);
const areApart = (a: Case, b: Case) => !fieldsOf(a).some((field) => fieldsOf(b).includes(field));

it("whatever else changes with it, a widening is never called narrow or neutral", () => {
  const widening = cases.filter(([kind]) => kind === "widen");
  const others = cases.filter(([kind]) => kind !== "widen");
  fc.assert(
    fc.property(
      fc.constantFrom(...widening),
      fc.subarray([...others], { maxLength: 6 }),
      (widen, along) => {
        const after = change((m) => {
          for (const other of along) if (areApart(other, widen)) other[2](m);
          widen[2](m);
        });
        expect(compareManifests(base, after).change).toBe("widen");
      },
    ),
    { numRuns: 100 },
  );
});

it.each(cases.filter(([kind]) => kind === "narrow"))(
  "what is %s one way widens the other way: %s",
  (_kind, _what, edit) => {
    expect(compareManifests(change(edit), base).change).toBe("widen");
  },
);
