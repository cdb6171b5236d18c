/** Reads a corpus: one JSON object a line, from a file, a gzipped file or standard input. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import * as z from "zod";

const Line = z.object({
  text: z.string(),
  source: z.string().default("unnamed"),
  spans: z
    .array(z.object({ start: z.int().min(0), end: z.int().min(0), type: z.string() }))
    .default([]),
});
export type CorpusText = z.infer<typeof Line>;

/** The corpus cannot be used. Names the line, never its text. */
export class CorpusError extends Error {
  override readonly name = "CorpusError";
  readonly code = "corpus-unreadable";
}

export async function* readCorpus(path: string): AsyncGenerator<CorpusText> {
  let number = 0;
  for await (const line of createInterface({ input: open(path), crlfDelay: Infinity })) {
    number++;
    if (line.trim() !== "") yield parse(line, number);
  }
  if (number === 0) throw new CorpusError("Cannot read the corpus: it is empty");
}

function open(path: string): Readable {
  if (path === "-") return process.stdin;
  const file = createReadStream(path);
  return path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
}

function parse(line: string, number: number): CorpusText {
  try {
    return Line.parse(JSON.parse(line));
  } catch (cause) {
    throw new CorpusError(
      `Cannot read the corpus: line ${number} is not {"text", "spans", "source"} as JSON`,
      { cause },
    );
  }
}
