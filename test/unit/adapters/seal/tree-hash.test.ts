import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { treeHash } from "../../../../src/adapters/seal/tree-hash.ts";
import { aHash } from "../../../fixtures/vault.ts";

const file = (n: number) => ({ name: `tiles/${n}.webp`, bytes: n, sha256: aHash("a") });
const sha = (...parts: readonly (Buffer | string)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();
const leaf = (n: number) => sha("\0", `tiles/${n}.webp\n${n}\n${aHash("a")}\n`);
const node = (left: Buffer, right: Buffer) => sha("\x01", left, right);
const hash = (bytes: Buffer) => `sha256:${bytes.toString("hex")}`;

it("treeHash() of nothing is the hash of nothing, of one file that of its leaf", () => {
  expect(treeHash([])).toBe(hash(sha()));
  expect(treeHash([file(1)])).toBe(hash(leaf(1)));
});

it("treeHash() splits at the largest power of two below the number, as RFC 6962 does", () => {
  const left = node(node(leaf(1), leaf(2)), node(leaf(3), leaf(4)));
  expect(treeHash([1, 2, 3].map(file))).toBe(hash(node(node(leaf(1), leaf(2)), leaf(3))));
  expect(treeHash([1, 2, 3, 4].map(file))).toBe(hash(left));
  expect(treeHash([1, 2, 3, 4, 5, 6, 7].map(file))).toBe(
    hash(node(left, node(node(leaf(5), leaf(6)), leaf(7)))),
  );
});

it("treeHash() changes with every name, size, hash and with the order", () => {
  const files = [file(1), file(2)];
  const others = [
    files.toReversed(),
    [{ ...file(1), name: "x" }, file(2)],
    [{ ...file(1), bytes: 9 }, file(2)],
    [{ ...file(1), sha256: aHash("b") }, file(2)],
    [file(1)],
  ];
  expect(new Set([files, ...others].map(treeHash)).size).toBe(others.length + 1);
});
