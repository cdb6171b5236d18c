/**
 * Measures the redactor on any corpus: `npm run redact:eval -- <corpus.jsonl|.gz|->`.
 *
 * Every text is redacted by a redactor that has seen nothing before, as the first text of a
 * session would be.
 */
import { parseArgs } from "node:util";
import { corpusSpans } from "../src/core/redact/corpus-spans.ts";
import { type RedactionProfile, redactionProfiles } from "../src/core/redact/rules/registry.ts";
import { SessionRedactor } from "../src/core/redact/session-redactor.ts";
import { CorpusError, readCorpus } from "./redact-eval/corpus.ts";
import { report } from "./redact-eval/report.ts";
import { Score } from "./redact-eval/score.ts";

const usage = `npm run redact:eval -- <corpus.jsonl | corpus.jsonl.gz | -> [options]
  --profile standard|protective|strict   which policy (standard)
  --names                                look for names and addresses too
  --near-miss <a,b>                      sources whose negatives are near misses (presidio,detect-secrets,secretlint)
  --missed                               list missed spans of tier 1: source, type and place
  --wrong                                list what was hidden for nothing`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    profile: { type: "string", default: "standard" },
    names: { type: "boolean", default: false },
    "near-miss": { type: "string", default: "presidio,detect-secrets,secretlint" },
    missed: { type: "boolean", default: false },
    wrong: { type: "boolean", default: false },
  },
});
const profile = redactionProfiles.find((name) => name === values.profile);
const nearMisses = values["near-miss"].split(",").filter((prefix) => prefix !== "");
const [path] = positionals;

if (path === undefined || profile === undefined) {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 1;
} else await evaluate(path, profile);

async function evaluate(corpus: string, policy: RedactionProfile): Promise<void> {
  const score = new Score((source) => nearMisses.some((prefix) => source.startsWith(prefix)));
  let megabytes = 0;
  let ms = 0;
  let number = 0;
  try {
    for await (const sample of readCorpus(corpus)) {
      number++;
      const began = performance.now();
      const redactor = new SessionRedactor({ profile: policy, names: values.names });
      const predicted = corpusSpans(redactor.explain(sample.text));
      ms += performance.now() - began;
      megabytes += Buffer.byteLength(sample.text) / 1e6;
      const missed = score.add(sample, predicted);
      if (values.missed)
        for (const { type, start, end } of missed)
          line(`missed ${number} ${sample.source} ${type} ${sample.text.slice(start, end)}`);
      if (values.wrong)
        for (const { type, start, end } of predicted)
          if (!sample.spans.some((span) => start < span.end && end > span.start))
            line(`wrong ${number} ${sample.source} ${type} ${sample.text.slice(start, end)}`);
    }
  } catch (problem) {
    if (!(problem instanceof CorpusError)) throw problem;
    process.stderr.write(`${problem.message}\n`);
    process.exitCode = 1;
    return;
  }
  line(report(score, { megabytes, ms }));
}

function line(text: string): void {
  process.stdout.write(`${text}\n`);
}
