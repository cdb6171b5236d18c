/**
 * Keeps the secrets under the operating system's keychain, through Electron's `safeStorage`.
 *
 * On Linux without a keychain, Chromium falls back to a fixed password that protects nothing;
 * there this adapter refuses, and Assent asks for a passphrase instead (ELE-07). Windows' DPAPI
 * protects against other users of the machine, not against other programs of the same user.
 */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { SafeStorage } from "electron";
import * as z from "zod";
import {
  type CustodyOutcome,
  type HomeSecrets,
  type KeyCustody,
  KeysDamaged,
  KeysExist,
} from "../../core/ports/key-custody.ts";

export type Keychain = Pick<
  SafeStorage,
  "isEncryptionAvailable" | "encryptString" | "decryptString" | "getSelectedStorageBackend"
>;

/** This machine has no keychain that protects anything. Use a passphrase. */
export class KeychainUnavailable extends Error {
  override readonly name = "KeychainUnavailable";
  readonly code = "keychain-unavailable";
  constructor() {
    super(
      "Cannot use the system's keychain: none is running that protects anything. Choose a passphrase instead",
    );
  }
}

const secret = z.base64().transform((text) => new Uint8Array(Buffer.from(text, "base64")));
const Stored = z.strictObject({ master: secret, deviceSeed: secret, pseudonymSecret: secret });

export class SafeStorageCustody implements KeyCustody {
  readonly #keychain: Keychain;
  readonly #platform: NodeJS.Platform;
  readonly #file: string;

  constructor(options: {
    readonly keychain: Keychain;
    readonly platform: NodeJS.Platform;
    readonly file: string;
  }) {
    this.#keychain = options.keychain;
    this.#platform = options.platform;
    this.#file = options.file;
  }

  async exists(): Promise<boolean> {
    return (await this.#read()) !== undefined;
  }

  async create(secrets: HomeSecrets): Promise<void> {
    this.#requireKeychain();
    if (await this.exists()) throw new KeysExist();
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
    const plain = JSON.stringify({
      master: text(secrets.master),
      deviceSeed: text(secrets.deviceSeed),
      pseudonymSecret: text(secrets.pseudonymSecret),
    });
    await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
    const partial = `${this.#file}.partial`;
    await writeFile(partial, this.#keychain.encryptString(plain), { mode: 0o600, flush: true });
    await rename(partial, this.#file);
  }

  async open(): Promise<CustodyOutcome> {
    const sealed = await this.#read();
    if (sealed === undefined) return { outcome: "missing" };
    this.#requireKeychain();
    try {
      return {
        outcome: "open",
        secrets: Stored.parse(JSON.parse(this.#keychain.decryptString(sealed))),
      };
    } catch (problem) {
      throw new KeysDamaged({ cause: problem });
    }
  }

  #requireKeychain(): void {
    const weak =
      this.#platform === "linux" &&
      ["basic_text", "unknown"].includes(this.#keychain.getSelectedStorageBackend());
    if (weak || !this.#keychain.isEncryptionAvailable()) throw new KeychainUnavailable();
  }

  async #read(): Promise<Buffer | undefined> {
    try {
      return await readFile(this.#file);
    } catch (problem) {
      if ((problem as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw problem;
    }
  }
}
