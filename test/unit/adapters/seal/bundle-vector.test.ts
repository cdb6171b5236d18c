import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { releaseOf } from "../../../../src/adapters/seal/approve.ts";
import { openBundle } from "../../../../src/adapters/seal/bundle-reader.ts";
import type { BundleManifest, BundleStatement } from "../../../../src/contract/bundle.ts";
import { joinedHome } from "../../../fixtures/reviewed-session.ts";

const directory = join(import.meta.dirname, "../../../vectors/bundle");
const vector = JSON.parse(readFileSync(join(directory, "tiny.json"), "utf8")) as {
  readonly identity: string;
  readonly stated: BundleStatement;
  readonly manifest: BundleManifest;
};

it("the bundle that was committed opens as on the day it was sealed", async () => {
  const { identity, stated, manifest } = vector;
  const path = join(directory, "tiny.age");
  const opened = await openBundle({ path, identities: [identity], stated });
  expect(opened.manifest).toEqual(manifest);
  expect([...opened.files.keys()]).toEqual(manifest.files.map(({ name }) => name));
});

it("the same session gives the files and the tree hash of the bundle that was committed", async () => {
  await using test = await joinedHome();
  const { files, treeHash } = await releaseOf(test.home, await test.record(1));
  expect({ files, treeHash }).toEqual({
    files: vector.manifest.files,
    treeHash: vector.manifest.treeHash,
  });
});
