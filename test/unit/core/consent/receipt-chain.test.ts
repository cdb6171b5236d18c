import { expect, it } from "vitest";
import type { ConsentReceipt } from "../../../../src/contract/receipt.ts";
import { buildReceipt, withdrawReceipt } from "../../../../src/core/consent/build-receipt.ts";
import type { HashedReceipt } from "../../../../src/core/consent/receipt-record.ts";
import { checkChain } from "../../../../src/core/consent/receipt-chain.ts";
import {
  receiptIds,
  receiptInput,
  sampleManifest,
  signManifest,
  signReceipt,
  studyNow,
} from "../../../fixtures/study.ts";

const study = signManifest();
const first = signReceipt(buildReceipt(receiptInput(study)));
const second = signReceipt(
  withdrawReceipt({ previous: first, now: studyNow + 1, ids: receiptIds(1) }),
);
const third = signReceipt(
  buildReceipt(receiptInput(study, { previous: second, now: studyNow + 2 })),
);

const why = (...receipts: readonly HashedReceipt[]) => {
  const chain = checkChain(receipts);
  return chain.outcome === "broken" ? chain.why : chain.newest.seq;
};
const withRecord = (receipt: ConsentReceipt, changes: object) =>
  signReceipt({
    ...receipt,
    "dpv:hasRecordOfActivity": [
      { ...receipt["dpv:hasRecordOfActivity"][0], ...changes },
    ] as unknown as ConsentReceipt["dpv:hasRecordOfActivity"],
  });

it("checkChain() takes a whole chain in any order", () => {
  expect([why(first), why(second, first), why(third, first, second)]).toEqual([0, 1, 2]);
});

it("checkChain() refuses no receipts, a missing one and one that comes twice", () => {
  expect([
    why(),
    why(second),
    why(first, third),
    why(first, first),
    why(first, second, second),
  ]).toEqual(Array.from({ length: 5 }, () => "chain-broken"));
});

it("checkChain() refuses a receipt that was replaced by another with the same number and id", () => {
  const other = signReceipt({ ...first.receipt, "dct:created": "2027-03-01T12:00:01Z" });
  expect(why(other, second)).toBe("chain-broken");
});

it("checkChain() refuses a receipt that names the id of another one", () => {
  const stray = signReceipt({ ...second.receipt, "dct:replaces": [third.receipt["@id"]] });
  expect(why(first, stray)).toBe("chain-broken");
});

it("checkChain() refuses a receipt that leaves out or rewrites what happened before", () => {
  const events = third.receipt["dpv:hasRecordOfActivity"][0]?.["dpv:hasConsentStatus"] ?? [];
  const [given, left, again] = events;
  const rewritten = { ...left, "dpv:hasDuration": "P1D" };
  expect(
    [[given], [given, again], [given, rewritten, again], [given, left]].map((changed) =>
      why(first, second, withRecord(third.receipt, { "dpv:hasConsentStatus": changed })),
    ),
  ).toEqual(Array.from({ length: 4 }, () => "chain-broken"));
});

it("checkChain() refuses a receipt of another study or another person", () => {
  const person = {
    "@type": ["dpv:DataSubject", "dpv:Participant"],
    "dct:identifier": ["q".repeat(43)],
  };
  const elsewhere = { "app:study": `${sampleManifest().studyId}/other` };
  expect([
    why(first, withRecord(second.receipt, elsewhere)),
    why(first, withRecord(second.receipt, { "dpv:hasDataSubject": [person] })),
  ]).toEqual(["chain-broken", "chain-broken"]);
});

it("checkChain() refuses events that go back in time", () => {
  const events = second.receipt["dpv:hasRecordOfActivity"][0]?.["dpv:hasConsentStatus"] ?? [];
  const [given, left] = events;
  const early = { ...left, "dpv:isIndicatedAtTime": "2027-02-28T12:00:00.000Z" };
  expect(why(first, withRecord(second.receipt, { "dpv:hasConsentStatus": [given, early] }))).toBe(
    "receipt-inconsistent",
  );
});

it("one can leave, and come back, though the clock was set back in between", () => {
  const left = signReceipt(
    withdrawReceipt({ previous: first, now: studyNow - 86_400_000, ids: receiptIds(1) }),
  );
  const back = buildReceipt(receiptInput(study, { previous: left, now: studyNow - 80_000_000 }));
  expect([why(first, left), why(first, left, signReceipt(back))]).toEqual([1, 2]);
});
