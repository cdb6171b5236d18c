/** The secrets of one participant's machine. Losing them loses everything that was not sent. */
export interface HomeSecrets {
  /** 32 bytes from which the keys of the stores are derived. */
  readonly master: Uint8Array;
  /** 32-byte Ed25519 seed that signs receipts, reviews and bundles. */
  readonly deviceSeed: Uint8Array;
  /** 32 bytes behind the pseudonyms, which differ from study to study. */
  readonly pseudonymSecret: Uint8Array;
}

export type CustodyOutcome =
  | { readonly outcome: "open"; readonly secrets: HomeSecrets }
  | { readonly outcome: "missing" }
  /** Nothing was changed; the right passphrase still opens. */
  | { readonly outcome: "wrong-passphrase" };

/**
 * Keeps the secrets while Assent does not run: a file under a passphrase, or the system's
 * keychain. Never in plain form.
 */
export interface KeyCustody {
  exists(): Promise<boolean>;
  /** Stores new secrets. Throws {@link KeysExist} rather than replace any. */
  create(secrets: HomeSecrets): Promise<void>;
  open(): Promise<CustodyOutcome>;
}

export class KeysExist extends Error {
  override readonly name = "KeysExist";
  readonly code = "keys-exist";
  constructor(options?: ErrorOptions) {
    super("Cannot create keys: there are keys already. Open them instead", options);
  }
}

/** The stored keys are there and cannot be read; nothing was changed. */
export class KeysDamaged extends Error {
  override readonly name = "KeysDamaged";
  readonly code = "keys-damaged";
  constructor(options?: ErrorOptions) {
    super(
      "Cannot open keys: the file that holds them is damaged. Restore it from a backup",
      options,
    );
  }
}
