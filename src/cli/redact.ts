/** `assent redact`: text in, redacted text out; nothing is kept. */
import { createInterface } from "node:readline";
import { Command, Option } from "commander";
import * as z from "zod";
import { corpusSpans } from "../core/redact/corpus-spans.ts";
import { redactionProfiles } from "../core/redact/rules/registry.ts";
import { SessionRedactor } from "../core/redact/session-redactor.ts";
import { outcomeOf } from "./say.ts";
import { TextBlocks } from "./text-blocks.ts";

const Options = z.object({
  profile: z.enum(redactionProfiles),
  names: z.boolean().default(false),
  jsonl: z.boolean().default(false),
  term: z.array(z.string()).default([]),
});
type Options = z.infer<typeof Options>;

const Line = z.object({ id: z.union([z.string(), z.number()]), text: z.string() });

/** A line of the input is not what it has to be. Names its number, never its content. */
class RedactInputError extends Error {
  override readonly name = "RedactInputError";
  readonly code = "redact-input";
}

export function redactCommand(): Command {
  return new Command("redact")
    .description("redact text from standard input, as a session would")
    .addOption(
      new Option("--profile <name>", "how much to hide")
        .choices([...redactionProfiles])
        .default("standard"),
    )
    .option("--names", "hide people's names and postal addresses too")
    .option("--term <text...>", "also hide these words")
    .option("--jsonl", 'lines {"id","text"} in, {"id","spans":[{"start","end","type"}]} out')
    .action((given: unknown) =>
      outcomeOf(async () => {
        const options = Options.parse(given);
        await (options.jsonl ? filterLines(options) : filterText(options));
        return true;
      }),
    );
}

/** Every line is a text of its own: nothing is remembered from one to the next. */
async function filterLines(options: Options): Promise<void> {
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number++;
    if (line.trim() === "") continue;
    const { id, text } = parse(line, number);
    const spans = corpusSpans(redactorFor(options).explain(text));
    await write(`${JSON.stringify({ id, spans })}\n`);
  }
}

/** One text, however long, read in blocks that end where nothing is hidden. */
async function filterText(options: Options): Promise<void> {
  const redactor = redactorFor(options);
  const blocks = new TextBlocks((text) => redactor.spans(text));
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin)
    for (const block of blocks.add(String(chunk))) await write(redactor.redact(block).text);
  await write(redactor.redact(blocks.rest()).text);
}

function redactorFor({ profile, names, term }: Options): SessionRedactor {
  return new SessionRedactor({ profile, names, userTerms: term });
}

function parse(line: string, number: number): z.infer<typeof Line> {
  try {
    return Line.parse(JSON.parse(line));
  } catch (cause) {
    throw new RedactInputError(
      `Cannot redact line ${number}: it is not {"id", "text"} as JSON. Give one object a line`,
      { cause },
    );
  }
}

async function write(text: string): Promise<void> {
  if (process.stdout.write(text)) return;
  await new Promise((resolve) => process.stdout.once("drain", resolve));
}
