/**
 * Sealed files on disk: `incoming/<upload>` while they arrive, `sealed/<bundle>.age` once their
 * hash was verified. Nothing is acknowledged before it is on the disk.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, utimes } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { BundleId, type Hash } from "../../contract/ids.ts";
import { UploadId } from "../../contract/upload.ts";

export class SealedFiles {
  readonly #incoming: string;
  readonly #sealed: string;

  private constructor(directory: string) {
    this.#incoming = join(directory, "incoming");
    this.#sealed = join(directory, "sealed");
  }

  static async open(directory: string): Promise<SealedFiles> {
    const files = new SealedFiles(directory);
    for (const folder of [files.#incoming, files.#sealed])
      await mkdir(folder, { recursive: true, mode: 0o700 });
    return files;
  }

  /** Where the verified file of a bundle lies. Ids are parsed, so no name leaves the folder. */
  sealedPath(bundle: string): string {
    return join(this.#sealed, `${BundleId.parse(bundle)}.age`);
  }

  #incomingPath(upload: string): string {
    return join(this.#incoming, UploadId.parse(upload));
  }

  async create(upload: string): Promise<void> {
    const file = await open(this.#incomingPath(upload), "wx", 0o600);
    await file.sync();
    await file.close();
    await syncFolder(this.#incoming);
  }

  /** Keeps what arrived, also when the sender goes away. Resolves with the size after it. */
  async append(upload: string, offset: number, chunks: AsyncIterable<Buffer>): Promise<number> {
    const file = await open(this.#incomingPath(upload), "r+");
    let at = offset;
    try {
      for await (const chunk of chunks) {
        for (let done = 0; done < chunk.length;) {
          const { bytesWritten } = await file.write(chunk, done, chunk.length - done, at);
          done += bytesWritten;
          at += bytesWritten;
        }
      }
    } finally {
      await file.sync();
      await file.close();
    }
    return at;
  }

  /** How much is on the disk for certain; `undefined` when there is no such upload. */
  async durableSize(upload: string): Promise<number | undefined> {
    const file = await open(this.#incomingPath(upload), "r+").catch(absent);
    if (file === undefined) return undefined;
    try {
      await file.sync();
      return (await file.stat()).size;
    } finally {
      await file.close();
    }
  }

  async hash(upload: string): Promise<Hash | undefined> {
    const digest = createHash("sha256");
    try {
      await pipeline(createReadStream(this.#incomingPath(upload)), digest);
    } catch (error) {
      return absent(error);
    }
    return `sha256:${digest.digest("hex")}` as Hash;
  }

  /** Moves a verified upload to its bundle's place; `false` when it is gone. */
  async keep(upload: string, bundle: string, day: string): Promise<boolean> {
    const sealed = this.sealedPath(bundle);
    const moved = await rename(this.#incomingPath(upload), sealed).then(() => true, absent);
    if (moved !== true) return false;
    // No time finer than a day is kept, in the file's own times neither.
    await utimes(sealed, new Date(day), new Date(day));
    await syncFolder(this.#sealed);
    await syncFolder(this.#incoming);
    return true;
  }

  /** Back to where it arrived, after a stop between moving and recording. */
  async takeBack(upload: string, bundle: string): Promise<void> {
    await rename(this.sealedPath(bundle), this.#incomingPath(upload)).catch(absent);
  }

  async discardUpload(upload: string): Promise<void> {
    await rm(this.#incomingPath(upload), { force: true });
    await syncFolder(this.#incoming);
  }

  async discardSealed(bundle: string): Promise<void> {
    await rm(this.sealedPath(bundle), { force: true });
    await syncFolder(this.#sealed);
  }

  /** Deletes every file that no record names. */
  async discardAllBut(uploads: ReadonlySet<string>, bundles: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.#incoming))
      if (!uploads.has(name)) await rm(join(this.#incoming, name), { force: true });
    for (const name of await readdir(this.#sealed))
      if (!bundles.has(name.replace(/\.age$/, "")))
        await rm(join(this.#sealed, name), { force: true });
    await syncFolder(this.#incoming);
    await syncFolder(this.#sealed);
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function absent(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
  throw error;
}
