/** The commitment of a dataset to the consent it rests on (GOV-06). */
import { treeHash } from "../adapters/seal/tree-hash.ts";
import type { DatasetManifest } from "../contract/dataset.ts";

type Leaves = DatasetManifest["receipts"]["leaves"];

/** Merkle root of RFC 6962 over one entry a receipt: `receipt`, its size and its hash. */
export const receiptsRoot = (leaves: Leaves) =>
  treeHash(leaves.map(({ sha256, bytes }) => ({ name: "receipt", bytes, sha256 })));

/** Each receipt once, ordered by hash, which says nothing of who joined when. */
export function committed(leaves: Leaves): DatasetManifest["receipts"] {
  const unique = new Map(leaves.map((leaf) => [leaf.sha256, leaf]));
  const ordered = [...unique.values()].toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  return { root: receiptsRoot(ordered), leaves: ordered };
}
