/**
 * Proof, as a type, that a signed and unexpired receipt covers exactly this study version.
 *
 * The recorder, the policy and the gate take an `ActiveConsent` and nothing else, and only
 * `activateConsent` in this folder can make one. Without it capture does not type-check, and at run
 * time {@link assertActive} throws (requirements CON-01).
 *
 * @module
 */
import type { Choice } from "../../contract/choice.ts";
import type { Hash, ReceiptId } from "../../contract/ids.ts";
import type { StudyManifest } from "../../contract/manifest.ts";

declare const proven: unique symbol;

export interface ActiveConsent {
  readonly [proven]: true;
  readonly manifest: StudyManifest;
  readonly manifestHash: Hash;
  readonly receipt: ReceiptId;
  /** What the participant granted, already limited to what the manifest asks for. */
  readonly choice: Choice;
  /** Wall-clock milliseconds at which the consent ends. */
  readonly expiresAt: number;
}

const activated = new WeakSet<object>();

/** For `activateConsent` only. */
export function prove(fields: Omit<ActiveConsent, typeof proven>): ActiveConsent {
  const consent = Object.freeze({ ...fields }) as ActiveConsent;
  activated.add(consent);
  return consent;
}

/** Throws a TypeError, which stops capture, when no receipt was verified for this object. */
export function assertActive(candidate: object): void {
  if (!activated.has(candidate)) throw new TypeError("Cannot record: no verified consent");
}
