/** Random secrets, and the hashes of them that are all the collector keeps. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** 256 random bits, base64url. */
export const newToken = (): string => randomBytes(32).toString("base64url");
/** 128 random bits, base64url. */
export const newInvitation = (): string => randomBytes(16).toString("base64url");
export const newUploadId = (): string => randomBytes(16).toString("hex");

/** Enough for a secret of full entropy; a slow hash is for passwords. */
export const hashSecret = (secret: string): string =>
  createHash("sha256").update(secret).digest("hex");

/** Compares two hashes in constant time. */
export function sameHash(left: string, right: string): boolean {
  const a = Buffer.from(left, "hex");
  const b = Buffer.from(right, "hex");
  return a.length === b.length && timingSafeEqual(a, b);
}
