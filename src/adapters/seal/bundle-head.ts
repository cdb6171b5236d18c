import type * as z from "zod";
import { BundleManifest } from "../../contract/bundle.ts";
import { type Envelope, type PayloadType, payloadTypes } from "../../contract/dsse.ts";
import { StudyManifest } from "../../contract/manifest.ts";
import { ConsentReceipt } from "../../contract/receipt.ts";
import { ReviewRecord } from "../../contract/review.ts";
import { BundleTampered } from "./bundle-errors.ts";
import { hashOf } from "./digest.ts";
import { readEnvelope, verify, type Verified } from "./dsse.ts";
import { treeHash } from "./tree-hash.ts";

/** The entries before the files, in order. */
export const headNames = [
  "bundle.json",
  "bundle.dsse.json",
  "review.dsse.json",
  "receipt.dsse.json",
  "manifest.dsse.json",
] as const;

/**
 * What a bundle says of itself, all of it signed by one device key and in agreement with
 * itself. Whose key that is, and who signed the study, the caller must know.
 */
export interface BundleHead {
  readonly manifest: BundleManifest;
  readonly review: ReviewRecord;
  readonly receipt: ConsentReceipt;
  readonly study: StudyManifest;
  /** Id of the device key that signed bundle, review and receipt. */
  readonly deviceKey: string;
  readonly envelopes: {
    readonly bundle: Envelope;
    readonly review: Envelope;
    readonly receipt: Envelope;
    readonly study: Envelope;
  };
}

/** `entries` are the bytes of {@link headNames}. Throws BundleTampered. */
export function readHead(entries: readonly Uint8Array[]): BundleHead {
  const [plain, ...signed] = entries;
  const [bundle, review, receipt, study] = signed.map(envelopeIn);
  if (!plain || !bundle || !review || !receipt || !study)
    throw new BundleTampered("an entry is missing");

  const { payload: manifest, payloadHash, signedBy } = opened(bundle, "bundle", BundleManifest);
  const [deviceKey, ...others] = signedBy;
  if (deviceKey === undefined || others.length > 0)
    throw new BundleTampered("it was not signed by exactly one device");
  const approved = opened(review, "review", ReviewRecord, deviceKey).payload;
  const agreed = opened(receipt, "receipt", ConsentReceipt, deviceKey).payload;
  const asked = opened(study, "manifest", StudyManifest);

  const record = agreed["dpv:hasRecordOfActivity"][0];
  const agreements: readonly (readonly [unknown, unknown])[] = [
    [hashOf(plain), payloadHash],
    [treeHash(manifest.files), manifest.treeHash],
    [approved.treeHash, manifest.treeHash],
    [approved.session, manifest.session],
    [approved.manifestHash, manifest.manifestHash],
    [asked.payloadHash, manifest.manifestHash],
    [asked.payload.studyId, manifest.study],
    [agreed["dpv:hasIdentifier"][0], manifest.receipt],
    [record?.["app:manifestHash"], manifest.manifestHash],
    [record?.["app:study"], manifest.study],
    [record?.["dpv:hasDataSubject"][0]?.["dct:identifier"][0], manifest.pseudonym],
  ];
  if (agreements.some(([one, other]) => one !== other))
    throw new BundleTampered("its parts do not belong together");
  return {
    manifest,
    review: approved,
    receipt: agreed,
    study: asked.payload,
    deviceKey,
    envelopes: { bundle, review, receipt, study },
  };
}

function envelopeIn(bytes: Uint8Array): Envelope {
  const read = readEnvelope(bytes);
  if (read.outcome === "refused") throw new BundleTampered("a signed part cannot be read");
  return read.envelope;
}

function opened<S extends z.ZodType>(
  envelope: Envelope,
  type: keyof typeof payloadTypes,
  schema: S,
  key?: string,
): Verified<z.output<S>> {
  const payloadType: PayloadType = payloadTypes[type];
  const verified = verify(envelope, payloadType, schema, key === undefined ? "any-signer" : [key]);
  if (verified.outcome === "refused")
    throw new BundleTampered(`the signature of its ${type} is not right`);
  return verified;
}
