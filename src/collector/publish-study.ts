import { verify } from "../adapters/seal/dsse.ts";
import { payloadTypes, type Envelope } from "../contract/dsse.ts";
import type { Hash } from "../contract/ids.ts";
import { StudyManifest } from "../contract/manifest.ts";
import type { Collector } from "./collector.ts";
import { Refusal } from "./refusal.ts";

/** Whom to believe is for participants to decide; here every signature must be right. */
export async function publishStudy(collector: Collector, envelope: Envelope): Promise<Hash> {
  const verified = verify(envelope, payloadTypes.manifest, StudyManifest, "any-signer");
  if (verified.outcome === "refused") throw new Refusal("signature-refused");
  const { payload: manifest, payloadHash: manifestHash } = verified;
  await collector.studies.publish({ manifestHash, manifest, envelope }, collector.today());
  return manifestHash;
}
