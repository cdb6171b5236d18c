import { createHash } from "node:crypto";
import type { Hash } from "../../contract/ids.ts";
import type { ReleaseFile } from "../../contract/review.ts";

const sha256 = (...parts: readonly (Uint8Array | string)[]): Buffer => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

/**
 * Merkle tree hash of RFC 6962 §2.1 over one entry a file, in order: name, size and hash,
 * each followed by a line feed.
 */
export function treeHash(files: readonly ReleaseFile[]): Hash {
  const leaves = files.map(({ name, bytes, sha256: hash }) =>
    sha256(leafMark, `${name}\n${bytes}\n${hash}\n`),
  );
  return `sha256:${rootOf(leaves).toString("hex")}` as Hash;
}

function rootOf(leaves: readonly Buffer[]): Buffer {
  const [first] = leaves;
  if (first === undefined) return sha256();
  if (leaves.length === 1) return first;
  // "the largest power of two smaller than n"
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return sha256(nodeMark, rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}
