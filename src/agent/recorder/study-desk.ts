/** Studies that were shown, joined and left, over the participant's home. */
import { randomBytes, randomUUID } from "node:crypto";
import type { Choice } from "../../contract/choice.ts";
import { type Envelope, payloadTypes } from "../../contract/dsse.ts";
import { type Hash, ReceiptId, type StudyId } from "../../contract/ids.ts";
import { StudyManifest } from "../../contract/manifest.ts";
import type { StudyView } from "../../contract/participant-api.ts";
import { ConsentReceipt } from "../../contract/receipt.ts";
import { type Activation, activateConsent } from "../../core/consent/activate-consent.ts";
import {
  buildReceipt,
  type HashedReceipt,
  ReceiptRefused,
  withdrawReceipt,
} from "../../core/consent/build-receipt.ts";
import { expiryOf } from "../../core/consent/expiry.ts";
import { receiptPage } from "../../core/consent/receipt-page.ts";
import { summarise } from "../../core/consent/receipt-summary.ts";
import { formatWithdrawalCode, normalWithdrawalCode } from "../../core/consent/withdrawal-code.ts";
import type { HomeStore, ReceiptEntry, StudyEntry } from "../../core/ports/home-store.ts";
import { dayOf } from "../../core/study/duration.ts";
import { isAcceptable, lintManifest } from "../../core/study/lint.ts";
import { hashOf } from "../../adapters/seal/digest.ts";
import { sign, verify } from "../../adapters/seal/dsse.ts";
import { envelopeOpener } from "../../adapters/seal/openers.ts";
import { SigningKey } from "../../adapters/seal/signing-key.ts";

export interface Build {
  readonly version: string;
  /** SHA-256 over the window's files: what showed the notice. */
  readonly hash: Hash;
}

export type Refused = { readonly outcome: "refused"; readonly why: string };

export class StudyDesk {
  readonly #home: HomeStore;
  readonly #key: SigningKey;
  readonly #wall: () => number;
  readonly #build: Build;

  constructor(home: HomeStore, wall: () => number, build: Build) {
    this.#home = home;
    this.#key = SigningKey.fromSeed(home.deviceSeed());
    this.#wall = wall;
    this.#build = build;
  }

  views(): readonly StudyView[] {
    return this.#home.studies().flatMap((entry) => this.#view(entry) ?? []);
  }

  /** Shows a study. Its signer is believed from the first time on, and nobody else after. */
  offer(envelope: Envelope): { readonly outcome: "offered"; readonly study: StudyView } | Refused {
    const shown = verify(envelope, payloadTypes.manifest, StudyManifest, "any-signer");
    if (shown.outcome === "refused") return { outcome: "refused", why: shown.message };
    const { payload, payloadHash, signedBy } = shown;
    const trusted = this.#signersOf(payload.studyId);
    if (trusted !== undefined && !signedBy.some((key) => trusted.includes(key))) {
      const why =
        "Cannot open the study: it was signed by another key than the version you know. Ask the study's contact before you go on";
      return { outcome: "refused", why };
    }
    const entry = { manifestHash: payloadHash, study: payload.studyId, envelope };
    this.#home.putStudy(entry);
    if (trusted === undefined) this.#home.setSetting(signers(payload.studyId), signedBy.join(" "));
    const study = this.#view(entry);
    return study === undefined
      ? { outcome: "refused", why: "Cannot open the study: it could not be stored" }
      : { outcome: "offered", study };
  }

  join(request: {
    readonly manifestHash: Hash;
    readonly choice: Choice;
    readonly comprehensionPassed: boolean;
    readonly invitation: string | null;
  }):
    | { readonly outcome: "joined"; readonly receipt: ReceiptId; readonly withdrawalCode: string }
    | Refused {
    const entry = this.#home.study(request.manifestHash);
    const view = entry === undefined ? undefined : this.#view(entry);
    if (view === undefined)
      return { outcome: "refused", why: "Cannot join: this study is not known here" };
    if (!view.joinable)
      return { outcome: "refused", why: "Cannot join: the study breaks a rule; see its findings" };
    const { manifest, manifestHash } = view;
    const withdrawalCode = formatWithdrawalCode(randomBytes(16));
    const language = manifest.language[0] ?? "en";
    const receiptId = ReceiptId.parse(randomUUID());
    try {
      const receipt = buildReceipt({
        manifest,
        manifestHash,
        choice: request.choice,
        pseudonym: this.#home.pseudonym(manifest.studyId),
        now: this.#wall(),
        ids: { receipt: receiptId, record: randomUUID() },
        previous: this.#newest(manifest.studyId),
        withdrawalCodeHash: hashOf(normalWithdrawalCode(withdrawalCode) ?? ""),
        language,
        uiHash: hashOf(`${manifestHash}\n${language}\n${this.#build.hash}`),
        appVersion: this.#build.version,
        buildHash: this.#build.hash,
        comprehensionPassed: request.comprehensionPassed,
        device: { managed: false, acknowledged: false },
      });
      this.#store(receipt, manifest, "given");
    } catch (problem) {
      if (!(problem instanceof ReceiptRefused)) throw problem;
      return { outcome: "refused", why: problem.message };
    }
    if (request.invitation !== null)
      this.#home.setSetting(`invitation ${receiptId}`, request.invitation);
    return { outcome: "joined", receipt: receiptId, withdrawalCode };
  }

  /** Ends the participation here and now. Returns the receipt that has to be ended at the collector. */
  withdraw(study: StudyId): ReceiptEntry | undefined {
    const given = this.#given(study);
    const previous = this.#newest(study);
    const manifest = this.#manifestOf(given?.manifestHash);
    if (given === undefined || previous === null || manifest === undefined) return undefined;
    const ids = { receipt: ReceiptId.parse(randomUUID()), record: randomUUID() };
    this.#store(withdrawReceipt({ previous, now: this.#wall(), ids }), manifest, "withdrawn");
    this.#home.putReceipt({ ...given, state: "withdrawn" });
    return given;
  }

  /** Whether recording is permitted now, checked from the signatures up. */
  consent(study: StudyId): Activation {
    const given = this.#given(study);
    const entry = given === undefined ? undefined : this.#home.study(given.manifestHash);
    return activateConsent({
      open: envelopeOpener(this.#signersOf(study) ?? [], this.#key.keyId),
      manifestEnvelope: entry?.envelope ?? this.#latest(study)?.envelope,
      receiptEnvelopes: this.#receiptsOf(study).map(({ envelope }) => envelope),
      highestSeq: Number(this.#home.setting(highest(study)) ?? -1),
      now: this.#wall(),
    });
  }

  receiptFile(receipt: ReceiptId): { readonly envelope: Envelope; readonly html: string } {
    const entry = this.#home.receipt(receipt);
    const manifest = this.#manifestOf(entry?.manifestHash);
    if (entry === undefined || manifest === undefined)
      throw new TypeError("Cannot show receipt: there is none such");
    const opened = this.#open(entry.envelope);
    if (opened === undefined) throw new TypeError("Cannot show receipt: it does not verify");
    const html = receiptPage({
      receipt: opened.receipt,
      hash: opened.hash,
      manifest,
      language: manifest.language[0] ?? "en",
      withdrawalCode: null,
    });
    return { envelope: entry.envelope, html };
  }

  #view(entry: StudyEntry): StudyView | undefined {
    const opened = verify(
      entry.envelope,
      payloadTypes.manifest,
      StudyManifest,
      this.#signersOf(entry.study) ?? [],
    );
    if (opened.outcome === "refused") return undefined;
    const today = dayOf(this.#wall());
    const findings = lintManifest(opened.payload, { today });
    const joinable = isAcceptable(findings) && opened.payload.status === "active";
    return {
      manifestHash: opened.payloadHash,
      manifest: opened.payload,
      signedBy: opened.signedBy,
      findings: findings.slice(0, 200),
      receipt: this.#receiptView(entry, opened.payload),
      joinable,
    };
  }

  #receiptView(entry: StudyEntry, manifest: StudyManifest): StudyView["receipt"] {
    const mine = this.#receiptsOf(entry.study).findLast(
      ({ manifestHash, state }) => manifestHash === entry.manifestHash && state !== "replaced",
    );
    const opened = mine === undefined ? undefined : this.#open(mine.envelope);
    const summary = opened === undefined ? undefined : summarise(opened.receipt);
    if (mine === undefined || summary === undefined) return null;
    const expiresAt = expiryOf(summary, manifest);
    const expired = mine.state === "given" && this.#wall() >= expiresAt;
    return {
      id: mine.receipt,
      state: expired ? "expired" : mine.state,
      givenOn: dayOf(summary.firstGivenAt),
      expiresOn: dayOf(expiresAt),
      choice: summary.choice,
    };
  }

  #store(receipt: ConsentReceipt, manifest: StudyManifest, state: "given" | "withdrawn"): void {
    const parsed = ConsentReceipt.parse(receipt);
    const summary = summarise(parsed);
    if (summary === undefined) throw new TypeError("Cannot store receipt: it contradicts itself");
    for (const old of this.#receiptsOf(summary.study)) {
      if (old.state === "given") this.#home.putReceipt({ ...old, state: "replaced" });
    }
    this.#home.putReceipt({
      receipt: summary.receipt,
      study: summary.study,
      manifestHash: summary.manifestHash,
      state,
      givenOn: dayOf(summary.firstGivenAt),
      expiresOn: dayOf(expiryOf(summary, manifest)),
      envelope: sign(payloadTypes.receipt, parsed, this.#key),
    });
    this.#home.setSetting(highest(summary.study), String(summary.seq));
  }

  #newest(study: StudyId): HashedReceipt | null {
    const all = this.#receiptsOf(study).flatMap(({ envelope }) => this.#open(envelope) ?? []);
    return all.toSorted((a, b) => a.receipt["app:seq"] - b.receipt["app:seq"]).at(-1) ?? null;
  }

  #open(envelope: Envelope): HashedReceipt | undefined {
    const opened = verify(envelope, payloadTypes.receipt, ConsentReceipt, [this.#key.keyId]);
    return opened.outcome === "verified"
      ? { receipt: opened.payload, hash: opened.payloadHash }
      : undefined;
  }

  #given(study: StudyId): ReceiptEntry | undefined {
    return this.#receiptsOf(study).findLast(({ state }) => state === "given");
  }

  #receiptsOf(study: StudyId): readonly ReceiptEntry[] {
    return this.#home.receipts().filter((entry) => entry.study === study);
  }

  #latest(study: StudyId): StudyEntry | undefined {
    return this.#home.studies().findLast((entry) => entry.study === study);
  }

  #manifestOf(manifestHash: Hash | undefined): StudyManifest | undefined {
    const entry = manifestHash === undefined ? undefined : this.#home.study(manifestHash);
    return entry === undefined ? undefined : this.#view(entry)?.manifest;
  }

  #signersOf(study: StudyId): readonly string[] | undefined {
    return this.#home.setting(signers(study))?.split(" ");
  }
}

const signers = (study: StudyId) => `signers ${study}`;
const highest = (study: StudyId) => `highest receipt ${study}`;
