/**
 * Decides whether one bundle goes into a dataset, and reads it if so.
 *
 * Everything that a promise to participants rests on is checked again here, at the moment
 * of use and on the researcher's side: consent, purpose, time, scopes, what was approved.
 *
 * @module
 */
import { readBundle, usualLimits } from "../../adapters/seal/bundle-reader.ts";
import type { BundleHead } from "../../adapters/seal/bundle-head.ts";
import type { BundleManifest } from "../../contract/bundle.ts";
import { RefusalCode } from "../../contract/dataset.ts";
import type { SessionEvent } from "../../contract/events.ts";
import type { FrameRecord } from "../../contract/frames.ts";
import { type Agreement, agreementOf, assertInTime, type Outer } from "./agreement.ts";
import { Pictures } from "./pictures.ts";
import { envelopeBeside, type Received, sealedBeside } from "./received.ts";
import { BundleRefused } from "./refusal.ts";
import { readEvents, readFrames } from "./session-lines.ts";
import { assertScopes, assertWithinConsent } from "./within-consent.ts";

export interface AdmittedSession {
  readonly agreement: Agreement;
  readonly manifest: BundleManifest;
  readonly events: readonly SessionEvent[];
  readonly frames: readonly FrameRecord[];
  readonly pictures: Pictures;
}

const limits = { ...usualLimits, totalBytes: 4 * 1024 ** 3 };

/** Throws {@link BundleRefused}, and errors of the file system as they are. */
export async function admit(
  received: Received,
  identities: readonly string[],
): Promise<AdmittedSession> {
  const outer = {
    statement: await envelopeBeside(received, "statement.dsse.json"),
    receipt: await envelopeBeside(received, "receipt.dsse.json"),
    manifest: await envelopeBeside(received, "manifest.dsse.json"),
  };
  const agreement = agreementOf(outer);
  if (agreement.statement.bundle !== received.bundle)
    throw new BundleRefused("manifest-mismatch", "its folder has the name of another bundle");
  const files = new Map<string, Uint8Array>();
  const head = await opened(received, identities, agreement, files);
  assertSameEnvelopes(head, outer, agreement);
  const { manifest } = head;
  assertInTime(agreement, manifest.startDay);
  if (head.review.reviewedOn < manifest.startDay)
    throw new BundleRefused("envelopes-differ", "it was approved before it was recorded");
  assertScopes(manifest, agreement.receipt.choice);

  const events = readEvents(taken(files, "events.jsonl"));
  const frames = readFrames(taken(files, "frames.jsonl"), manifest, events);
  assertWithinConsent(events, manifest, agreement.receipt.choice, agreement.study.deny);
  const pictures = await Pictures.open(files, frames);
  return { agreement, manifest, events, frames, pictures };
}

async function opened(
  received: Received,
  identities: readonly string[],
  { statement }: Agreement,
  files: Map<string, Uint8Array>,
): Promise<BundleHead> {
  const source = { path: await sealedBeside(received), identities, stated: statement, limits };
  try {
    return await readBundle(source, (name, content) => {
      if (files.has(name)) throw new BundleRefused("bundle-tampered", "a file is in it twice");
      files.set(name, content);
    });
  } catch (error) {
    const code = RefusalCode.safeParse((error as { code?: unknown }).code).data;
    if (!(error instanceof Error) || code === undefined || error instanceof BundleRefused)
      throw error;
    const fact = error.message.replace(/^Cannot open bundle: /, "");
    throw new BundleRefused(code, fact, { cause: error });
  }
}

/** ENC-04: what the collector handed over is what the participant put inside. */
function assertSameEnvelopes(head: BundleHead, outer: Outer, { deviceKey }: Agreement): void {
  if (
    head.deviceKey !== deviceKey ||
    head.envelopes.receipt.payload !== outer.receipt.payload ||
    head.envelopes.study.payload !== outer.manifest.payload
  )
    throw new BundleRefused(
      "envelopes-differ",
      "what is sealed in it is not what was handed over with it",
    );
}

function taken(files: Map<string, Uint8Array>, name: string): Uint8Array {
  const content = files.get(name);
  if (content === undefined)
    throw new BundleRefused("bundle-tampered", "a list of what happened is missing in it");
  files.delete(name);
  return content;
}
