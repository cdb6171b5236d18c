import { Decrypter, Encrypter } from "age-encryption";
import type { ReadableStream } from "node:stream/web";

export class RecipientsRefused extends Error {
  override readonly name = "RecipientsRefused";
  readonly code = "recipients-refused";
  constructor(fact: string) {
    super(`Cannot seal: ${fact}`);
  }
}

/**
 * Encrypts to all of these recipients. A classic recipient beside a hybrid one would undo
 * what the hybrid one protects against, which the library does not refuse (ENC-01).
 */
export async function sealStream(
  content: ReadableStream<Uint8Array>,
  recipients: readonly string[],
): Promise<ReadableStream<Uint8Array>> {
  const hybrid = recipients.filter((recipient) => recipient.startsWith("age1pq1")).length;
  const classic = recipients.filter((recipient) =>
    /^age1[02-9ac-hj-np-z]{58}$/.test(recipient),
  ).length;
  if (recipients.length === 0) throw new RecipientsRefused("the study names no recipient");
  if (hybrid + classic !== recipients.length)
    throw new RecipientsRefused("a recipient is of no kind that Assent knows");
  if (hybrid > 0 && classic > 0)
    throw new RecipientsRefused("the study mixes classic and post-quantum recipients");
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    try {
      encrypter.addRecipient(recipient);
    } catch {
      throw new RecipientsRefused("a recipient is misspelt");
    }
  }
  return encrypter.encrypt(content);
}

/** Throws when no identity fits or the header was changed; the stream errors later. */
export async function openStream(
  sealed: ReadableStream<Uint8Array>,
  identities: readonly string[],
): Promise<ReadableStream<Uint8Array>> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  return decrypter.decrypt(sealed);
}
