import { createHash } from "node:crypto";
import type { Hash } from "../../contract/ids.ts";

/** SHA-256; a string is hashed as its UTF-8 bytes. */
export function hashOf(content: Uint8Array | string): Hash {
  return `sha256:${createHash("sha256").update(content).digest("hex")}` as Hash;
}
