/**
 * What a participant who holds a device key can make: a bundle that is signed rightly and
 * says what it should not.
 *
 * @module
 */
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openBundle } from "../../src/adapters/seal/bundle-reader.ts";
import { writeBundle } from "../../src/adapters/seal/bundle-writer.ts";
import { hashOf } from "../../src/adapters/seal/digest.ts";
import { sign } from "../../src/adapters/seal/dsse.ts";
import { jcs, jcsBytes } from "../../src/adapters/seal/jcs.ts";
import { SigningKey } from "../../src/adapters/seal/signing-key.ts";
import { treeHash } from "../../src/adapters/seal/tree-hash.ts";
import type { BundleManifest, BundleStatement } from "../../src/contract/bundle.ts";
import { type Envelope, payloadTypes } from "../../src/contract/dsse.ts";
import type { BundleId } from "../../src/contract/ids.ts";
import type { ConsentReceipt } from "../../src/contract/receipt.ts";
import type { ReviewRecord } from "../../src/contract/review.ts";
import { bundleId } from "../fixtures/reviewed-session.ts";
import { sessionId } from "../fixtures/vault.ts";
import { type ReceivedFolder, write } from "./dataset-fixture.ts";

export interface Forgery {
  /** Changes the files before their hashes are taken. */
  readonly files?: (files: Map<string, Uint8Array>) => void;
  readonly manifest?: Partial<BundleManifest>;
  readonly review?: Partial<ReviewRecord>;
  readonly receipt?: ConsentReceipt;
  /** Instead of the study, inside and outside. */
  readonly study?: Envelope;
  readonly statement?: Partial<BundleStatement>;
  /** Signs everything but the receipt. */
  readonly key?: SigningKey;
}

export async function forge(
  { home, path }: ReceivedFolder,
  bundle: BundleId,
  forgery: Forgery,
): Promise<void> {
  const folder = join(path, bundle);
  const sealed = join(folder, "bundle.age");
  const opened = await openBundle({ path: sealed, identities: [home.identity] });
  const own = SigningKey.fromSeed(home.home.deviceSeed());
  const { key = own } = forgery;
  const files = new Map(opened.files);
  forgery.files?.(files);
  const listed = [...files].map(([name, content]) => ({
    name,
    bytes: content.length,
    sha256: hashOf(content),
  }));
  const manifest: BundleManifest = {
    ...opened.manifest,
    files: listed,
    treeHash: treeHash(listed),
    ...forgery.manifest,
  };
  const { session, treeHash: tree, manifestHash } = manifest;
  const review = { ...opened.review, session, treeHash: tree, manifestHash, ...forgery.review };
  const receipt =
    forgery.receipt === undefined
      ? opened.envelopes.receipt
      : sign(payloadTypes.receipt, forgery.receipt, own);
  const study = forgery.study ?? opened.envelopes.study;
  const head: readonly (readonly [string, unknown])[] = [
    ["bundle.json", manifest],
    ["bundle.dsse.json", sign(payloadTypes.bundle, manifest, key)],
    ["review.dsse.json", sign(payloadTypes.review, review, key)],
    ["receipt.dsse.json", receipt],
    ["manifest.dsse.json", study],
  ];
  const result = await writeBundle(
    sealed,
    [
      ...head.map(([name, value]) => ({ name, read: async () => jcsBytes(value) })),
      ...[...files].map(([name, content]) => ({ name, read: async () => content })),
    ],
    home.study.manifest.crypto.innerRecipients,
  );
  const { study: studyId, receipt: receiptId, pseudonym, seq } = manifest;
  const statement: BundleStatement = {
    schema: "assent.bundle-statement/1",
    bundle: manifest.bundle,
    study: studyId,
    manifestHash,
    receipt: receiptId,
    pseudonym,
    seq,
    ...result,
    ...forgery.statement,
  };
  await write(folder, "statement.dsse.json", sign(payloadTypes.bundle, statement, key));
  await write(folder, "receipt.dsse.json", receipt);
  await write(folder, "manifest.dsse.json", study);
}

/** The same session under another name, rightly signed: the `n`-th of this participant. */
export async function another(
  received: ReceivedFolder,
  bundle: BundleId,
  n: number,
): Promise<BundleId> {
  const next = bundleId(n);
  await cp(join(received.path, bundle), join(received.path, next), { recursive: true });
  await forge(received, next, { manifest: { bundle: next, session: sessionId(n), seq: n } });
  return next;
}

/** Changes the events of a bundle, as JSON. */
export const withEvents =
  (change: (events: Record<string, unknown>[]) => unknown[]) =>
  (files: Map<string, Uint8Array>): void => {
    const text = Buffer.from(files.get("events.jsonl") ?? []).toString();
    const events = text
      .trimEnd()
      .split("\n")
      .map((line): Record<string, unknown> => JSON.parse(line));
    const lines = change(events).map((one) => `${typeof one === "string" ? one : jcs(one)}\n`);
    files.set("events.jsonl", Buffer.from(lines.join("")));
  };

/** Changes the first frame of a bundle. */
export const withFrames =
  (change: (frames: Record<string, unknown>[]) => unknown[]) =>
  (files: Map<string, Uint8Array>): void => {
    const text = Buffer.from(files.get("frames.jsonl") ?? []).toString();
    const frames = text
      .trimEnd()
      .split("\n")
      .map((line): Record<string, unknown> => JSON.parse(line));
    const lines = change(frames).map((one) => `${jcs(one)}\n`);
    files.set("frames.jsonl", Buffer.from(lines.join("")));
  };

export const receiptIn = async (folder: string): Promise<ConsentReceipt> => {
  const { payload } = JSON.parse(await readFile(join(folder, "receipt.dsse.json"), "utf8"));
  return JSON.parse(Buffer.from(payload, "base64").toString());
};
