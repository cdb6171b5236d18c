/** `assent`: one program for participants, researchers and those who run a collector. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import * as z from "zod";
import { agentCommand } from "./agent.ts";
import { browserCommand } from "./browser.ts";
import { collectorCommand } from "./collector.ts";
import { datasetCommand } from "./dataset.ts";
import { doctorCommand } from "./doctor.ts";
import { receiptCommand } from "./receipt.ts";
import { redactCommand } from "./redact.ts";
import { studyCommand } from "./study.ts";

const manifest = join(import.meta.dirname, "..", "..", "package.json");
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(manifest, "utf8")));

const program = new Command("assent")
  .description("consent-first recording of computer use for research")
  .version(version);

for (const command of [
  agentCommand(),
  browserCommand(),
  doctorCommand(),
  receiptCommand(),
  redactCommand(),
  studyCommand(),
  collectorCommand(),
  datasetCommand(),
])
  program.addCommand(command);

// Whoever reads our output may stop reading, as `head` does.
process.stdout.on("error", (problem: NodeJS.ErrnoException) => {
  if (problem.code !== "EPIPE") throw problem;
  process.exit();
});
await program.parseAsync();
