import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream } from "node:stream/web";
import { extract, type Header } from "tar-stream";
import type { BundleStatement } from "../../contract/bundle.ts";
import { openStream } from "./age-seal.ts";
import { BundleNotForUs, BundleTampered, BundleTruncated } from "./bundle-errors.ts";
import { type BundleHead, headNames, readHead } from "./bundle-head.ts";
import { hashOf } from "./digest.ts";

/** Far above what Assent writes, far below what hurts. */
export interface BundleLimits {
  /** Of one file; the largest are the lists of events and frames. */
  readonly fileBytes: number;
  readonly totalBytes: number;
}

export const usualLimits: BundleLimits = {
  fileBytes: 512 * 1024 * 1024,
  totalBytes: 16 * 1024 * 1024 * 1024,
};
const headFileBytes = 4_200_000;

export interface BundleSource {
  readonly path: string;
  /** `AGE-SECRET-KEY-…`, of which one must fit. */
  readonly identities: readonly string[];
  /** What the collector was told of this file, its signature verified. */
  readonly stated?: BundleStatement;
  readonly limits?: BundleLimits;
}

export type BundleFileSink = (name: string, content: Uint8Array) => Promise<void> | void;

/**
 * Decrypts a bundle and hands over each file after its hash was compared, one at a time.
 *
 * The content is hostile until this resolves: everything is compared with what the device
 * signed, in order, and nothing is read that was not announced. Throws BundleTruncated,
 * BundleTampered or BundleNotForUs.
 */
export async function readBundle(
  { path, identities, stated, limits = usualLimits }: BundleSource,
  onFile: BundleFileSink,
): Promise<BundleHead> {
  if (stated !== undefined) await compare(path, stated);
  const sealed = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
  const plain = await openStream(sealed, identities).catch((cause: unknown) => {
    throw refusal(cause);
  });

  const tar = extract();
  const flowing = pipeline(Readable.fromWeb(plain), limit(limits.totalBytes), tar);
  const [read, flowed] = await Promise.allSettled([
    readEntries(tar, limits, onFile).catch((error: unknown) => {
      tar.destroy();
      throw error;
    }),
    flowing,
  ]);
  // What the entries' reader found wrong is the cause of what the stream then says.
  if (read.status === "rejected" && isOurs(read.reason)) throw read.reason;
  if (flowed.status === "rejected") throw refusal(flowed.reason);
  if (read.status === "rejected") throw refusal(read.reason);
  if (stated !== undefined) assertStated(read.value, stated);
  return read.value;
}

export interface OpenedBundle extends BundleHead {
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The whole bundle in memory. */
export async function openBundle(source: BundleSource): Promise<OpenedBundle> {
  const files = new Map<string, Uint8Array>();
  const head = await readBundle(source, (name, content) => void files.set(name, content));
  return { ...head, files };
}

interface Entry extends AsyncIterable<unknown> {
  readonly header: Header;
}

async function readEntries(
  tar: AsyncIterable<Entry>,
  limits: BundleLimits,
  onFile: BundleFileSink,
): Promise<BundleHead> {
  const headEntries: Uint8Array[] = [];
  let head: BundleHead | undefined;
  let done = 0;
  for await (const entry of tar) {
    if (head === undefined) {
      headEntries.push(await contentOf(entry, headNames[headEntries.length], headFileBytes));
      if (headEntries.length === headNames.length) head = readHead(headEntries);
      continue;
    }
    const file = head.manifest.files[done++];
    if (file !== undefined && file.bytes > limits.fileBytes)
      throw new BundleTampered("a file is larger than any that Assent writes");
    const content = await contentOf(entry, file?.name, file?.bytes ?? 0);
    if (content.length !== file?.bytes || hashOf(content) !== file.sha256)
      throw new BundleTampered("a file is not the one that was signed");
    await onFile(file.name, content);
  }
  if (head === undefined || done < head.manifest.files.length) throw new BundleTruncated();
  return head;
}

async function contentOf(
  entry: Entry,
  name: string | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  const { type, size } = entry.header;
  if (name === undefined || entry.header.name !== name || type !== "file")
    throw new BundleTampered("it holds something that was not announced");
  if (size > maxBytes) throw new BundleTampered("a file is larger than announced");
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

function limit(maxBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      seen += chunk.length;
      if (seen > maxBytes) done(new BundleTampered("it is larger than any that Assent writes"));
      else done(null, chunk);
    },
  });
}

/** ENC-04: a file cannot be passed off as one of another study, person or place in the row. */
function assertStated({ manifest }: BundleHead, stated: BundleStatement): void {
  const names = ["bundle", "study", "manifestHash", "receipt", "pseudonym", "seq"] as const;
  if (names.some((name) => manifest[name] !== stated[name]))
    throw new BundleTampered("it is not the bundle that the device stated");
}

async function compare(path: string, stated: BundleStatement): Promise<void> {
  const { size } = await stat(path);
  if (size < stated.bytes) throw new BundleTruncated();
  const hash = createHash("sha256");
  const file = await open(path, "r");
  for await (const chunk of file.createReadStream()) hash.update(chunk as Uint8Array);
  if (size > stated.bytes || `sha256:${hash.digest("hex")}` !== stated.sha256)
    throw new BundleTampered("it is not the file that the device stated");
}

function isOurs(error: unknown): boolean {
  return (
    error instanceof BundleTampered ||
    error instanceof BundleTruncated ||
    error instanceof BundleNotForUs
  );
}

/** Errors of the file system are not about the content and pass as they are. */
function refusal(cause: unknown): unknown {
  if (isOurs(cause) || (cause instanceof Error && "syscall" in cause)) return cause;
  const message = cause instanceof Error ? cause.message : "";
  if (message.startsWith("no identity matched")) return new BundleNotForUs({ cause });
  if (message === "Unexpected end of data") return new BundleTruncated({ cause });
  return new BundleTampered("it was changed or cut short after it was sealed", { cause });
}
