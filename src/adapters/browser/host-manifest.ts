/**
 * Tells browsers where the relay is: one small file per browser, and a wrapper that starts it.
 *
 * @module
 */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { companionExtensionId, companionHostName } from "../../contract/companion-names.ts";
import { prepareCompanionDirectory, socketIn } from "./companion-directory.ts";

export type BrowserKind = "chromium" | "chrome" | "edge" | "brave" | "firefox";
export const browserKinds: readonly BrowserKind[] = [
  "chromium",
  "chrome",
  "edge",
  "brave",
  "firefox",
];

/** The id of the companion in Firefox, whose extensions are named by their makers. */
export const firefoxExtensionId = "companion@assent.invalid";

/** Where a browser of this user looks for native programs. */
export function hostManifestDirectory(kind: BrowserKind, env = process.env): string {
  const home = env["HOME"] || homedir();
  const config = env["XDG_CONFIG_HOME"] || join(home, ".config");
  const folders: Readonly<Record<BrowserKind, string>> = {
    chromium: join(config, "chromium", "NativeMessagingHosts"),
    chrome: join(config, "google-chrome", "NativeMessagingHosts"),
    edge: join(config, "microsoft-edge", "NativeMessagingHosts"),
    brave: join(config, "BraveSoftware", "Brave-Browser", "NativeMessagingHosts"),
    firefox: join(home, ".mozilla", "native-messaging-hosts"),
  };
  return folders[kind];
}

/** Where a Chromium that was started with `--user-data-dir` looks. */
export const hostManifestDirectoryOf = (userDataDir: string): string =>
  join(userDataDir, "NativeMessagingHosts");

export interface HostInstallation {
  /** The companion folder, as given to `CompanionServer`. */
  readonly directory: string;
  /** Folders of browsers that shall find the relay. */
  readonly into: readonly { readonly folder: string; readonly kind: BrowserKind }[];
  readonly extensionId?: string;
  /** The Node that runs the relay. */
  readonly node?: string;
  readonly relay?: string;
}

/** Writes the wrapper and one manifest per folder; says which files it wrote. */
export async function installHostManifest(plan: HostInstallation): Promise<readonly string[]> {
  await prepareCompanionDirectory(plan.directory);
  const wrapper = wrapperIn(plan.directory);
  const relay = plan.relay ?? join(import.meta.dirname, "relay-main.ts");
  await writeFile(wrapper, wrapperText(plan.node ?? process.execPath, relay, plan.directory), {
    mode: 0o700,
  });
  const files = [wrapper];
  for (const { folder, kind } of plan.into) {
    await mkdir(folder, { recursive: true });
    const file = manifestIn(folder);
    const manifest = {
      name: companionHostName,
      description: "Assent: carries messages between the browser companion and the agent",
      path: wrapper,
      type: "stdio",
      ...(kind === "firefox"
        ? { allowed_extensions: [firefoxExtensionId] }
        : { allowed_origins: [`chrome-extension://${plan.extensionId ?? companionExtensionId}/`] }),
    };
    await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
    files.push(file);
  }
  return files;
}

/** Removes the manifests and, with the last of them, the wrapper. */
export async function removeHostManifest(
  directory: string,
  folders: readonly string[],
): Promise<void> {
  for (const folder of folders) await rm(manifestIn(folder), { force: true });
  await rm(wrapperIn(directory), { force: true });
}

export type HostStatus = "installed" | "not-installed" | "of-another-assent";

export async function hostStatus(directory: string, folder: string): Promise<HostStatus> {
  let text: string;
  try {
    text = await readFile(manifestIn(folder), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "not-installed";
    throw error;
  }
  return text.includes(JSON.stringify(wrapperIn(directory))) ? "installed" : "of-another-assent";
}

const manifestIn = (folder: string): string => join(folder, `${companionHostName}.json`);
const wrapperIn = (directory: string): string => join(directory, "relay");

/** Ends at once when no agent listens, before a Node is started for nothing. */
const wrapperText = (node: string, relay: string, directory: string): string =>
  `#!/bin/sh
[ -S ${quoted(socketIn(directory))} ] || exit 0
exec ${quoted(node)} --disable-warning=ExperimentalWarning ${quoted(relay)} ${quoted(directory)} "$@"
`;

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
