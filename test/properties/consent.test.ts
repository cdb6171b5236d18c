/**
 * CON-01: nobody records without a consent that really holds.
 *
 * Random histories of one participation are written and signed by the real code, then
 * handled by somebody who hides, repeats, shuffles, damages or forges what is on the
 * disk. A judge that knows the true history, and nothing of receipts, says what may be.
 */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { SigningKey } from "../../src/adapters/seal/signing-key.ts";
import type { Choice } from "../../src/contract/choice.ts";
import type { Envelope } from "../../src/contract/dsse.ts";
import { activateConsent } from "../../src/core/consent/activate-consent.ts";
import { buildReceipt, withdrawReceipt } from "../../src/core/consent/build-receipt.ts";
import {
  receiptIds,
  receiptInput,
  sampleManifest,
  sampleOpener,
  signManifest,
  signReceipt,
  type SignedReceipt,
  wholeChoice,
} from "../fixtures/study.ts";

const studies = [
  signManifest(),
  signManifest(sampleManifest({ version: 2, prev: signManifest().hash })),
  signManifest(sampleManifest({ version: 3, prev: signManifest().hash, status: "paused" })),
] as const;
const stranger = SigningKey.fromSeed(new Uint8Array(32).fill(9));

/** A moment as its parts, so that the judge need not add as the code under test does. */
interface Moment {
  readonly month: number;
  readonly day: number;
}
const at = ({ month, day }: Moment) => Date.UTC(2027, 2 + month, day, 12);
const captureEnds = Date.UTC(2028, 2, 3);

interface Step {
  readonly kind: "give" | "withdraw";
  readonly study: 0 | 1 | 2;
  readonly months: number;
  readonly scopes: readonly [boolean, boolean];
}
interface TrueEvent extends Step {
  readonly when: Moment;
}

type Tampering =
  | { readonly kind: "none" }
  | { readonly kind: "hide" | "repeat" | "damage" | "forge"; readonly index: number }
  | { readonly kind: "shuffle" };

const everyStudy = [0, 1, 2] as const;
/** Index of the last receipt, whatever their number. */
const newest = -1;

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom("give", "give", "withdraw"),
  study: fc.constantFrom(0, 0, 1, 2),
  months: fc.nat({ max: 4 }),
  scopes: fc.constantFrom([true, true] as const, [true, false] as const, [false, true] as const),
});
const tampering: fc.Arbitrary<Tampering> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ kind: "none" } as const) },
  fc.record({
    kind: fc.constantFrom("hide", "repeat", "damage", "forge"),
    index: fc.constantFrom(newest, newest, 0, 1, 2, 3),
  }),
  fc.constant({ kind: "shuffle" } as const),
);

/** Plays the steps that make sense, with the real code. */
function play(steps: readonly Step[]) {
  const truth: TrueEvent[] = [];
  const receipts: SignedReceipt[] = [];
  let month = 0;
  for (const one of steps) {
    const previous = receipts.at(-1) ?? null;
    if (one.kind === "withdraw" && previous === null) continue;
    month += one.months;
    const when = { month, day: 1 + receipts.length };
    const study = studies[one.study];
    const choice = wholeChoice(study.manifest).filter((_, index) => one.scopes[index]);
    const receipt =
      one.kind === "withdraw" && previous !== null
        ? withdrawReceipt({ previous, now: at(when), ids: receiptIds(receipts.length) })
        : buildReceipt(receiptInput(study, { choice, previous, now: at(when) }));
    receipts.push(signReceipt(receipt));
    truth.push({ ...one, when });
  }
  return { truth, receipts };
}

function tamper(receipts: readonly SignedReceipt[], how: Tampering): readonly Envelope[] {
  const envelopes = receipts.map(({ envelope }) => envelope);
  if (how.kind === "none") return envelopes;
  if (how.kind === "shuffle") return envelopes.toReversed();
  const index = how.index === newest ? envelopes.length - 1 : how.index % envelopes.length;
  const target = receipts[index];
  if (target === undefined) return envelopes;
  switch (how.kind) {
    case "hide":
      return envelopes.toSpliced(index, 1);
    case "repeat":
      return [...envelopes, target.envelope];
    case "damage": {
      const bytes = Buffer.from(target.envelope.payload, "base64");
      const place = ((how.index + 2) * 131) % bytes.length;
      bytes[place] = (bytes[place] ?? 0) ^ 4;
      return envelopes.with(index, { ...target.envelope, payload: bytes.toString("base64") });
    }
    case "forge":
      return envelopes.with(index, signReceipt(target.receipt, stranger).envelope);
  }
}

/** What may be recorded, from the true history alone. */
function judge(
  truth: readonly TrueEvent[],
  how: Tampering,
  shown: 0 | 1 | 2,
  now: number,
): Choice | null {
  const last = truth.at(-1);
  const first = truth.find(({ kind }) => kind === "give");
  if (last === undefined || first === undefined || last.kind !== "give") return null;
  if (how.kind !== "none" && how.kind !== "shuffle") return null;
  if (last.study !== shown || shown === 2) return null;
  const { when } = last;
  const isOver =
    now >= at({ month: when.month + 6, day: when.day }) ||
    now >= at({ month: first.when.month + 12, day: first.when.day }) ||
    now >= captureEnds;
  if (now < at(when) || isOver) return null;
  return wholeChoice(studies[shown].manifest).filter((_, index) => last.scopes[index]);
}

it("activateConsent() permits exactly what the true history permits", () => {
  const seen = { active: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 1, maxLength: 5 }),
      tampering,
      fc.constantFrom("agreed" as const, "agreed" as const, ...everyStudy),
      fc.record({ month: fc.integer({ min: -1, max: 7 }), day: fc.integer({ min: 1, max: 28 }) }),
      (steps, how, pick, offset) => {
        const { truth, receipts } = play(steps);
        const last = truth.at(-1);
        const shown = pick === "agreed" ? (last?.study ?? 0) : pick;
        const moment = { month: (last?.when.month ?? 0) + offset.month, day: offset.day };
        const activation = activateConsent({
          open: sampleOpener,
          manifestEnvelope: studies[shown].envelope,
          receiptEnvelopes: tamper(receipts, how),
          highestSeq: receipts.length - 1,
          now: at(moment),
        });
        const permitted = activation.outcome === "active" ? activation.consent.choice : null;
        seen[activation.outcome]++;
        expect(permitted).toEqual(judge(truth, how, shown, at(moment)));
      },
    ),
    { numRuns: 400, seed: 20_270_301 },
  );
  // A run in which nothing was ever permitted would prove nothing.
  expect(seen.active).toBeGreaterThan(20);
  expect(seen.refused).toBeGreaterThan(100);
});
