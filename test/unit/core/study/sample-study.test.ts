import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readEnvelope, verify } from "../../../../src/adapters/seal/dsse.ts";
import { payloadTypes } from "../../../../src/contract/dsse.ts";
import { StudyManifest } from "../../../../src/contract/manifest.ts";
import { lintManifest } from "../../../../src/core/study/lint.ts";

const folder = join(import.meta.dirname, "../../../../examples/sample-study");
const read = (name: string) => readFileSync(join(folder, name));
const keyId = /key id `([^`]+)`/.exec(read("README.md").toString())?.[1] ?? "";

it("the sample study is signed by the key in its README, and what is signed is what is shown", () => {
  const envelope = readEnvelope(read("study.dsse.json"));
  const outcome = verify(
    envelope.outcome === "read" ? envelope.envelope : envelope,
    payloadTypes.manifest,
    StudyManifest,
    [keyId],
  );
  const shown = StudyManifest.parse(JSON.parse(read("study.json").toString()));
  expect(outcome).toMatchObject({ outcome: "verified", payload: shown });
});

it("the sample study breaks no rule until its last day", () => {
  const manifest: unknown = JSON.parse(read("study.json").toString());
  const { duration } = StudyManifest.parse(manifest);
  expect(lintManifest(manifest, { today: duration.captureEnd })).toEqual([]);
});

it("the sample study holds no secret key", () => {
  expect(readdirSync(folder).toSorted()).toEqual(["README.md", "study.dsse.json", "study.json"]);
});
