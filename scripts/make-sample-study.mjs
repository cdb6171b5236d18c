#!/usr/bin/env node
/**
 * Makes a signed sample study: `node scripts/make-sample-study.mjs <folder> [--public-only]`.
 *
 * The folder gets study.json, study.dsse.json and fresh keys for trying things out. With
 * `--public-only` (as for examples/sample-study) the keys are destroyed once the study is
 * signed, so that what is sealed to it can be opened by nobody.
 */
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createStudy, signStudyFile, studyFileNames } from "../src/cli/study-files.ts";

const [folder, flag] = process.argv.slice(2);
if (folder === undefined || (flag !== undefined && flag !== "--public-only")) {
  process.stderr.write("Usage: node scripts/make-sample-study.mjs <folder> [--public-only]\n");
  process.exit(2);
}

/** What stands in for the template's [brackets]. Nobody of these names exists. */
const fictional = {
  "[University]": "Example University (fictional)",
  "[Address]": "1 Sample Street, 00000 Example",
  "[Somebody outside of the research team]":
    "Participants' Office of Example University (fictional)",
  "[Ethics board]": "Ethics Board of Example University (fictional)",
  "[Approval number]": "SAMPLE-0",
  "[Place of the server]": "This computer",
  "[Data protection authority]": "Example Data Protection Authority (fictional)",
  "[Where the report on re-identification is]": "None: this is a sample",
};

const path = (name) => join(folder, name);
const today = new Date().toISOString().slice(0, 10);
await createStudy(folder, {
  studyId: "https://example.org/assent/sample-study",
  languages: ["en", "de"],
  collectorUrl: "http://127.0.0.1:8787",
  postQuantum: false,
  status: "active",
  today,
});
const template = await readFile(path(studyFileNames.manifest), "utf8");
const filled = Object.entries(fictional).reduce(
  (text, [from, to]) => text.replaceAll(from, to),
  template,
);
await writeFile(path(studyFileNames.manifest), filled);

const manifest = path(studyFileNames.manifest);
const key = path(studyFileNames.signingKey);
const signed = await signStudyFile(manifest, key, path(studyFileNames.envelope), today);
if (signed.outcome === "refused") {
  for (const { rule, path: where, message } of signed.findings)
    process.stderr.write(`${rule} ${where}: ${message}\n`);
  process.exit(1);
}
if (flag === "--public-only") {
  await rm(key);
  await rm(path(studyFileNames.identity));
}
process.stdout.write(`manifest hash: ${signed.manifestHash}\nkey id: ${signed.keyId}\n`);
