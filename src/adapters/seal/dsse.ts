/**
 * DSSE v1 envelopes: signing, and deciding whether to believe one.
 *
 * An envelope is believed when at least one trusted key signed it, every signature by a
 * trusted key is right, and its payload is exactly the RFC 8785 bytes of an object that
 * the schema accepts. Exactness leaves no room for duplicate keys or a second spelling,
 * so the hash of the payload names the object. Signatures by unknown keys say nothing.
 *
 * @module
 */
import type * as z from "zod";
import { Envelope, type PayloadType } from "../../contract/dsse.ts";
import type { Hash } from "../../contract/ids.ts";
import { hashOf } from "./digest.ts";
import { jcs, jcsBytes } from "./jcs.ts";
import { parseJson } from "./json-text.ts";
import { type SigningKey, verifySignature } from "./signing-key.ts";

/** Larger than any envelope that the schema accepts. */
export const maxEnvelopeBytes = 4_100_000;

export type VerifyRefusal =
  | "too-large"
  | "not-json"
  | "duplicate-key"
  | "malformed-envelope"
  | "wrong-type"
  | "no-trusted-signature"
  | "bad-signature"
  | "not-canonical"
  | "schema";

export interface Refused {
  readonly outcome: "refused";
  readonly why: VerifyRefusal;
  /** A plain sentence without content. */
  readonly message: string;
}

export interface Verified<T> {
  readonly outcome: "verified";
  /** As the schema returns it, with its defaults filled in. */
  readonly payload: T;
  /** SHA-256 of the payload's bytes, which are its RFC 8785 form. */
  readonly payloadHash: Hash;
  /** Ids of the trusted keys that signed. */
  readonly signedBy: readonly string[];
}

const sentences: Readonly<Record<VerifyRefusal, string>> = {
  "too-large": "the file is larger than any signed document of Assent",
  "not-json": "the file is not JSON text",
  "duplicate-key": "an object in the file names the same key twice",
  "malformed-envelope": "the file is not a signed envelope",
  "wrong-type": "the envelope holds another type of document",
  "no-trusted-signature": "no key that you trust has signed it",
  "bad-signature": "a signature does not fit the content, which was changed after signing",
  "not-canonical": "the signed content is not in canonical form",
  schema: "the signed content has a missing, unknown or wrong field",
};

function refuse(why: VerifyRefusal, detail = ""): Refused {
  return { outcome: "refused", why, message: `Cannot trust: ${sentences[why]}${detail}` };
}

/** Pre-authentication encoding: the bytes that a DSSE signature covers. */
export function pae(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType, "utf8");
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/** Signs the canonical bytes of a plain JSON object. Throws NotJson. */
export function sign(payloadType: PayloadType, payload: unknown, key: SigningKey): Envelope {
  const bytes = jcsBytes(payload);
  return {
    payloadType,
    payload: Buffer.from(bytes).toString("base64"),
    signatures: [signature(payloadType, bytes, key)],
  };
}

/** Adds a signature to those already there. */
export function cosign(envelope: Envelope, key: SigningKey): Envelope {
  const bytes = Buffer.from(envelope.payload, "base64");
  const others = envelope.signatures.filter(({ keyid }) => keyid !== key.keyId);
  return {
    ...envelope,
    signatures: [...others, signature(envelope.payloadType, bytes, key)],
  };
}

function signature(payloadType: string, payload: Uint8Array, key: SigningKey) {
  const sig = Buffer.from(key.sign(pae(payloadType, payload))).toString("base64");
  return { keyid: key.keyId, sig };
}

/**
 * `trusted` lists key ids (base64 of the raw public key). `"any-signer"` believes whoever
 * signed, for showing a study before anybody is trusted; then every signature must be right.
 */
export function verify<S extends z.ZodType>(
  envelope: unknown,
  payloadType: PayloadType,
  schema: S,
  trusted: readonly string[] | "any-signer",
): Verified<z.output<S>> | Refused {
  const read = Envelope.safeParse(envelope).data;
  if (read === undefined || !isExactBase64(read)) return refuse("malformed-envelope");
  if (read.payloadType !== payloadType) return refuse("wrong-type");

  const known = read.signatures.filter(
    ({ keyid }) => trusted === "any-signer" || trusted.includes(keyid),
  );
  if (known.length === 0) return refuse("no-trusted-signature");
  const bytes = Buffer.from(read.payload, "base64");
  const signed = pae(payloadType, bytes);
  const right = known.every(({ keyid, sig }) =>
    verifySignature(keyid, signed, Buffer.from(sig, "base64")),
  );
  if (!right) return refuse("bad-signature");

  const json = parseJson(bytes, maxEnvelopeBytes);
  if (json.outcome === "refused")
    return refuse(json.why === "duplicate-key" ? "duplicate-key" : "not-canonical");
  if (!isCanonical(json.value, bytes)) return refuse("not-canonical");
  const payload = schema.safeParse(json.value);
  if (!payload.success) return refuse("schema", firstField(payload.error));
  return {
    outcome: "verified",
    payload: payload.data,
    payloadHash: hashOf(bytes),
    signedBy: [...new Set(known.map(({ keyid }) => keyid))],
  };
}

/** Reads an envelope from a file's bytes; says nothing yet about its signatures. */
export function readEnvelope(
  bytes: Uint8Array,
): { readonly outcome: "read"; readonly envelope: Envelope } | Refused {
  const json = parseJson(bytes, maxEnvelopeBytes);
  if (json.outcome === "refused") return refuse(json.why === "not-utf8" ? "not-json" : json.why);
  const envelope = Envelope.safeParse(json.value).data;
  return envelope === undefined ? refuse("malformed-envelope") : { outcome: "read", envelope };
}

/** One value has one spelling: base64 whose last character carries unused bits is refused. */
function isExactBase64({ payload, signatures }: Envelope): boolean {
  return [payload, ...signatures.flatMap(({ keyid, sig }) => [keyid, sig])].every(
    (text) => Buffer.from(text, "base64").toString("base64") === text,
  );
}

function isCanonical(value: unknown, bytes: Buffer): boolean {
  try {
    return bytes.equals(Buffer.from(jcs(value)));
  } catch {
    return false;
  }
}

/** Where the first fault is, if that place can be named without quoting the writer. */
function firstField(error: z.ZodError): string {
  const path = (error.issues[0]?.path ?? []).map(String).join(".");
  return /^[A-Za-z0-9@:.-]{1,100}$/.test(path) ? ` (${path})` : "";
}
