import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBundle } from "../../src/adapters/seal/bundle-reader.ts";
import { Action } from "../../src/contract/actions.ts";
import { DatasetManifest, type Lossy, Trajectory } from "../../src/contract/dataset.ts";
import { SessionEvent } from "../../src/contract/events.ts";
import type { BundleId } from "../../src/contract/ids.ts";
import { reduce } from "../../src/core/reduce/reduce.ts";
import { buildDataset } from "../../src/exporter/build-dataset.ts";
import { readParquet, verifyDataset } from "../../src/exporter/verify-dataset.ts";
import { display, sessionId, tileOf } from "../fixtures/vault.ts";
import { manyEvents, type ReceivedFolder, receivedFolder } from "./dataset-fixture.ts";

let received: ReceivedFolder;
let dataset: string;
let manifest: DatasetManifest;
const bundles: BundleId[] = [];

async function built(name: string): Promise<string> {
  const to = received.place(name);
  await buildDataset({
    from: received.path,
    identities: [received.home.identity],
    to,
    toolVersion: "0.1.0",
  });
  return to;
}

beforeAll(async () => {
  received = await receivedFolder();
  bundles.push(await received.receive(1));
  bundles.push(await received.receive(2, manyEvents().slice(0, 10), []));
  dataset = await built("dataset");
  manifest = DatasetManifest.parse(JSON.parse(text("dataset.json")));
});
afterAll(() => received[Symbol.asyncDispose]());

const text = (path: string) => readFileSync(join(dataset, path), "utf8");
const tableOf = async (table: string) => {
  const rows = manifest.tables.filter((one) => one.table === table);
  return (await Promise.all(rows.map(({ path }) => readParquet(join(dataset, path))))).flat();
};
/** Without what a table says as null, and whole numbers as they are in JSON. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  return Object.fromEntries(fields.map(([name, one]) => [name, plain(one)]));
}
async function eventsIn(bundle: BundleId): Promise<readonly SessionEvent[]> {
  const path = join(received.path, bundle, "bundle.age");
  const { files } = await openBundle({ path, identities: [received.home.identity] });
  const lines = Buffer.from(files.get("events.jsonl") ?? [])
    .toString()
    .trimEnd()
    .split("\n");
  return lines.map((line) => SessionEvent.parse(JSON.parse(line)));
}

it("the table of actions is what reduce() makes of the sealed events, every field of it", async () => {
  const expected = [];
  for (const [index, bundle] of bundles.entries())
    expected.push(...reduce(await eventsIn(bundle), sessionId(index + 1), display).actions);
  expect(expected.length).toBeGreaterThan(15);
  const rows = (await tableOf("actions")).map(plain);
  expect(rows).toEqual(expected);
  expect(rows.map((row) => Action.parse(row))).toEqual(expected);
});

it("the table of events is what was sealed, event by event", async () => {
  const sealed = [...(await eventsIn(bundles[0]!)), ...(await eventsIn(bundles[1]!))];
  const read = (await tableOf("events")).map((row) => {
    const { session: _, place, ...event } = plain(row) as Record<string, unknown>;
    if (place === undefined) return event;
    return { ...event, context: { id: event["context"], ...(place as object) } };
  });
  expect(read).toEqual(sealed);
});

it("the pictures have the pixels of the frames, and black where nothing was captured", async () => {
  const frames = (await tableOf("frames")).map((row) => plain(row) as Record<string, unknown>);
  expect(frames.map(({ frame }) => frame)).toEqual(["f1", "f2", "f3", "f4"]);
  const third = frames[2];
  const path = join(dataset, String(third?.["file"]));
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([display.width, display.height, 3]);
  const expected = Buffer.alloc(display.width * display.height * 3);
  const tile = Buffer.from(tileOf(31));
  for (let row = 0; row < 64; row++)
    tile.copy(expected, row * display.width * 3, row * 192, (row + 1) * 192);
  expect(data.equals(expected)).toBe(true);
  expect(third).toMatchObject({ width: 300, height: 200, captured: 0.05 });
});

it("a picture that reaches over the edge of the display is cut there", async () => {
  const path = join(dataset, "images", sessionId(1), "f2.webp");
  const rgb = await sharp(path).raw().toBuffer();
  const corner = tileOf(30);
  const [x, y] = [299, 199];
  const from = ((y % 64) * 64 + (x % 64)) * 3;
  const at = (y * 300 + x) * 3;
  expect([...rgb.subarray(at, at + 3)]).toEqual([...corner.subarray(from, from + 3)]);
});

it("dataset.json counts, names the study's terms, and holds no time of the build", () => {
  expect(manifest.counts).toMatchObject({
    sessions: 2,
    refused: 0,
    frames: 4,
    actions: { chord: 1, click: 7, drag: 2, key: 1, multi_click: 2, scroll: 3, type: 4 },
    redactions: { EMAIL: 1, PHONE: 2 },
  });
  expect(manifest.studies[0]).toMatchObject({
    study: "https://study.example.org/sample",
    purpose: { dpv: ["dpv:ScientificResearch"] },
  });
  expect(manifest.studies[0]?.prohibitions).toContain("dpv:PersonnelMonitoring");
  expect(manifest.receipts.leaves).toHaveLength(1);
  expect(text("dataset.json")).not.toMatch(/\d{4}-\d\d-\d\dT/);
});

it("nothing in the dataset's own words calls it anonymous", () => {
  const own = [text("README.md"), text("dataset.json"), text("report.html")].join("\n");
  expect(own).toContain("pseudonymised");
  expect(own.match(/anonym/i)).toBe(null);
});

it("building twice gives the same bytes, Parquet too", async () => {
  const again = await built("again");
  const hashes = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => {
        const hash = createHash("sha256").update(readFileSync(path)).digest("hex");
        return `${hash} ${path.slice(folder.length)}`;
      })
      .toSorted();
  expect(hashes(again)).toEqual(hashes(dataset));
  expect(hashes(again).length).toBeGreaterThan(12);
});

it("traj.jsonl tells the steps in order, and lossy.json what it could not tell", () => {
  const [first] = text("opencua/traj.jsonl").split("\n");
  const { traj, task_id: id } = Trajectory.parse(JSON.parse(first ?? ""));
  expect(id).toBe(sessionId(1));
  expect(traj.map(({ index }) => index)).toEqual(traj.map((_, index) => index));
  expect(traj[0]).toEqual({
    index: 0,
    image: `images/${sessionId(1)}/f1.webp`,
    value: { action: "left click", code: "pyautogui.click(x=0.1333, y=0.15)", step: 0 },
  });
  const lossy: Lossy = JSON.parse(text("opencua/lossy.json"));
  const omitted = lossy.actions.filter((one) => one.omitted && one.session === id);
  expect(omitted.map(({ kind, lost }) => [kind, ...lost])).toEqual([
    ["type", "hidden-typing"],
    ["click", "button"],
  ]);
  const all = new Set(lossy.actions.flatMap(({ lost }) => lost));
  expect([...all]).toEqual(
    expect.arrayContaining([
      "drag-path",
      "modifier-by-key-down",
      "redacted-text",
      "text-not-on-keyboard",
    ]),
  );
});

it("the report holds every hostile text as text, and nothing that could run or load", () => {
  const report = text("report.html");
  expect(report).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(report).toContain("&lt;/title&gt;&lt;img src=x onerror=1&gt;");
  expect(report).not.toMatch(/<script|<img|<iframe|<link|javascript:|\son[a-z]+="/i);
  expect(report).toContain("default-src 'none'");
  expect(report.match(/(?:src|href)="(?!#|data:image\/webp;base64,)/)).toBe(null);
  expect(report).toContain("<mark>‹EMAIL#1›</mark>");
});

it("assent dataset verify agrees, having looked at something", async () => {
  const { faults, checked } = await verifyDataset(dataset);
  expect(faults).toEqual([]);
  expect(checked.files).toBe(manifest.files.length);
  expect(Object.values(checked).every((count) => count > 0)).toBe(true);
});

it("a dataset is never written over something, and nothing is left where none is built", async () => {
  await expect(built("dataset")).rejects.toMatchObject({ code: "dataset-place-taken" });
  const to = received.place("nothing");
  const outcome = await buildDataset({
    from: received.path,
    identities: ["AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX"],
    to,
    toolVersion: "0.1.0",
  });
  expect(outcome).toEqual({ outcome: "nothing", refused: 2 });
  const beside = readdirSync(join(to, "..")).filter(
    (name) => name.includes("nothing") || name.startsWith("."),
  );
  expect(beside).toEqual([]);
});
