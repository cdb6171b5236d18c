import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";

const nonceBytes = 12;
const tagBytes = 16;

/** What a pack is bound to, so that packs cannot be exchanged between places. */
export interface PackPlace {
  readonly session: string;
  readonly slice: number;
  readonly pack: number;
}

/** AES-256-GCM: nonce, ciphertext, tag. */
export function sealPack(content: Uint8Array, key: Uint8Array, place: PackPlace): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(boundTo(place));
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

/** Throws when the bytes were changed, belong to another place or another key. */
export function openPack(sealed: Uint8Array, key: Uint8Array, place: PackPlace): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, nonceBytes));
  decipher.setAAD(boundTo(place));
  decipher.setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]);
}

function boundTo({ session, slice, pack }: PackPlace): Buffer {
  return Buffer.from(`assent.pack/1 ${session} ${slice} ${pack}`);
}

/** A new slice file, open for appending. */
export class SliceFile {
  readonly number: number;
  readonly key: Buffer;
  readonly #file: FileHandle;
  #length = 0;

  private constructor(number: number, file: FileHandle) {
    this.number = number;
    this.key = randomBytes(32);
    this.#file = file;
  }

  static async create(path: string, number: number): Promise<SliceFile> {
    return new SliceFile(number, await open(path, "wx", 0o600));
  }

  /** Returns where the bytes begin. They survive a power cut once {@link sync} resolved. */
  async append(bytes: Uint8Array): Promise<number> {
    const start = this.#length;
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.#file.write(
        bytes,
        done,
        bytes.length - done,
        start + done,
      );
      done += bytesWritten;
    }
    this.#length += bytes.length;
    return start;
  }

  async sync(): Promise<void> {
    await this.#file.datasync();
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}
