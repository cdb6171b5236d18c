/** What has to be told to collectors: receipts, sealed bundles, withdrawals. Never plaintext. */
import { randomBytes, randomUUID } from "node:crypto";
import { Envelope, payloadTypes } from "../../contract/dsse.ts";
import type { ReceiptId, SessionId } from "../../contract/ids.ts";
import { StudyManifest } from "../../contract/manifest.ts";
import type { Errand, ErrandResult } from "../../contract/recorder-api.ts";
import type { Withdrawal } from "../../contract/withdrawal.ts";
import type { HomeStore, OutboxEntry, ReceiptEntry } from "../../core/ports/home-store.ts";
import { sign, verify } from "../../adapters/seal/dsse.ts";
import { SigningKey } from "../../adapters/seal/signing-key.ts";

/** What is under way, by errand. */
type Running =
  | { readonly kind: "register"; readonly receipt: ReceiptId }
  | { readonly kind: "upload"; readonly entry: OutboxEntry }
  | { readonly kind: "withdraw"; readonly receipt: ReceiptId };

const sentences: Readonly<Record<string, string>> = {
  unreachable: "The study's collector cannot be reached. Assent tries again",
  "collector-busy": "The study's collector is busy. Assent tries again",
  "collector-failing": "The study's collector has a fault. Assent tries again",
  stopped: "Sending was interrupted. Assent tries again",
  unauthorized: "Cannot send: the study's collector does not know this participation",
  "consent-withdrawn": "Cannot send: the consent for this session has ended",
  "consent-expired": "Cannot send: the consent for this session has ended",
  "hash-mismatch": "Cannot send: the collector received something else than was approved",
  "invitation-refused": "Cannot send: the invitation is not valid any more",
};

const arrivedBeforeDeletion = {
  level: "warning",
  code: "arrived-before-deletion",
  text: "A session that you deleted had already reached the study. Leave the study to have it erased there as well.",
} as const;

export class ErrandDesk {
  readonly #home: HomeStore;
  readonly #wall: () => number;
  readonly #running = new Map<number, Running>();
  #next = 0;

  constructor(home: HomeStore, wall: () => number) {
    this.#home = home;
    this.#wall = wall;
  }

  /** Remembers to end this receipt at its collector, where it was ever registered there. */
  withdraw(entry: ReceiptEntry): void {
    const token = this.#home.setting(`token ${entry.receipt}`);
    if (token === undefined) return;
    const key = SigningKey.fromSeed(this.#home.deviceSeed());
    const payload: Withdrawal = {
      type: "withdrawal/v1",
      studyId: entry.study,
      receiptId: entry.receipt,
      mode: "stop+erase-all-held",
      requestedAt: new Date(this.#wall()).toISOString(),
      nonce: randomUUID(),
    };
    const envelope = sign(payloadTypes.withdrawal, payload, key);
    this.#home.setSetting(`withdrawal ${entry.receipt}`, JSON.stringify(envelope));
  }

  /** The errand that sends this session's bundle now. */
  sending(session: SessionId): number | undefined {
    const found = [...this.#running].find(
      ([, running]) => running.kind === "upload" && running.entry.session === session,
    );
    return found?.[0];
  }

  next(): Errand | null {
    if (this.#running.size > 0) return null;
    for (const receipt of this.#home.receipts()) {
      const errand = this.#withdrawal(receipt);
      if (errand !== undefined) return errand;
    }
    const waiting = this.#home
      .outbox()
      .find(({ state, nextAttemptAt }) => state === "waiting" && nextAttemptAt <= this.#wall());
    return waiting === undefined ? null : this.#upload(waiting);
  }

  async done(result: ErrandResult): Promise<void> {
    const running = this.#running.get(result.id);
    if (running === undefined || running.kind !== result.kind) return;
    this.#running.delete(result.id);
    const { outcome } = result;
    if (running.kind === "register" && outcome.outcome === "registered") {
      this.#home.setSetting(`token ${running.receipt}`, outcome.token);
      this.#home.setSetting(`wait ${running.receipt}`, null);
      // The participant left while the collector was asked: it has to learn that as well.
      const entry = this.#home.receipt(running.receipt);
      if (entry?.state === "withdrawn") this.withdraw(entry);
    } else if (running.kind === "upload" && outcome.outcome === "stored") {
      const { bundle, session, bytes } = running.entry;
      if (this.#home.session(session) === undefined) this.#home.addNotice(arrivedBeforeDeletion);
      this.#home.updateOutbox(bundle, { state: "uploaded", uploadedBytes: bytes, problem: null });
      this.#home.setSessionState(session, "uploaded", null);
      await this.#home.removeSealed(bundle);
    } else if (running.kind === "withdraw" && outcome.outcome !== "waiting") {
      this.#home.setSetting(`withdrawal ${running.receipt}`, null);
      this.#home.setSetting(`token ${running.receipt}`, null);
    } else if (outcome.outcome === "waiting") this.#wait(running, outcome.retryAt, outcome.why);
    else if (outcome.outcome === "refused") this.#refused(running, outcome.code);
  }

  #upload(entry: OutboxEntry): Errand | null {
    const session = this.#home.session(entry.session);
    const receipt = session === undefined ? undefined : this.#home.receipt(session.receipt);
    const manifest = receipt === undefined ? undefined : this.#manifest(receipt);
    if (receipt === undefined || manifest === undefined) {
      this.#fail(entry, "Cannot send: the receipt of this session is gone");
      return null;
    }
    const collector = manifest.collector.url;
    const token = this.#home.setting(`token ${receipt.receipt}`);
    if (token === undefined) return this.#register(receipt, collector);
    const id = this.#begin({ kind: "upload", entry });
    this.#home.setSessionState(entry.session, "uploading", null);
    const { bundle, statement, attempts } = entry;
    const file = this.#home.outboxPath(bundle);
    const item = { collector, failures: attempts, token, bundle, file, statement };
    return { kind: "upload", id, item };
  }

  #register(entry: ReceiptEntry, collector: string): Errand | null {
    if (this.#waitsUntil(entry.receipt) > this.#wall()) return null;
    const known = this.#home.setting(`attempt ${entry.receipt}`);
    const attempt = known ?? randomBytes(32).toString("base64url");
    if (known === undefined) this.#home.setSetting(`attempt ${entry.receipt}`, attempt);
    const invitation = this.#home.setting(`invitation ${entry.receipt}`);
    const id = this.#begin({ kind: "register", receipt: entry.receipt });
    const item = {
      collector,
      failures: this.#failures(entry.receipt),
      receipt: entry.envelope,
      attempt,
      ...(invitation !== undefined && { invitation }),
    };
    return { kind: "register", id, item };
  }

  #withdrawal(entry: ReceiptEntry): Errand | undefined {
    const stored = this.#home.setting(`withdrawal ${entry.receipt}`);
    const token = this.#home.setting(`token ${entry.receipt}`);
    const manifest = this.#manifest(entry);
    if (stored === undefined || token === undefined || manifest === undefined) return undefined;
    if (this.#waitsUntil(entry.receipt) > this.#wall()) return undefined;
    const id = this.#begin({ kind: "withdraw", receipt: entry.receipt });
    const withdrawal = Envelope.parse(JSON.parse(stored));
    const failures = this.#failures(entry.receipt);
    const item = { collector: manifest.collector.url, failures, token, withdrawal };
    return { kind: "withdraw", id, item };
  }

  #begin(running: Running): number {
    this.#running.set(this.#next, running);
    return this.#next++;
  }

  #wait(running: Running, retryAt: number, why: string): void {
    if (running.kind === "upload") {
      const { bundle, session, attempts } = running.entry;
      const problem = sentences[why] ?? null;
      const progress = { attempts: attempts + 1, nextAttemptAt: retryAt, problem };
      this.#home.updateOutbox(bundle, progress);
      this.#home.setSessionState(session, "approved", problem);
      return;
    }
    const { receipt } = running;
    this.#home.setSetting(`wait ${receipt}`, `${retryAt} ${this.#failures(receipt) + 1}`);
  }

  #refused(running: Running, code: string): void {
    const problem = sentences[code] ?? `Cannot send: the collector refused it (${code})`;
    if (running.kind === "upload") return this.#fail(running.entry, problem);
    const { receipt } = running;
    const waiting = this.#home.outbox().filter(({ state, session }) => {
      return state === "waiting" && this.#home.session(session)?.receipt === receipt;
    });
    for (const entry of waiting) this.#fail(entry, problem);
  }

  #fail({ bundle, session }: OutboxEntry, problem: string): void {
    this.#home.updateOutbox(bundle, { state: "failed", problem });
    this.#home.setSessionState(session, "failed", problem);
  }

  #waitsUntil = (receipt: ReceiptId): number => this.#waiting(receipt)[0] ?? 0;
  #failures = (receipt: ReceiptId): number => this.#waiting(receipt)[1] ?? 0;
  #waiting(receipt: ReceiptId): readonly number[] {
    return (this.#home.setting(`wait ${receipt}`) ?? "").split(" ").filter(Boolean).map(Number);
  }

  #manifest(entry: ReceiptEntry): StudyManifest | undefined {
    const study = this.#home.study(entry.manifestHash);
    const opened = verify(study?.envelope, payloadTypes.manifest, StudyManifest, "any-signer");
    return opened.outcome === "verified" ? opened.payload : undefined;
  }
}
