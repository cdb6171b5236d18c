import { expect, it } from "vitest";
import { buildReceipt, withdrawReceipt } from "../../../../src/core/consent/build-receipt.ts";
import { receiptPage } from "../../../../src/core/consent/receipt-page.ts";
import {
  receiptIds,
  receiptInput,
  sampleManifest,
  signManifest,
  signReceipt,
  studyNow,
  wholeChoice,
} from "../../../fixtures/study.ts";

const study = signManifest();
const given = signReceipt(
  buildReceipt(receiptInput(study, { choice: wholeChoice(study.manifest).slice(1) })),
);
const page = (changes: Partial<Parameters<typeof receiptPage>[0]> = {}) =>
  receiptPage({
    receipt: given.receipt,
    hash: given.hash,
    manifest: study.manifest,
    language: "en",
    withdrawalCode: null,
    ...changes,
  });

it("receiptPage() says what was allowed, what not, until when and how to leave", () => {
  const text = page()
    .replace(/<style>.*<\/style>/, "")
    .replace(/<[^>]+>/g, "");
  expect(text).toMatch(/You allowed\s*A text editor \(\/usr\/bin\/gnome-text-editor\): pointer/);
  expect(text).toMatch(/You did not allow\s*The site example\.org/);
  expect(text).toContain("Ends by itself on2027-09-01");
  expect(text).toContain("dpv:PersonnelMonitoring");
  expect(text).toContain("Models that were trained before you left cannot forget.");
  expect(text).toContain(given.hash);
});

it("receiptPage() of a withdrawal allows nothing", () => {
  const left = withdrawReceipt({ previous: given, now: studyNow + 1, ids: receiptIds(1) });
  const text = page({ receipt: left }).replace(/<[^>]+>/g, "");
  expect(text).toMatch(/Statewithdrawn/);
  expect(text).toMatch(/You allowedNothing/);
  expect(text).not.toContain("Ends by itself");
});

it("receiptPage() speaks German, and shows the withdrawal code only when it is given", () => {
  const code = "0AAA-BBBB-CCCC-DDDD-EEEE-FFFF-GG";
  expect(page({ language: "de", withdrawalCode: code })).toContain(code);
  expect(page({ language: "de" })).toContain("Einwilligungsbeleg");
  expect(page()).not.toContain("withdrawal code</dt>");
});

it("receiptPage() makes a hostile study's markup plain text, and can load nothing", () => {
  const evil = `<img src=x onerror="alert(1)">'&`;
  const hostile = signManifest(
    sampleManifest({
      title: { en: evil, de: evil },
      complaintAuthority: evil,
      parties: study.manifest.parties.map((party) => ({ ...party, name: evil, contact: evil })),
    }),
  );
  const receipt = signReceipt(buildReceipt(receiptInput(hostile)));
  const html = page({ ...receipt, manifest: hostile.manifest });
  expect(html).not.toMatch(/<img|<script|src=x onerror="/);
  expect(html).toContain("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&#39;&amp;");
  expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(html).not.toMatch(/<(?:link|script|img|iframe|form)\b/);
});
