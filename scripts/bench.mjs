/** Runs every bench and rewrites bench/results.md. Each figure is one line of JSON on the way. */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { join } from "node:path";
import { bootstrap } from "./bootstrap.mjs";
import { environment, pinnedNode, root } from "./lib/pinned-node.mjs";
import { main, NeedsPerson, say } from "./lib/say.mjs";

const results = join(root, "bench", "results.md");

function figuresOf(script) {
  const { status, stdout, stderr } = spawnSync(pinnedNode, [script], {
    cwd: root,
    env: environment,
    encoding: "utf8",
  });
  if (status !== 0) throw new NeedsPerson(`Cannot measure: ${script} failed.\n${stderr}`);
  process.stdout.write(stdout);
  return stdout
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));
}

const number = (value) => value.toLocaleString("en", { maximumSignificantDigits: 3 });
const ratio = (value, other) => `${number(value / other)}×`;

function row({ bench, figure, value, unit, peer, limit, target, ok }) {
  const reached = ok === null ? "" : ok ? ", reached" : ", **missed**";
  return [
    bench,
    figure,
    `${number(value)} ${unit}`,
    `${number(peer.value)} (${ratio(value, peer.value)}): ${peer.name}`,
    `${number(limit.value)} (${ratio(value, limit.value)}): ${limit.name}`,
    target === null ? "none yet" : `${target}${reached}`,
  ].join(" | ");
}

const version = (path) => readFileSync(join(root, path), "utf8").trim();

const page = (figures) => `# Figures

Written by \`npm run bench\`. Every subject was measured in turns with its peer and with what
the machine can do at most, in one process; the values are medians. The ratios travel between
machines, the values do not.

Machine: ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB of memory, ${process.platform} ${process.arch}, Node ${version(".node-version")}. Other work ran on it.

| bench | figure | Assent | peer (Assent ÷ peer) | limit (Assent ÷ limit) | target |
| --- | --- | --- | --- | --- | --- |
${figures.map((figure) => `| ${row(figure)} |`).join("\n")}

Not measured yet: the cost of capture (windows, pixels), the age of frames, storage an
hour, the agent as a whole, and the time from the pause hotkey itself to the gate.
`;

await main(async () => {
  await bootstrap("start");
  const figures = globSync("bench/*.bench.ts", { cwd: root }).toSorted().flatMap(figuresOf);
  if (figures.length === 0) throw new NeedsPerson("Cannot measure: there is no bench.");
  writeFileSync(results, page(figures));
  say(`${figures.length} figures in bench/results.md`);
  if (figures.some(({ ok }) => ok === false)) process.exitCode = 1;
});
