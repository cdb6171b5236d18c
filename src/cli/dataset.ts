/** `assent dataset build|verify`: sealed bundles in, a dataset out. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Command } from "commander";
import * as z from "zod";
import { type BundleTold, buildDataset } from "../exporter/build-dataset.ts";
import { verifyDataset } from "../exporter/verify-dataset.ts";
import { fact, outcomeOf, say } from "./say.ts";

/** A file given to the command is not what it should be. */
export class DatasetCommandError extends Error {
  override readonly name = "DatasetCommandError";
  readonly code = "dataset-command";
}

export function datasetCommand(): Command {
  return new Command("dataset")
    .description("turn sealed sessions into a dataset, and check one")
    .addCommand(build())
    .addCommand(verify());
}

interface BuildOptions {
  readonly from: string;
  readonly identity: string;
  readonly to: string;
}

const build = () =>
  new Command("build")
    .description("verify, open and reduce every bundle; refuse those that do not hold, by name")
    .requiredOption("--from <folder>", "what assent collector fetch received")
    .requiredOption("--identity <file>", "the study's age identity")
    .requiredOption("--to <folder>", "a new folder for the dataset")
    .action((options: BuildOptions) =>
      outcomeOf(async () => {
        const { from, to } = options;
        const built = await buildDataset({
          from,
          to,
          identities: await identitiesIn(options.identity),
          toolVersion: await ownVersion(),
          onBundle: tell,
        });
        if (built.outcome === "nothing") {
          fact("refused", String(built.refused));
          process.stderr.write(
            "Cannot build dataset: there is no bundle to use. Nothing was written\n",
          );
          process.exitCode = 2;
          return true;
        }
        const { counts, receipts } = built.manifest;
        fact("sessions", String(counts.sessions));
        for (const [kind, count] of Object.entries(counts.actions))
          fact(`actions.${kind}`, String(count));
        fact("frames", String(counts.frames));
        fact("receipts", String(receipts.leaves.length));
        fact("refused", String(counts.refused));
        fact("report", join(to, "report.html"));
        return counts.refused === 0;
      }),
    );

const verify = () =>
  new Command("verify")
    .description("hash every file again, and read every table, picture and line back")
    .argument("<folder>")
    .action((folder: string) =>
      outcomeOf(async () => {
        const { faults, checked } = await verifyDataset(folder);
        for (const { path, fault } of faults) say(`${path}: ${fault}`);
        for (const [name, count] of Object.entries(checked)) fact(name, String(count));
        fact("faults", String(faults.length));
        return faults.length === 0;
      }),
    );

function tell(told: BundleTold): void {
  if (told.outcome === "refused")
    say(`${told.bundle}: refused (${told.problem.code}), ${told.problem.reason}`);
  else say(`${told.bundle}: ${told.actions} actions, ${told.events} events, ${told.frames} frames`);
}

async function identitiesIn(path: string): Promise<readonly string[]> {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new DatasetCommandError("Cannot read the identity: the file cannot be opened", { cause });
  });
  const identities = text.split(/\r?\n/).filter((line) => line.startsWith("AGE-SECRET-KEY-"));
  if (identities.length === 0)
    throw new DatasetCommandError(
      "Cannot read the identity: the file holds no age identity. Give the study's identity.txt",
    );
  return identities;
}

async function ownVersion(): Promise<string> {
  const path = join(import.meta.dirname, "..", "..", "package.json");
  return z.object({ version: z.string() }).parse(JSON.parse(await readFile(path, "utf8"))).version;
}
