/** Finds bundles in a folder that `assent collector fetch` filled, and reads what is beside them. */
import { lstat, open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { maxEnvelopeBytes, readEnvelope } from "../../adapters/seal/dsse.ts";
import type { Envelope } from "../../contract/dsse.ts";
import { BundleId } from "../../contract/ids.ts";
import { BundleRefused } from "./refusal.ts";

export interface Received {
  readonly bundle: BundleId;
  readonly folder: string;
}

/** The folder cannot be listed. */
export class NothingReceived extends Error {
  override readonly name = "NothingReceived";
  readonly code = "nothing-received";
}

/** In the order of their names. Whatever is not named like a bundle is not ours to judge. */
export async function receivedBundles(folder: string): Promise<readonly Received[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new NothingReceived(
      "Cannot read the received bundles: the folder cannot be opened. Make it with: assent collector fetch",
      { cause },
    );
  });
  return names
    .flatMap((name) => BundleId.safeParse(name).data ?? [])
    .sort()
    .map((bundle) => ({ bundle, folder: join(folder, bundle) }));
}

export async function envelopeBeside({ folder }: Received, name: string): Promise<Envelope> {
  const read = readEnvelope(await bytesBeside(folder, name));
  if (read.outcome === "refused")
    throw new BundleRefused("incomplete", `${name} is not a signed document. Fetch it again`);
  return read.envelope;
}

/** The sealed file's path, after a look at what it is: a link could lead anywhere. */
export async function sealedBeside({ folder }: Received): Promise<string> {
  const path = join(folder, "bundle.age");
  await regularFile(path, "bundle.age");
  return path;
}

async function bytesBeside(folder: string, name: string): Promise<Uint8Array> {
  const path = join(folder, name);
  const bytes = await regularFile(path, name);
  if (bytes > maxEnvelopeBytes)
    throw new BundleRefused("too-large", `${name} is larger than any signed document of Assent`);
  const file = await open(path, "r");
  try {
    return await file.readFile();
  } finally {
    await file.close();
  }
}

async function regularFile(path: string, name: string): Promise<number> {
  const found = await lstat(path).catch(() => undefined);
  if (found?.isFile() !== true)
    throw new BundleRefused("incomplete", `${name} is missing or not a file. Fetch it again`);
  return found.size;
}
