/**
 * Decides whether what was signed permits recording now (CON-01). The only maker of an
 * {@link ActiveConsent}.
 *
 * It believes nothing that it did not check: both envelopes are opened here, by functions
 * that verify signatures against keys which the caller already trusted; the chain of
 * receipts must be whole and no shorter than it once was; the newest receipt must be for
 * exactly this manifest, given, unexpired, and within what the study asks for; the study
 * must be active and of a purpose that Assent serves. Whatever is missing means no.
 *
 * @module
 */
import type { Hash } from "../../contract/ids.ts";
import type { StudyManifest } from "../../contract/manifest.ts";
import type { ConsentReceipt } from "../../contract/receipt.ts";
import { employment, prohibitions, purpose } from "../study/lint-purpose.ts";
import { type ActiveConsent, prove } from "./active-consent.ts";
import type { HashedReceipt } from "./receipt-record.ts";
import { expiryOf } from "./expiry.ts";
import { checkChain } from "./receipt-chain.ts";
import { permits } from "./receipt-summary.ts";
import { isWithinStudy } from "./within-study.ts";

/** What opening an envelope comes to. The payload's hash is that of its signed bytes. */
export type Opened<T> =
  | { readonly outcome: "verified"; readonly payload: T; readonly payloadHash: Hash }
  | { readonly outcome: "refused" };

/** Verifies signatures and schemas; a part of the trusted base. */
export interface EnvelopeOpener {
  /** Against the key that the study was joined with. */
  manifest(envelope: unknown): Opened<StudyManifest>;
  /** Against this device's key. */
  receipt(envelope: unknown): Opened<ConsentReceipt>;
}

export interface ActivationInput {
  readonly open: EnvelopeOpener;
  readonly manifestEnvelope: unknown;
  /** Every receipt of this participation. */
  readonly receiptEnvelopes: readonly unknown[];
  /** The highest `app:seq` that was ever stored for this study; -1 before the first. */
  readonly highestSeq: number;
  /** Wall-clock milliseconds. */
  readonly now: number;
}

export type ConsentRefusal =
  | "manifest-untrusted"
  | "no-receipt"
  | "receipt-untrusted"
  | "receipt-inconsistent"
  | "chain-broken"
  | "receipt-replayed"
  | "manifest-changed"
  | "withdrawn"
  | "not-given"
  | "clock-before-consent"
  | "expired"
  | "study-not-active"
  | "purpose-forbidden"
  | "choice-exceeds-study";

export type Activation =
  | { readonly outcome: "active"; readonly consent: ActiveConsent }
  | {
      readonly outcome: "refused";
      readonly why: ConsentRefusal;
      /** A plain sentence for the participant. */
      readonly message: string;
    };

const sentences: Readonly<Record<ConsentRefusal, string>> = {
  "manifest-untrusted":
    "the study's description is damaged, or was not signed by the key you joined it with",
  "no-receipt": "you have not agreed to this study",
  "receipt-untrusted": "a consent receipt is damaged, or was not signed on this device",
  "receipt-inconsistent": "a consent receipt contradicts itself",
  "chain-broken": "a consent receipt is missing or out of order",
  "receipt-replayed": "the newest consent receipt is gone",
  "manifest-changed":
    "the study has changed since you agreed. Look at the changes and decide again",
  withdrawn: "you left this study",
  "not-given": "the newest consent receipt does not say that you agreed",
  "clock-before-consent": "this computer's clock shows a time before you agreed. Set the clock",
  expired: "your consent has ended. You can give it again while the study runs",
  "study-not-active": "the study is not active",
  "purpose-forbidden": "the study breaks a rule that protects you at work",
  "choice-exceeds-study": "the consent receipt names something that the study does not ask for",
};

/** Clocks are set by small steps all the time; a bigger step back is no accident. */
const clockToleranceMs = 5 * 60_000;

export function activateConsent(input: ActivationInput): Activation {
  const refuse = (why: ConsentRefusal): Activation => ({
    outcome: "refused",
    why,
    message: `Cannot record: ${sentences[why]}`,
  });

  const opened = input.open.manifest(input.manifestEnvelope);
  if (opened.outcome !== "verified") return refuse("manifest-untrusted");
  const { payload: manifest, payloadHash: manifestHash } = opened;

  if (input.receiptEnvelopes.length === 0)
    return refuse(input.highestSeq < 0 ? "no-receipt" : "receipt-replayed");
  const receipts: HashedReceipt[] = [];
  for (const envelope of input.receiptEnvelopes) {
    const receipt = input.open.receipt(envelope);
    if (receipt.outcome !== "verified") return refuse("receipt-untrusted");
    receipts.push({ receipt: receipt.payload, hash: receipt.payloadHash });
  }
  const chain = checkChain(receipts);
  if (chain.outcome === "broken") return refuse(chain.why);
  const { newest } = chain;
  if (newest.seq < input.highestSeq) return refuse("receipt-replayed");

  if (newest.state === "dpv:ConsentWithdrawn") return refuse("withdrawn");
  if (!permits(newest.state)) return refuse("not-given");
  if (newest.study !== manifest.studyId || newest.manifestHash !== manifestHash)
    return refuse("manifest-changed");
  if (!isWithinStudy(newest.choice, manifest) || newest.choice.length === 0)
    return refuse("choice-exceeds-study");
  if (manifest.status !== "active") return refuse("study-not-active");
  const breaksRule = [purpose, prohibitions, employment].some((rule) =>
    rule(manifest).some(({ level }) => level === "error"),
  );
  if (breaksRule) return refuse("purpose-forbidden");

  if (input.now < newest.stateSince - clockToleranceMs) return refuse("clock-before-consent");
  const expiresAt = expiryOf(newest, manifest);
  if (!(input.now < expiresAt)) return refuse("expired");
  const { receipt, choice } = newest;
  return {
    outcome: "active",
    consent: prove({ manifest, manifestHash, receipt, choice, expiresAt }),
  };
}
