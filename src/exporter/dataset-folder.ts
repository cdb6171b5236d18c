/**
 * A dataset while it is written: beside its place, and put there whole or not at all.
 *
 * Every file is hashed as it is written, so the description cannot differ from the files.
 *
 * @module
 */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { DatasetManifest } from "../contract/dataset.ts";
import type { Hash } from "../contract/ids.ts";

export type WrittenFile = DatasetManifest["files"][number];

const scratchName = ".scratch";

/** Something is at the place already, or it cannot be written. */
export class DatasetPlaceTaken extends Error {
  override readonly name = "DatasetPlaceTaken";
  readonly code = "dataset-place-taken";
}

export class DatasetFolder implements AsyncDisposable {
  readonly #place: string;
  readonly #draft: string;
  readonly #files = new Map<string, WrittenFile>();

  private constructor(place: string, draft: string) {
    this.#place = place;
    this.#draft = draft;
  }

  static async begin(to: string): Promise<DatasetFolder> {
    const place = resolve(to);
    const there = await readdir(place).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw new DatasetPlaceTaken("Cannot write dataset: there is a file at its place", {
        cause: error,
      });
    });
    if (there.length > 0)
      throw new DatasetPlaceTaken(
        "Cannot write dataset: the folder is not empty. Name a new one with --to",
      );
    await mkdir(dirname(place), { recursive: true });
    const draft = join(dirname(place), `.assent-dataset-${randomUUID()}`);
    await mkdir(draft, { mode: 0o700 });
    return new DatasetFolder(place, draft);
  }

  /** The files so far, by path. */
  get files(): readonly WrittenFile[] {
    return [...this.#files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Where a file of this dataset is now; its folder exists. */
  async pathOf(path: string): Promise<string> {
    const whole = join(this.#draft, path);
    await mkdir(dirname(whole), { recursive: true });
    return whole;
  }

  async write(path: string, content: Uint8Array | string): Promise<WrittenFile> {
    const file = await open(await this.pathOf(path), "wx", 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    return this.add(path);
  }

  /** Takes in a file that something else wrote at {@link pathOf}. */
  async add(path: string): Promise<WrittenFile> {
    const whole = await this.pathOf(path);
    const file = { path, bytes: (await stat(whole)).size, sha256: await hashOfFile(whole) };
    this.#files.set(path, file);
    return file;
  }

  /** Where something is kept during the build only; {@link finish} removes it. */
  scratch(name: string): Promise<string> {
    return this.pathOf(join(scratchName, name));
  }

  /** Puts the dataset in its place. */
  async finish(): Promise<void> {
    await rm(join(this.#draft, scratchName), { recursive: true, force: true });
    await rmdir(this.#place).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    await rename(this.#draft, this.#place);
  }

  /** Without {@link finish}, nothing is left. */
  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#draft, { recursive: true, force: true });
  }
}

export async function hashOfFile(path: string): Promise<Hash> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return `sha256:${hash.digest("hex")}` as Hash;
}
