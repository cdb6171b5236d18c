/** The window's files, read once: a request can name one of these and nothing else. */
import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import { windowFileTypes } from "../../contract/window-files.ts";

export interface BundleFile {
  readonly type: string;
  readonly bytes: Buffer;
}

/** The window's bundle has not been built, or not completely. */
export class BundleMissing extends Error {
  override readonly name = "BundleMissing";
  readonly code = "bundle-missing";
  constructor() {
    super(
      "Cannot serve the window: its files were not built. Run `node scripts/build-window.mjs`.",
    );
  }
}

/** Keyed by the path of the URL. Links and files of other types are left out. */
export async function readBundle(directory: string): Promise<ReadonlyMap<string, BundleFile>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    (problem: unknown) => {
      if ((problem as NodeJS.ErrnoException).code === "ENOENT") throw new BundleMissing();
      throw problem;
    },
  );
  const files = new Map<string, BundleFile>();
  for (const entry of entries) {
    const type = windowFileTypes[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const name = `/${relative(directory, path).split(sep).join("/")}`;
    files.set(name, { type, bytes: await readFile(path) });
  }
  if (!files.has("/index.html")) throw new BundleMissing();
  return files;
}
