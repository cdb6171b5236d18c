/**
 * The envelope around everything that is signed.
 *
 * DSSE v1 (https://github.com/secure-systems-lab/dsse): signatures cover
 * `"DSSEv1" SP len(type) SP type SP len(payload) SP payload`, so a signature for one type
 * of object can never be taken for another. Payloads are RFC 8785 (JCS) bytes.
 *
 * @module
 */
import * as z from "zod";

export const payloadTypes = {
  manifest: "application/vnd.assent.study-manifest.v1+json",
  receipt: "application/vnd.assent.consent-receipt.v1+json",
  bundle: "application/vnd.assent.bundle.v1+json",
  review: "application/vnd.assent.review.v1+json",
  withdrawal: "application/vnd.assent.withdrawal.v1+json",
} as const;
export type PayloadType = (typeof payloadTypes)[keyof typeof payloadTypes];

export const Envelope = z
  .strictObject({
    payloadType: z.enum(payloadTypes),
    payload: z.base64().max(4_000_000),
    signatures: z
      .array(
        z.strictObject({
          /** Base64 of the raw 32-byte Ed25519 public key. */
          keyid: z.base64().length(44),
          sig: z.base64().length(88),
        }),
      )
      .min(1)
      .max(16)
      .readonly(),
  })
  .readonly();
export type Envelope = z.infer<typeof Envelope>;
