/**
 * `assent browser`: joins browsers of this user with the agent.
 *
 * @module
 */
import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Command, Option } from "commander";
import { defaultCompanionDirectory } from "../adapters/browser/companion-directory.ts";
import {
  browserKinds,
  hostManifestDirectory,
  hostManifestDirectoryOf,
  hostStatus,
  installHostManifest,
  removeHostManifest,
  type BrowserKind,
} from "../adapters/browser/host-manifest.ts";
import { companionExtensionId } from "../contract/companion-names.ts";

interface Choice {
  readonly browser?: BrowserKind;
  readonly userDataDir?: string;
  readonly directory: string;
}

interface Target {
  readonly kind: BrowserKind;
  readonly folder: string;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

export function browserCommand(): Command {
  const command = new Command("browser").description(
    "join browsers of this user with Assent, through the browser companion",
  );
  command.addCommand(
    withChoice(new Command("install"))
      .description("let the companion in a browser reach Assent")
      .action(install),
  );
  command.addCommand(
    withChoice(new Command("remove")).description("take that away again").action(remove),
  );
  command.addCommand(
    withChoice(new Command("status")).description("say which browsers are joined").action(status),
  );
  return command;
}

function withChoice(command: Command): Command {
  return command
    .addOption(
      new Option("--browser <name>", "this browser only; otherwise all that are used here").choices(
        browserKinds,
      ),
    )
    .option("--user-data-dir <folder>", "a Chromium that is started with this profile folder")
    .option("--directory <folder>", "where companion and agent meet", defaultCompanionDirectory());
}

async function install(choice: Choice): Promise<void> {
  const into = await targets(choice);
  if (into.length === 0) {
    say("Cannot install: no browser that Assent knows was used here. Name one with --browser");
    process.exitCode = 1;
    return;
  }
  await installHostManifest({ directory: choice.directory, into });
  for (const { kind } of into) say(`${kind}: joined`);
  say(
    `Now add the companion (${companionExtensionId}) in the browser and allow sites on its page.`,
  );
}

async function remove(choice: Choice): Promise<void> {
  const from = await targets(choice);
  await removeHostManifest(
    choice.directory,
    from.map(({ folder }) => folder),
  );
  for (const { kind } of from) say(`${kind}: no longer joined`);
}

async function status(choice: Choice): Promise<void> {
  const words = {
    installed: "joined",
    "not-installed": "not joined; run `assent browser install`",
    "of-another-assent": "joined with another installation of Assent",
  } as const;
  for (const { kind, folder } of await targets(choice))
    say(`${kind}: ${words[await hostStatus(choice.directory, folder)]}`);
}

/** A browser is there when it has a folder of this user, which it makes when first used. */
async function targets(choice: Choice): Promise<readonly Target[]> {
  if (choice.userDataDir !== undefined)
    return [{ kind: "chromium", folder: hostManifestDirectoryOf(choice.userDataDir) }];
  if (choice.browser !== undefined)
    return [{ kind: choice.browser, folder: hostManifestDirectory(choice.browser) }];
  const all = browserKinds.map((kind) => ({ kind, folder: hostManifestDirectory(kind) }));
  const there = await Promise.all(all.map(({ folder }) => exists(dirname(folder))));
  return all.filter((_, index) => there[index]);
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}
