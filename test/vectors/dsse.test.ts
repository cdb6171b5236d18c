import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { pae, readEnvelope, verify } from "../../src/adapters/seal/dsse.ts";
import { SigningKey, verifySignature } from "../../src/adapters/seal/signing-key.ts";
import { payloadTypes } from "../../src/contract/dsse.ts";
import { StudyManifest } from "../../src/contract/manifest.ts";
import { ConsentReceipt } from "../../src/contract/receipt.ts";
import { deviceKey, studyKey } from "../fixtures/study.ts";

it("pae() is that of the DSSE specification", () => {
  const encoded = pae("http://example.com/HelloWorld", Buffer.from("hello world"));
  expect(Buffer.from(encoded).toString()).toBe(
    "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
  );
});

it("pae() counts bytes, not characters", () => {
  expect(Buffer.from(pae("é", Buffer.from("€"))).toString()).toBe("DSSEv1 2 é 3 €");
});

/** RFC 8032 section 7.1, tests 1 and 2. */
const ed25519 = [
  {
    seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    publicKey: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    message: "",
    signature:
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  },
  {
    seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    publicKey: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    message: "72",
    signature:
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  },
];

it.each(ed25519)("SigningKey signs as RFC 8032 does (message $message)", (vector) => {
  const key = SigningKey.fromSeed(Buffer.from(vector.seed, "hex"));
  const message = Buffer.from(vector.message, "hex");
  const signature = key.sign(message);
  expect({
    publicKey: Buffer.from(key.keyId, "base64").toString("hex"),
    signature: Buffer.from(signature).toString("hex"),
    verified: verifySignature(key.keyId, message, signature),
  }).toEqual({ publicKey: vector.publicKey, signature: vector.signature, verified: true });
});

const open = (name: string) => {
  const read = readEnvelope(readFileSync(join(import.meta.dirname, name)));
  return read.outcome === "read" ? read.envelope : read;
};

it("a manifest signed by the first version is still believed", () => {
  const outcome = verify(open("dsse-manifest.json"), payloadTypes.manifest, StudyManifest, [
    studyKey.keyId,
  ]);
  expect(outcome).toMatchObject({ outcome: "verified", signedBy: [studyKey.keyId] });
});

it("a receipt signed by the first version is still believed", () => {
  const outcome = verify(open("dsse-receipt.json"), payloadTypes.receipt, ConsentReceipt, [
    deviceKey.keyId,
  ]);
  expect(outcome).toMatchObject({ outcome: "verified", signedBy: [deviceKey.keyId] });
});
