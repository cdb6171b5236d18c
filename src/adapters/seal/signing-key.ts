/**
 * Ed25519 keys by their raw 32 bytes, named by the base64 of the public half.
 *
 * There is no algorithm to negotiate and no container to parse: a key file is one small
 * JSON object that only its owner may read.
 *
 * @module
 */
import {
  createPrivateKey,
  createPublicKey,
  randomBytes,
  sign as signBytes,
  verify as verifyBytes,
  type KeyObject,
} from "node:crypto";
import { chmod, open, readFile } from "node:fs/promises";
import * as z from "zod";

const hex = ([digits = ""]: TemplateStringsArray) => Buffer.from(digits, "hex");
// DER wrappings of a raw key (RFC 8410), the only form besides JWK that node:crypto reads.
const pkcs8 = hex`302e020100300506032b657004220420`;
const spki = hex`302a300506032b6570032100`;

const KeyFile = z.strictObject({
  schema: z.literal("assent.signing-key/1"),
  algorithm: z.literal("Ed25519"),
  publicKey: z.base64().length(44),
  seed: z.base64().length(44),
});

/** The file is not a signing key of ours, or its two halves do not belong together. */
export class KeyUnreadable extends Error {
  override readonly name = "KeyUnreadable";
  readonly code = "key-unreadable";
  constructor(fact: string, options?: ErrorOptions) {
    super(`Cannot read signing key: ${fact}. Use the file that "study new" made`, options);
  }
}

export class SigningKey {
  /** Base64 of the raw public key; the `keyid` of every signature. */
  readonly keyId: string;
  readonly #seed: Buffer;
  readonly #private: KeyObject;

  private constructor(seed: Uint8Array) {
    if (seed.length !== 32) throw new TypeError("Cannot make a key: a seed has 32 bytes");
    this.#seed = Buffer.from(seed);
    this.#private = createPrivateKey({
      key: Buffer.concat([pkcs8, this.#seed]),
      format: "der",
      type: "pkcs8",
    });
    const publicDer = createPublicKey(this.#private).export({ format: "der", type: "spki" });
    this.keyId = publicDer.subarray(spki.length).toString("base64");
  }

  static generate(): SigningKey {
    return new SigningKey(randomBytes(32));
  }

  static fromSeed(seed: Uint8Array): SigningKey {
    return new SigningKey(seed);
  }

  sign(bytes: Uint8Array): Uint8Array {
    return signBytes(null, bytes, this.#private);
  }

  /** The secret half, for storing it under another key. */
  exportSeed(): Uint8Array {
    return Uint8Array.from(this.#seed);
  }
}

/** Whether this Ed25519 signature over `bytes` was made by the key with this id. */
export function verifySignature(keyId: string, bytes: Uint8Array, signature: Uint8Array): boolean {
  const raw = Buffer.from(keyId, "base64");
  if (raw.length !== 32 || signature.length !== 64) return false;
  const key = createPublicKey({ key: Buffer.concat([spki, raw]), format: "der", type: "spki" });
  return verifyBytes(null, bytes, key, signature);
}

/** Writes a new file with mode 0600; fails when the file exists. */
export async function writeSigningKey(path: string, key: SigningKey): Promise<void> {
  const content: z.infer<typeof KeyFile> = {
    schema: "assent.signing-key/1",
    algorithm: "Ed25519",
    publicKey: key.keyId,
    seed: Buffer.from(key.exportSeed()).toString("base64"),
  };
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await chmod(path, 0o600);
}

/** Throws {@link KeyUnreadable}. */
export async function readSigningKey(path: string): Promise<SigningKey> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new KeyUnreadable("the file cannot be opened", { cause });
  });
  const file = KeyFile.safeParse(parsed(text)).data;
  if (file === undefined) throw new KeyUnreadable("the file is not an Assent signing key");
  const key = SigningKey.fromSeed(Buffer.from(file.seed, "base64"));
  if (key.keyId !== file.publicKey) throw new KeyUnreadable("its two halves do not match");
  return key;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the text, which holds the key.
    return undefined;
  }
}
