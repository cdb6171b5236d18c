import type { RefusalCode } from "../../contract/dataset.ts";

/** This bundle goes into no dataset. The others still do. */
export class BundleRefused extends Error {
  override readonly name = "BundleRefused";
  readonly code: RefusalCode;
  constructor(code: RefusalCode, fact: string, options?: ErrorOptions) {
    super(`Cannot use bundle: ${fact}`, options);
    this.code = code;
  }
}
