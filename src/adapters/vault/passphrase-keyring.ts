import { Decrypter, Encrypter } from "age-encryption";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import {
  KeysDamaged,
  KeysExist,
  type CustodyOutcome,
  type HomeSecrets,
  type KeyCustody,
} from "../../core/ports/key-custody.ts";
import { writeDurably } from "./durable-file.ts";

const secret = z.base64().length(44);
const Keyring = z.strictObject({
  schema: z.literal("assent.keyring/1"),
  master: secret,
  deviceSeed: secret,
  pseudonymSecret: secret,
});

export interface PassphraseKeyringOptions {
  readonly directory: string;
  readonly passphrase: string;
  /** log2 of the scrypt cost; the default takes about a second. */
  readonly workFactor?: number;
}

/** Keeps the secrets in `keyring.age`, an age file under a passphrase. */
export class PassphraseKeyring implements KeyCustody {
  readonly #path: string;
  readonly #passphrase: string;
  readonly #workFactor: number;

  constructor({ directory, passphrase, workFactor = 17 }: PassphraseKeyringOptions) {
    this.#path = join(directory, "keyring.age");
    this.#passphrase = passphrase;
    this.#workFactor = workFactor;
  }

  async exists(): Promise<boolean> {
    return existsSync(this.#path);
  }

  async create(secrets: HomeSecrets): Promise<void> {
    const keyring: z.infer<typeof Keyring> = {
      schema: "assent.keyring/1",
      master: base64(secrets.master),
      deviceSeed: base64(secrets.deviceSeed),
      pseudonymSecret: base64(secrets.pseudonymSecret),
    };
    const encrypter = new Encrypter();
    encrypter.setPassphrase(this.#passphrase);
    encrypter.setScryptWorkFactor(this.#workFactor);
    const sealed = await encrypter.encrypt(JSON.stringify(keyring));
    if (!(await writeDurably(this.#path, sealed))) throw new KeysExist();
  }

  async open(): Promise<CustodyOutcome> {
    let sealed: Uint8Array;
    try {
      sealed = await readFile(this.#path);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT")
        return { outcome: "missing" };
      throw error;
    }
    const decrypter = new Decrypter();
    decrypter.addPassphrase(this.#passphrase);
    let text: string;
    try {
      text = await decrypter.decrypt(sealed, "text");
    } catch (error) {
      if (error instanceof Error && error.message.startsWith("no identity matched"))
        return { outcome: "wrong-passphrase" };
      throw new KeysDamaged({ cause: error });
    }
    const keyring = Keyring.safeParse(JSON.parse(text)).data;
    if (keyring === undefined) throw new KeysDamaged();
    return {
      outcome: "open",
      secrets: {
        master: Buffer.from(keyring.master, "base64"),
        deviceSeed: Buffer.from(keyring.deviceSeed, "base64"),
        pseudonymSecret: Buffer.from(keyring.pseudonymSecret, "base64"),
      },
    };
  }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
