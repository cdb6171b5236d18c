/** Searches all that the demo's processes wrote: the vault with its key, the bundle, the dataset, logs. */
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { readBundle } from "../../src/adapters/seal/bundle-reader.ts";
import { openHome } from "../../src/adapters/vault/home.ts";
import { PassphraseKeyring } from "../../src/adapters/vault/passphrase-keyring.ts";
import { allEvents } from "../../src/core/review/all-events.ts";
import { countMagenta, filesBelow, type Leak, scanBytes, scanFolder } from "./leak-scan.ts";

export interface Searched {
  readonly home: string;
  readonly passphrase: string;
  /** Folders of plain files: logs, collector, dataset, temporary files. */
  readonly folders: readonly string[];
  /** Sealed bundles, and the study's identity. */
  readonly bundles: readonly string[];
  readonly identity: string;
  readonly canaries: readonly string[];
}

export async function scanEverything(searched: Searched): Promise<readonly Leak[]> {
  const { canaries, home } = searched;
  const leaks: Leak[] = [];
  for (const folder of [home, ...searched.folders]) leaks.push(...scanFolder(folder, canaries));
  leaks.push(...(await scanVault(searched)));
  for (const path of searched.bundles) leaks.push(...(await scanBundle(path, searched)));
  for (const folder of searched.folders) {
    for (const path of filesBelow(folder).filter((name) => /\.(?:png|webp|jpe?g)$/.test(name)))
      leaks.push(...(await scanPicture(path, readFileSync(path))));
  }
  return leaks;
}

async function scanVault({ home, passphrase, canaries }: Searched): Promise<readonly Leak[]> {
  const custody = new PassphraseKeyring({ directory: home, passphrase });
  const opened = await openHome({ directory: home, custody });
  if (opened.outcome !== "open") throw new Error("Cannot search the vault: it does not open");
  await using store = opened.home;
  const leaks: Leak[] = [];
  for (const entry of store.sessions()) {
    const reader = store.readSession(entry.session);
    try {
      const rows = JSON.stringify([entry, allEvents(reader), reader.drops(), reader.edits()]);
      leaks.push(...scanBytes("vault, events", Buffer.from(rows), canaries));
      for (const frame of reader.frames()) {
        const { rgb } = await reader.picture(frame);
        if (countMagenta(rgb) > 0) leaks.push({ where: `vault, ${frame}`, canary: "magenta" });
      }
    } finally {
      reader.close();
    }
  }
  const rest = JSON.stringify([store.studies(), store.receipts(), store.outbox(), store.notices()]);
  leaks.push(...scanBytes("vault, home", Buffer.from(rest), canaries));
  return leaks;
}

async function scanBundle(path: string, searched: Searched): Promise<readonly Leak[]> {
  const identities = readFileSync(searched.identity, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("AGE-SECRET-KEY-"));
  const leaks: Leak[] = [];
  const head = await readBundle({ path, identities }, async (name, content) => {
    const bytes = Buffer.from(content);
    leaks.push(...scanBytes(`bundle, ${name}`, bytes, searched.canaries));
    if (name.endsWith(".webp")) leaks.push(...(await scanPicture(`bundle, ${name}`, bytes)));
  });
  leaks.push(...scanBytes("bundle, head", Buffer.from(JSON.stringify(head)), searched.canaries));
  return leaks;
}

async function scanPicture(where: string, bytes: Buffer): Promise<readonly Leak[]> {
  const rgb = await sharp(bytes).removeAlpha().raw().toBuffer();
  return countMagenta(rgb) > 0 ? [{ where, canary: "magenta" }] : [];
}
