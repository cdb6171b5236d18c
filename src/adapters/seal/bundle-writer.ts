import { createHash } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { ReadableStream } from "node:stream/web";
import { pack } from "tar-stream";
import type { Hash } from "../../contract/ids.ts";
import { sealStream } from "./age-seal.ts";

export interface BundleEntry {
  readonly name: string;
  readonly read: () => Promise<Uint8Array>;
}

export interface SealedFile {
  readonly bytes: number;
  readonly sha256: Hash;
}

/** Everything that could tell where, when or by whom the archive was made is fixed. */
const sameForAll = { mode: 0o600, uid: 0, gid: 0, mtime: new Date(0), uname: "", gname: "" };

/**
 * Writes the entries as an encrypted tar, holding one of them in memory at a time. The
 * file is there whole, on the disk for good, or not at all.
 */
export async function writeBundle(
  path: string,
  entries: readonly BundleEntry[],
  recipients: readonly string[],
): Promise<SealedFile> {
  const sealed = await sealStream(ReadableStream.from(tarOf(entries)), recipients);
  const aside = `${path}.part`;
  const hash = createHash("sha256");
  let bytes = 0;
  const file = await open(aside, "w", 0o600);
  try {
    for await (const chunk of sealed) {
      hash.update(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    }
    await file.sync();
    await file.close();
    await rename(aside, path);
    const directory = await open(dirname(path), "r");
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  } catch (error) {
    await file.close();
    await rm(aside, { force: true });
    throw error;
  }
  return { bytes, sha256: `sha256:${hash.digest("hex")}` as Hash };
}

async function* tarOf(entries: readonly BundleEntry[]): AsyncGenerator<Uint8Array> {
  const tar = pack();
  const fill = async () => {
    for (const { name, read } of entries) {
      const content = await read();
      await new Promise<void>((resolve, reject) => {
        const header = { ...sameForAll, name, size: content.length };
        const written = (error?: Error | null) => (error ? reject(error) : resolve());
        tar.entry(header, written).end(content);
      });
    }
    tar.finalize();
  };
  const filled = fill().catch((error: unknown) => {
    tar.destroy();
    throw error;
  });
  // Held back so that it is reported where the chunks are awaited.
  filled.catch(() => undefined);
  for await (const chunk of tar) yield chunk as Uint8Array;
  await filled;
}
