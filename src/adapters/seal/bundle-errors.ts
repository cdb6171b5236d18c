/** The file ends before its content does. */
export class BundleTruncated extends Error {
  override readonly name = "BundleTruncated";
  readonly code = "bundle-truncated";
  constructor(options?: ErrorOptions) {
    super("Cannot open bundle: it is not complete. Fetch it again", options);
  }
}

/** The file is not what a device of this study sealed. */
export class BundleTampered extends Error {
  override readonly name = "BundleTampered";
  readonly code = "bundle-tampered";
  constructor(fact: string, options?: ErrorOptions) {
    super(`Cannot open bundle: ${fact}. Do not use it`, options);
  }
}

/** None of the identities is one that the bundle was sealed to. */
export class BundleNotForUs extends Error {
  override readonly name = "BundleNotForUs";
  readonly code = "bundle-not-for-us";
  constructor(options?: ErrorOptions) {
    super("Cannot open bundle: it was sealed to another key. Use the study's identity", options);
  }
}
