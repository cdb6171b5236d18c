import { payloadTypes } from "../../contract/dsse.ts";
import { StudyManifest } from "../../contract/manifest.ts";
import { ConsentReceipt } from "../../contract/receipt.ts";
import type { EnvelopeOpener } from "../../core/consent/activate-consent.ts";
import { verify } from "./dsse.ts";

/** Opens manifests signed by these study keys and receipts signed by this device. */
export const envelopeOpener = (
  studyKeyIds: readonly string[],
  deviceKeyId: string,
): EnvelopeOpener => ({
  manifest: (envelope) => verify(envelope, payloadTypes.manifest, StudyManifest, studyKeyIds),
  receipt: (envelope) => verify(envelope, payloadTypes.receipt, ConsentReceipt, [deviceKeyId]),
});
