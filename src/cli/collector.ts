/** `assent collector serve|publish|invite|list|fetch`: the researcher's own server. */
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { Command, InvalidArgumentError } from "commander";
import { readEnvelope } from "../adapters/seal/dsse.ts";
import { Collector } from "../collector/collector.ts";
import { handOver, listBundles } from "../collector/hand-over.ts";
import { publishStudy } from "../collector/publish-study.ts";
import { startCollector } from "../collector/start-collector.ts";
import { StudyId } from "../contract/ids.ts";
import { fact, outcomeOf, say } from "./say.ts";

interface Place {
  readonly data: string;
}

/** What was asked for is not there, or not one thing. */
export class CollectorCommandError extends Error {
  override readonly name = "CollectorCommandError";
  readonly code = "collector-command";
}

export function collectorCommand(): Command {
  const command = new Command("collector").description(
    "receive sealed sessions of volunteers; it cannot read them",
  );
  for (const sub of [serve(), publish(), invite(), list(), fetch()])
    command.addCommand(
      sub.requiredOption("--data <folder>", "where the collector keeps everything"),
    );
  return command;
}

interface ServeOptions extends Place {
  readonly host: string;
  readonly port: number;
  readonly open: boolean;
  readonly adminTokenFile?: string;
}

const serve = () =>
  new Command("serve")
    .description("run until it is stopped with Ctrl-C")
    .option("--host <address>", "where to listen; put TLS in front of it", "127.0.0.1")
    .option("--port <number>", "0 is any free port", wholeNumber, 8787)
    .option("--open", "let people join without an invitation", false)
    .option(
      "--admin-token-file <file>",
      "holds the token that may publish studies over the network",
    )
    .action((options: ServeOptions) =>
      outcomeOf(async () => {
        const { data: directory, host, port, open, adminTokenFile } = options;
        const publishing = adminTokenFile === undefined ? {} : { adminTokenFile };
        await using running = await startCollector({ directory, host, port, open, ...publishing });
        fact("collector", running.url);
        await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
        return true;
      }),
    );

const publish = () =>
  new Command("publish")
    .description("receive for this version of a study")
    .argument("<study.dsse.json>")
    .action((path: string, { data }: Place) =>
      withCollector(data, async (collector) => {
        const read = readEnvelope(await bytesOf(path));
        if (read.outcome === "refused") throw new CollectorCommandError(read.message);
        fact("published", await publishStudy(collector, read.envelope));
      }),
    );

const invite = () =>
  new Command("invite")
    .description("make invitations, each for one participant; they are shown this once")
    .option("--study <id>", "needed where more than one study is published")
    .option("--count <number>", "how many", wholeNumber, 1)
    .action((options: Place & { readonly study?: string; readonly count: number }) =>
      withCollector(options.data, async (collector) => {
        const study = StudyId.parse(await oneStudy(collector, options.study));
        for (let made = 0; made < options.count; made++)
          say(await collector.participants.invite(study));
      }),
    );

const list = () =>
  new Command("list")
    .description("what is held: bundle, state, bytes, day received, study")
    .action(({ data }: Place) =>
      withCollector(data, async (collector) => {
        const held = await listBundles(collector);
        for (const { bundle, state, bytes, receivedOn, study } of held)
          say([bundle, state, bytes, receivedOn ?? "-", study].join("\t"));
        fact("bundles", String(held.length));
      }),
    );

const fetch = () =>
  new Command("fetch")
    .description("bring a folder up to date with what is held, for: assent dataset build")
    .argument("<folder>")
    .option("--study <id>", "needed where more than one study is published")
    .action((folder: string, options: Place & { readonly study?: string }) =>
      withCollector(options.data, async (collector) => {
        const study = await oneStudy(collector, options.study);
        const { copied, present, removed } = await handOver(collector, study, folder);
        fact("copied", String(copied));
        fact("already there", String(present));
        fact("removed, withdrawn since", String(removed));
      }),
    );

/** Works beside a collector that is serving the same folder. */
function withCollector(
  directory: string,
  run: (collector: Collector) => Promise<void>,
): Promise<void> {
  return outcomeOf(async () => {
    await using collector = await Collector.open({ directory });
    await run(collector);
    return true;
  });
}

async function oneStudy(collector: Collector, asked: string | undefined): Promise<string> {
  const known = new Set((await collector.studies.all()).map(({ manifest }) => manifest.studyId));
  const [only, ...others] = known;
  if (only === undefined)
    throw new CollectorCommandError(
      "Cannot go on: no study is published here. Run: assent collector publish",
    );
  if (asked === undefined && others.length > 0)
    throw new CollectorCommandError(
      `Cannot choose a study: ${known.size} are published here. Name one with --study`,
    );
  const chosen = [...known].find((id) => id === (asked ?? only));
  if (chosen === undefined)
    throw new CollectorCommandError(
      "Cannot find that study: it is not published here. Run: assent collector publish",
    );
  return chosen;
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new CollectorCommandError(
      "Cannot read the signed study: the file cannot be opened. Make it with: assent study sign",
      { cause },
    );
  }
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!/^\d{1,6}$/.test(text) || number > 65_535)
    throw new InvalidArgumentError("Give a whole number from 0 to 65535.");
  return number;
}
