/** Prints a score as tables of shares in per cent, each with its 95 % interval. */
import { wilson } from "./interval.ts";
import { type Score, type Tally, firstTier, secondTier } from "./score.ts";

export function report(score: Score, facts: { readonly megabytes: number; readonly ms: number }) {
  const tier = (type: string): string =>
    firstTier.has(type) ? "1" : secondTier.has(type) ? "2" : "3, not counted";
  const leaks = (score.leaking.hits / Math.max(1, score.leaking.of)) * 1_000;
  const [low, high] = wilson(score.leaking.hits, score.leaking.of).map((share) => share * 1_000);
  return [
    table(
      "recall by type (tier)",
      rows(score.recall, (type) => `${type} (${tier(type)})`),
    ),
    table("recall of tier 1 by source", rows(score.recallBySource)),
    table("precision by class", rows(score.precision)),
    table("texts without anything to hide that stayed whole", rows(score.clean)),
    table("overall", [
      row("recall of tier 1", score.firstTier),
      row("precision, texts with spans", score.precisionInPositives),
      row("precision, all texts but near misses", score.precisionWithNegatives),
    ]),
    `leaks per 1,000 texts: ${leaks.toFixed(1)} (${low?.toFixed(1)} to ${high?.toFixed(1)})`,
    `MB/s: ${(facts.megabytes / (facts.ms / 1_000)).toFixed(2)}`,
  ].join("\n");
}

function table(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${title}\n${lines.join("\n")}\n`;
}

function rows(map: ReadonlyMap<string, Tally>, label = (key: string) => key): readonly string[] {
  return [...map].toSorted(([, a], [, b]) => b.of - a.of).map(([key, one]) => row(label(key), one));
}

function row(label: string, { hits, of }: Tally): string {
  const [low, high] = wilson(hits, of).map((share) => (share * 100).toFixed(1));
  const share = of === 0 ? "-" : ((hits / of) * 100).toFixed(1);
  return `  ${label.padEnd(40)} ${share.padStart(6)} %  (${low} to ${high})  ${hits} of ${of}`;
}
