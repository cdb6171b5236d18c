/**
 * Checks a dataset against its own description: nothing changed, nothing missing, nothing
 * added, and everything readable by two independent readers.
 *
 * @module
 */
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import sharp from "sharp";
import { DatasetManifest, DatasetProblem, Lossy, Trajectory } from "../contract/dataset.ts";
import { descriptionHashName, descriptionName, hashLine } from "./description.ts";
import { hashOfFile } from "./dataset-folder.ts";
import { parseCode } from "./opencua/parse-code.ts";
import { receiptsRoot } from "./receipts.ts";
import { ParquetTables } from "./tables/parquet.ts";

export interface DatasetFault {
  readonly path: string;
  readonly fault: string;
}

export interface DatasetVerified {
  readonly faults: readonly DatasetFault[];
  /** How many of each were looked at; a check that saw nothing proves nothing. */
  readonly checked: {
    readonly files: number;
    readonly rows: number;
    readonly steps: number;
    readonly images: number;
  };
}

/** The folder holds no description that can be read. */
export class NotADataset extends Error {
  override readonly name = "NotADataset";
  readonly code = "not-a-dataset";
}

export async function verifyDataset(folder: string): Promise<DatasetVerified> {
  const { manifest, text } = await descriptionIn(folder);
  const faults: DatasetFault[] = [];
  const found = (path: string, fault: string) => void faults.push({ path, fault });
  const line = await readFile(join(folder, descriptionHashName), "utf8").catch(() => undefined);
  if (line === undefined) found(descriptionHashName, "missing");
  else if (line !== hashLine(text)) found(descriptionName, "is not what dataset.sha256 says");
  const broken = await checkFiles(folder, manifest, found);
  if (receiptsRoot(manifest.receipts.leaves) !== manifest.receipts.root)
    found(descriptionName, "the receipts are not those it commits to");
  checkCounts(manifest, found);
  const whole = new Check(folder, manifest, broken, found);
  const rows = await whole.tables();
  const steps = await whole.trajectories();
  const images = await whole.images();
  return { faults, checked: { files: manifest.files.length, rows, steps, images } };
}

type Found = (path: string, fault: string) => void;

async function descriptionIn(
  folder: string,
): Promise<{ readonly manifest: DatasetManifest; readonly text: string }> {
  const path = join(folder, descriptionName);
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new NotADataset("Cannot verify: there is no dataset.json in the folder", { cause });
  });
  try {
    return { manifest: DatasetManifest.parse(JSON.parse(text)), text };
  } catch (cause) {
    throw new NotADataset("Cannot verify: dataset.json is damaged", { cause });
  }
}

/** The paths of files that are not what they should be. */
async function checkFiles(
  folder: string,
  { files }: DatasetManifest,
  found: Found,
): Promise<ReadonlySet<string>> {
  const broken = new Set<string>();
  const there = new Set(await pathsBelow(folder));
  for (const { path, sha256 } of files) {
    if (!there.delete(path)) found(path, "missing");
    else if ((await hashOfFile(join(folder, path))) !== sha256) found(path, "changed");
    else continue;
    broken.add(path);
  }
  there.delete(descriptionName);
  there.delete(descriptionHashName);
  for (const path of there) found(path, "not in dataset.json");
  return broken;
}

async function pathsBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

function checkCounts({ counts, sessions, tables }: DatasetManifest, found: Found): void {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const rows = (name: string) =>
    sum(tables.filter(({ table }) => table === name).map((one) => one.rows));
  const agree: readonly (readonly [string, readonly number[]])[] = [
    ["sessions", [counts.sessions, sessions.length]],
    [
      "actions",
      [
        sum(Object.values(counts.actions)),
        sum(sessions.map((one) => one.actions)),
        rows("actions"),
      ],
    ],
    [
      "events",
      [sum(Object.values(counts.events)), sum(sessions.map((one) => one.events)), rows("events")],
    ],
    ["frames", [counts.frames, sum(sessions.map((one) => one.frames)), rows("frames")]],
  ];
  for (const [what, numbers] of agree)
    if (new Set(numbers).size !== 1) found(descriptionName, `its counts of ${what} differ`);
}

class Check {
  readonly #folder: string;
  readonly #manifest: DatasetManifest;
  readonly #broken: ReadonlySet<string>;
  readonly #found: Found;

  constructor(
    folder: string,
    manifest: DatasetManifest,
    broken: ReadonlySet<string>,
    found: Found,
  ) {
    this.#folder = folder;
    this.#manifest = manifest;
    this.#broken = broken;
    this.#found = found;
  }

  /** Rows that both readers agree about. */
  async tables(): Promise<number> {
    await using duckdb = await ParquetTables.open();
    let agreed = 0;
    for (const { path, rows } of this.#manifest.tables) {
      const listed = this.#manifest.files.some((file) => file.path === path);
      if (!listed) this.#found(path, "not in dataset.json");
      if (!listed || this.#broken.has(path)) continue;
      const whole = join(this.#folder, path);
      try {
        const counts = [await duckdb.rows(whole), (await readParquet(whole)).length];
        if (counts.every((count) => count === rows)) agreed += rows;
        else this.#found(path, `holds ${counts.join(" or ")} rows instead of ${rows}`);
      } catch {
        this.#found(path, "cannot be read as Parquet");
      }
    }
    return agreed;
  }

  /** Steps whose code says an action. */
  async trajectories(): Promise<number> {
    const displays = new Map(this.#manifest.sessions.map((one) => [one.session, one.display]));
    const images = new Set(this.#manifest.files.map(({ path }) => path));
    let said = 0;
    const lines = await this.#lines("opencua/traj.jsonl", Trajectory);
    for (const { task_id: session, traj } of lines ?? []) {
      const display = displays.get(session);
      for (const { index, image, value } of traj) {
        const ok =
          display !== undefined &&
          parseCode(value.code, display) !== undefined &&
          (image === null || images.has(image));
        if (ok) said += 1;
        else this.#found("opencua/traj.jsonl", `step ${index} of ${session} says nothing`);
      }
    }
    if (lines !== undefined && lines.length !== this.#manifest.sessions.length)
      this.#found("opencua/traj.jsonl", "does not hold every session");
    const problems = await this.#lines("problems.jsonl", DatasetProblem);
    if (problems !== undefined && problems.length !== this.#manifest.counts.refused)
      this.#found("problems.jsonl", "does not hold every refused bundle");
    await this.#json("opencua/lossy.json", Lossy);
    return said;
  }

  /** Pictures that decode to the size of their session's display. */
  async images(): Promise<number> {
    const displays = new Map<string, DatasetManifest["sessions"][number]["display"]>(
      this.#manifest.sessions.map((one) => [one.session, one.display]),
    );
    let decoded = 0;
    for (const { path } of this.#manifest.files) {
      const session = /^images\/([^/]+)\//.exec(path)?.[1];
      if (session === undefined || this.#broken.has(path)) continue;
      const display = displays.get(session);
      try {
        const { info } = await sharp(join(this.#folder, path), { failOn: "warning" })
          .raw()
          .toBuffer({ resolveWithObject: true });
        if (info.width === display?.width && info.height === display.height) decoded += 1;
        else this.#found(path, "is not of the size of its display");
      } catch {
        this.#found(path, "cannot be decoded");
      }
    }
    return decoded;
  }

  async #lines<T>(path: string, schema: { parse(value: unknown): T }) {
    return this.#read(path, (text) =>
      text
        .split("\n")
        .slice(0, -1)
        .map((line) => schema.parse(JSON.parse(line))),
    );
  }

  async #json<T>(path: string, schema: { parse(value: unknown): T }): Promise<void> {
    await this.#read(path, (text) => [schema.parse(JSON.parse(text))]);
  }

  async #read<T>(
    path: string,
    parse: (text: string) => readonly T[],
  ): Promise<readonly T[] | undefined> {
    if (this.#broken.has(path)) return undefined;
    try {
      return parse(await readFile(join(this.#folder, path), "utf8"));
    } catch {
      this.#found(path, "cannot be read");
      return undefined;
    }
  }
}

/** With a reader that shares no code with the one that wrote the file. */
export async function readParquet(path: string): Promise<readonly Record<string, unknown>[]> {
  const bytes = await readFile(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  return parquetReadObjects({
    file,
    metadata: parquetMetadata(file),
    compressors: { ZSTD: (input) => zstdDecompressSync(input) },
  });
}
