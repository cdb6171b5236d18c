/** Copies verified bundles out of a collector's directory, for `assent dataset build`. */
import { randomUUID } from "node:crypto";
import { cp, mkdir, open, readFile, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { BundleStatement } from "../contract/bundle.ts";
import { Envelope } from "../contract/dsse.ts";
import { BundleId } from "../contract/ids.ts";
import type { Collector } from "./collector.ts";
import type { Bundle } from "./store/bundles.ts";
import type { Participant } from "./store/participants.ts";

export interface Held {
  readonly bundle: string;
  readonly study: string;
  readonly manifestHash: string;
  readonly bytes: number;
  readonly state: Bundle["state"];
  readonly receivedOn: string | null;
}

/** What is held under receipts that were not withdrawn. */
export async function listBundles(collector: Collector): Promise<readonly Held[]> {
  return (await live(collector)).map(([{ bundle, bytes, state, received_on }, owner]) => ({
    bundle,
    study: owner.study,
    manifestHash: owner.manifest_hash,
    bytes,
    state,
    receivedOn: received_on,
  }));
}

export interface HandedOver {
  readonly copied: number;
  /** Already in the folder from an earlier time. */
  readonly present: number;
  /** Taken out of the folder again, because the collector no longer holds them: withdrawn. */
  readonly removed: number;
}

/**
 * Brings a folder up to date with one study: `<bundle>/bundle.age`, `statement.dsse.json`,
 * `receipt.dsse.json` and `manifest.dsse.json`. A bundle is there whole or not at all.
 */
export async function handOver(
  collector: Collector,
  study: string,
  folder: string,
): Promise<HandedOver> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const complete = (await live(collector)).filter(
    ([bundle, owner]) => bundle.state === "complete" && owner.study === study,
  );
  const wanted = new Set(complete.map(([{ bundle }]) => bundle));
  const there = await bundlesIn(folder, study);
  const gone = there.filter((bundle) => !wanted.has(bundle));
  for (const bundle of gone) await rm(join(folder, bundle), { recursive: true });
  const missing = complete.filter(([{ bundle }]) => !there.includes(bundle));
  for (const [bundle, owner] of missing) await copy(collector, bundle, owner, folder);
  return {
    copied: missing.length,
    present: complete.length - missing.length,
    removed: gone.length,
  };
}

async function live(collector: Collector): Promise<readonly (readonly [Bundle, Participant])[]> {
  const pairs: (readonly [Bundle, Participant])[] = [];
  for (const bundle of await collector.bundles.all()) {
    const owner = await collector.participants.byReceipt(bundle.receipt);
    if (owner !== undefined && owner.withdrawn_on === null) pairs.push([bundle, owner]);
  }
  return pairs;
}

async function copy(
  collector: Collector,
  { bundle, envelope }: Bundle,
  owner: Participant,
  folder: string,
): Promise<void> {
  const study = await collector.studies.find(owner.manifest_hash);
  if (study === undefined || owner.envelope === null)
    throw new TypeError("Cannot hand over: a complete bundle lacks its study or receipt");
  const draft = join(folder, `.incoming-${randomUUID()}`);
  await mkdir(draft, { mode: 0o700 });
  try {
    await cp(collector.files.sealedPath(bundle), join(draft, "bundle.age"));
    await write(join(draft, "statement.dsse.json"), envelope);
    await write(join(draft, "receipt.dsse.json"), owner.envelope);
    await write(join(draft, "manifest.dsse.json"), JSON.stringify(study.envelope));
    await rename(draft, join(folder, bundle));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

async function write(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(`${text}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Bundles of this study that are in the folder; anything else in it is not ours to touch. */
async function bundlesIn(folder: string, study: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const name of await readdir(folder))
    if (BundleId.safeParse(name).success && (await studyOf(join(folder, name))) === study)
      found.push(name);
  return found;
}

async function studyOf(folder: string): Promise<string | undefined> {
  try {
    const text = await readFile(join(folder, "statement.dsse.json"), "utf8");
    const { payload } = Envelope.parse(JSON.parse(text));
    const statement = JSON.parse(Buffer.from(payload, "base64").toString("utf8"));
    return BundleStatement.parse(statement).study;
  } catch {
    return undefined;
  }
}
