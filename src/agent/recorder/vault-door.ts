/** The participant's home: missing, locked or open, and one holder of it at a time. */
import { createHome, openHome } from "../../adapters/vault/home.ts";
import { PassphraseKeyring } from "../../adapters/vault/passphrase-keyring.ts";
import type { HomeStore } from "../../core/ports/home-store.ts";

export class VaultDoor {
  readonly #directory: string;
  readonly #workFactor: number | undefined;
  #home: HomeStore | undefined;
  #missing = true;

  private constructor(directory: string, workFactor: number | undefined) {
    this.#directory = directory;
    this.#workFactor = workFactor;
  }

  static async at(directory: string, workFactor?: number): Promise<VaultDoor> {
    const door = new VaultDoor(directory, workFactor);
    door.#missing = !(await door.#custody("").exists());
    return door;
  }

  get state(): "missing" | "locked" | "open" {
    if (this.#home !== undefined) return "open";
    return this.#missing ? "missing" : "locked";
  }

  get home(): HomeStore | undefined {
    return this.#home;
  }

  async create(passphrase: string): Promise<HomeStore> {
    const directory = this.#directory;
    this.#home = await createHome({ directory, custody: this.#custody(passphrase) });
    this.#missing = false;
    return this.#home;
  }

  async unlock(passphrase: string): Promise<HomeStore | "wrong-passphrase"> {
    const directory = this.#directory;
    const opened = await openHome({ directory, custody: this.#custody(passphrase) });
    if (opened.outcome === "missing") throw new TypeError("Cannot unlock: there is no vault yet");
    if (opened.outcome === "wrong-passphrase") return "wrong-passphrase";
    this.#home = opened.home;
    return opened.home;
  }

  async lock(): Promise<void> {
    const home = this.#home;
    this.#home = undefined;
    await home?.[Symbol.asyncDispose]();
  }

  #custody(passphrase: string): PassphraseKeyring {
    return new PassphraseKeyring({
      directory: this.#directory,
      passphrase,
      ...(this.#workFactor !== undefined && { workFactor: this.#workFactor }),
    });
  }
}
