import { expect, it } from "vitest";
import * as z from "zod";
import {
  cosign,
  pae,
  readEnvelope,
  sign,
  verify,
  type VerifyRefusal,
} from "../../../../src/adapters/seal/dsse.ts";
import { SigningKey } from "../../../../src/adapters/seal/signing-key.ts";
import { type Envelope, payloadTypes } from "../../../../src/contract/dsse.ts";
import { StudyManifest } from "../../../../src/contract/manifest.ts";
import { sampleManifest, signManifest, studyKey } from "../../../fixtures/study.ts";

const type = payloadTypes.review;
const Note = z.strictObject({ a: z.int(), b: z.string() });
const note = { b: "text", a: 1 };
const key = SigningKey.fromSeed(new Uint8Array(32).fill(7));
const other = SigningKey.fromSeed(new Uint8Array(32).fill(8));
const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64");

/** Rightly signed, whatever the payload is. */
function signText(text: string): Envelope {
  const payload = Buffer.from(text);
  return {
    payloadType: type,
    payload: base64(payload),
    signatures: [{ keyid: key.keyId, sig: base64(key.sign(pae(type, payload))) }],
  };
}

const why = (envelope: unknown, trusted: readonly string[] = [key.keyId]) => {
  const outcome = verify(envelope, type, Note, trusted);
  return outcome.outcome === "refused" ? outcome.why : outcome.outcome;
};

it("verify() returns what was signed, the hash of its canonical bytes and who signed", () => {
  expect(verify(sign(type, note, key), type, Note, [key.keyId])).toEqual({
    outcome: "verified",
    payload: note,
    payloadHash: "sha256:bf8fb1bd9b79117d7175589d87275d4b9feafa3b2c0ff002242f30806115f020",
    signedBy: [key.keyId],
  });
});

const envelope = sign(type, note, key);
const [signature] = envelope.signatures;
const refusals: readonly (readonly [string, unknown, VerifyRefusal])[] = [
  ["no envelope", null, "malformed-envelope"],
  ["an envelope with one more field", { ...envelope, extra: 1 }, "malformed-envelope"],
  ["no signature", { ...envelope, signatures: [] }, "malformed-envelope"],
  [
    "a second spelling of the same base64",
    { ...envelope, payload: `${envelope.payload.slice(0, -2)}R=` },
    "malformed-envelope",
  ],
  ["another type", { ...envelope, payloadType: payloadTypes.receipt }, "wrong-type"],
  ["a signature by an unknown key only", sign(type, note, other), "no-trusted-signature"],
  ["one byte changed", { ...envelope, payload: base64('{"a":2,"b":"text"}') }, "bad-signature"],
  [
    "another object's signature",
    { ...envelope, signatures: sign(type, { a: 2, b: "" }, key).signatures },
    "bad-signature",
  ],
  [
    "one right and one wrong signature by a trusted key",
    { ...envelope, signatures: [signature, { ...signature, sig: base64(new Uint8Array(64)) }] },
    "bad-signature",
  ],
  ["white space", signText('{"a":1, "b":"text"}'), "not-canonical"],
  ["keys out of order", signText('{"b":"text","a":1}'), "not-canonical"],
  ["an escape that is not needed", signText('{"a":1,"b":"\\u0074ext"}'), "not-canonical"],
  ["a number written in another way", signText('{"a":1.0,"b":"text"}'), "not-canonical"],
  ["no JSON", signText("{"), "not-canonical"],
  ["the same key twice", signText('{"a":2,"a":1,"b":"text"}'), "duplicate-key"],
  ["an unknown field", signText('{"a":1,"b":"text","c":1}'), "schema"],
  ["a missing field", signText('{"a":1}'), "schema"],
];

it.each(refusals)("verify() refuses %s", (_what, candidate, expected) => {
  expect(why(candidate)).toBe(expected);
});

it("verify() ignores a wrong signature by an unknown key, which anybody could add", () => {
  const stray = { keyid: other.keyId, sig: base64(new Uint8Array(64)) };
  expect(why({ ...envelope, signatures: [...envelope.signatures, stray] })).toBe("verified");
});

it("verify() with any signer refuses when one of them is wrong", () => {
  const stray = { keyid: other.keyId, sig: base64(new Uint8Array(64)) };
  const mixed = { ...envelope, signatures: [...envelope.signatures, stray] };
  expect([
    verify(envelope, type, Note, "any-signer").outcome,
    verify(mixed, type, Note, "any-signer").outcome,
  ]).toEqual(["verified", "refused"]);
});

it("cosign() adds a signature that verify() counts, and replaces one's own", () => {
  const twice = cosign(cosign(envelope, other), other);
  expect(verify(twice, type, Note, [key.keyId, other.keyId])).toMatchObject({
    outcome: "verified",
    signedBy: [key.keyId, other.keyId],
  });
  expect(twice.signatures).toHaveLength(2);
});

it("verify() says where a field is wrong, never what stood there", () => {
  const outcome = verify(signText('{"a":"SECRET","b":"text"}'), type, Note, [key.keyId]);
  expect(outcome).toEqual({
    outcome: "refused",
    why: "schema",
    message: "Cannot trust: the signed content has a missing, unknown or wrong field (a)",
  });
});

it.each([
  ["10 MB of text", Buffer.alloc(10_000_000, "a"), "too-large"],
  ["no JSON", Buffer.from("hello"), "not-json"],
  ["bytes that are not UTF-8", Buffer.from([0xff]), "not-json"],
  ["the same key twice", Buffer.from('{"payload":"","payload":""}'), "duplicate-key"],
  ["another document", Buffer.from("{}"), "malformed-envelope"],
] as const)("readEnvelope() refuses %s", (_what, bytes, expected) => {
  expect(readEnvelope(bytes)).toMatchObject({ outcome: "refused", why: expected });
});

it("readEnvelope() reads what JSON.stringify() wrote", () => {
  expect(readEnvelope(Buffer.from(JSON.stringify(envelope, null, 2)))).toEqual({
    outcome: "read",
    envelope,
  });
});

it("a manifest with any single byte changed is refused", () => {
  const { envelope: signed } = signManifest(sampleManifest());
  const bytes = Buffer.from(signed.payload, "base64");
  const believed: number[] = [];
  for (let at = 0; at < bytes.length; at += 97) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const candidate = { ...signed, payload: base64(changed) };
    const outcome = verify(candidate, payloadTypes.manifest, StudyManifest, [studyKey.keyId]);
    if (outcome.outcome !== "refused" || outcome.why !== "bad-signature") believed.push(at);
  }
  expect(believed).toEqual([]);
});
