import { createHash } from "node:crypto";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { DatasetManifest } from "../../src/contract/dataset.ts";
import { buildDataset } from "../../src/exporter/build-dataset.ts";
import { verifyDataset } from "../../src/exporter/verify-dataset.ts";
import { sessionId } from "../fixtures/vault.ts";
import { type ReceivedFolder, receivedFolder } from "./dataset-fixture.ts";

let received: ReceivedFolder;
let whole: string;
let copies = 0;

beforeAll(async () => {
  received = await receivedFolder();
  await received.receive(1);
  whole = received.place("dataset");
  await buildDataset({
    from: received.path,
    identities: [received.home.identity],
    to: whole,
    toolVersion: "0.1.0",
  });
});
afterAll(() => received[Symbol.asyncDispose]());

/** What is found in a copy after this was done to it. */
async function after(tamper: (folder: string) => Promise<void> | void) {
  const folder = received.place(`copy-${++copies}`);
  cpSync(whole, folder, { recursive: true });
  await tamper(folder);
  const { faults } = await verifyDataset(folder);
  rmSync(folder, { recursive: true });
  return faults;
}

const paths = () => description(whole).files.map(({ path }) => path);
const description = (folder: string): DatasetManifest =>
  JSON.parse(readFileSync(join(folder, "dataset.json"), "utf8"));

function flipBit(path: string): void {
  const bytes = readFileSync(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

/** Someone changes a file and the description with it, so that only a closer look finds it. */
function replace(folder: string, path: string, content: Uint8Array | string): void {
  writeFileSync(join(folder, path), content);
  const manifest = description(folder);
  const files = manifest.files.map((file) =>
    file.path === path
      ? {
          path,
          bytes: Buffer.byteLength(content),
          sha256: `sha256:${createHash("sha256").update(content).digest("hex")}`,
        }
      : file,
  );
  describe(folder, { files });
}

function describe(folder: string, change: object): void {
  const changed = { ...description(folder), ...change };
  const text = JSON.stringify(changed);
  writeFileSync(join(folder, "dataset.json"), text);
  const hex = createHash("sha256").update(text).digest("hex");
  writeFileSync(join(folder, "dataset.sha256"), `${hex}  dataset.json\n`);
}

it("assent dataset verify names any file in which a bit flipped, and no other", async () => {
  const flippable = paths().filter((path) => path !== "problems.jsonl");
  expect(flippable.length).toBeGreaterThan(8);
  for (const path of flippable)
    expect(await after((folder) => flipBit(join(folder, path)))).toEqual([
      { path, fault: "changed" },
    ]);
});

it("assent dataset verify names a file that is missing and one that was added", async () => {
  expect(await after((folder) => rmSync(join(folder, "README.md")))).toEqual([
    { path: "README.md", fault: "missing" },
  ]);
  expect(await after((folder) => writeFileSync(join(folder, "images", "extra.webp"), "x"))).toEqual(
    [{ path: "images/extra.webp", fault: "not in dataset.json" }],
  );
});

it("assent dataset verify names dataset.json when anything in it or in its hash changed", async () => {
  const fault = { path: "dataset.json", fault: "is not what dataset.sha256 says" };
  const edited = (from: string, to: string) =>
    after((folder) => {
      const path = join(folder, "dataset.json");
      writeFileSync(path, readFileSync(path, "utf8").replace(from, to));
    });
  expect(await edited("2027-03-01", "2027-03-02")).toEqual([fault]);
  expect(await edited('"commercial": false', '"commercial": true')).toEqual([fault]);
  expect(await after((folder) => flipBit(join(folder, "dataset.sha256")))).toEqual([fault]);
  expect(await after((folder) => rmSync(join(folder, "dataset.sha256")))).toEqual([
    { path: "dataset.sha256", fault: "missing" },
  ]);
});

it("assent dataset verify refuses a dataset.json that leads out of the folder, and a folder without one", async () => {
  await expect(
    after((folder) =>
      describe(folder, {
        files: [{ path: "../../etc/passwd", bytes: 0, sha256: `sha256:${"0".repeat(64)}` }],
      }),
    ),
  ).rejects.toMatchObject({ code: "not-a-dataset" });
  await expect(verifyDataset(received.place("none"))).rejects.toMatchObject({
    code: "not-a-dataset",
  });
});

it("assent dataset verify finds receipts and counts that do not add up", async () => {
  const { receipts, counts, tables } = description(whole);
  const found = async (change: object) => (await after((folder) => describe(folder, change)))[0];
  expect(await found({ receipts: { ...receipts, root: `sha256:${"0".repeat(64)}` } })).toEqual({
    path: "dataset.json",
    fault: "the receipts are not those it commits to",
  });
  expect(await found({ receipts: { ...receipts, leaves: [] } })).toMatchObject({
    path: "dataset.json",
  });
  expect(await found({ counts: { ...counts, frames: 5 } })).toMatchObject({
    fault: "its counts of frames differ",
  });
  expect(
    await found({ tables: tables.map((one) => ({ ...one, rows: one.rows + 1 })) }),
  ).toMatchObject({ fault: "its counts of actions differ" });
});

it("assent dataset verify reads tables, trajectories and pictures even where every hash fits", async () => {
  const actions = paths().find((path) => path.startsWith("actions/")) ?? "";
  const frames = paths().find((path) => path.startsWith("frames/")) ?? "";
  const image = `images/${sessionId(1)}/f1.webp`;
  const traj = "opencua/traj.jsonl";
  const other = readFileSync(join(whole, frames));
  const line = readFileSync(join(whole, traj), "utf8");
  const small = await sharp(join(whole, image)).resize(10, 10).webp({ lossless: true }).toBuffer();
  const found = (path: string, content: Uint8Array | string) =>
    after((folder) => replace(folder, path, content));
  const fewer = await found(actions, other);
  expect(fewer).toEqual([{ path: actions, fault: "holds 4 or 4 rows instead of 16" }]);
  expect(await found(actions, "PAR1")).toEqual([
    { path: actions, fault: "cannot be read as Parquet" },
  ]);
  expect(await found(image, small)).toEqual([
    { path: image, fault: "is not of the size of its display" },
  ]);
  expect(await found(image, "RIFF")).toEqual([{ path: image, fault: "cannot be decoded" }]);
  expect(await found(traj, line.replace("pyautogui.click(", "os.system("))).toMatchObject([
    { path: traj, fault: `step 0 of ${sessionId(1)} says nothing` },
  ]);
  expect(await found(traj, line.replace("/f1.webp", "/f9.webp"))).toHaveLength(1);
  expect(await found(traj, "{}\n")).toMatchObject([{ path: traj, fault: "cannot be read" }]);
  expect(await found(traj, "")).toMatchObject([
    { path: traj, fault: "does not hold every session" },
  ]);
  expect(await found("problems.jsonl", '{"bundle":"x"}\n')).toMatchObject([
    { fault: "cannot be read" },
  ]);
  expect(await found("opencua/lossy.json", "{}")).toMatchObject([{ fault: "cannot be read" }]);
});
