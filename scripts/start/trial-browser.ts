/** Chromium with a profile of its own, in which the companion is installed and joined. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import {
  hostManifestDirectoryOf,
  installHostManifest,
} from "../../src/adapters/browser/host-manifest.ts";

/** Chrome itself takes no companion from the command line; Chromium does. */
const names = ["chromium", "chromium-browser"];

export function findChromium(path: string): string | undefined {
  return path
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

export async function chromiumArguments(options: {
  readonly profile: string;
  readonly companionDirectory: string;
  readonly extension: string;
  readonly pages: readonly string[];
}): Promise<readonly string[]> {
  const { profile, extension } = options;
  await installHostManifest({
    directory: options.companionDirectory,
    into: [{ kind: "chromium", folder: hostManifestDirectoryOf(profile) }],
  });
  return [
    `--user-data-dir=${profile}`,
    `--load-extension=${extension}`,
    `--disable-extensions-except=${extension}`,
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--password-store=basic",
    // Chromium's own sandbox does not run as root.
    ...(process.getuid?.() === 0 ? ["--no-sandbox", "--test-type"] : []),
    ...options.pages,
  ];
}
