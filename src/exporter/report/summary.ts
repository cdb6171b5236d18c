/** The upper part of the report: how much of what there is. */
import type { DatasetManifest } from "../../contract/dataset.ts";
import { escaped, grouped, shortened } from "./html.ts";
import { dropWords, kindWords } from "./words.ts";

const mostBars = 12;

export function summaryHtml(
  { counts, sessions, studies, receipts }: DatasetManifest,
  places: ReadonlyMap<string, number>,
): string {
  const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
  const minutes = Math.round(sum(sessions.map(({ durationS }) => durationS)) / 6) / 10;
  const people = new Set(sessions.map(({ pseudonym }) => pseudonym)).size;
  const figures: readonly (readonly [string, string])[] = [
    [grouped(counts.sessions), counts.sessions === 1 ? "session" : "sessions"],
    [grouped(people), people === 1 ? "participant" : "participants"],
    [grouped(sum(Object.values(counts.actions))), "actions"],
    [grouped(counts.frames), "screenshots"],
    [minutes >= 100 ? grouped(Math.round(minutes)) : String(minutes), "minutes"],
  ];
  const drops = Object.entries(counts.drops).map(
    ([reason, count]) => [dropWords[reason as keyof typeof dropWords], count] as const,
  );
  return (
    `<section class="figures">${figures
      .map(([number, name]) => `<div><b>${number}</b><span>${name}</span></div>`)
      .join("")}</section>` +
    `<section class="panels">${[
      panel(
        "Actions",
        Object.entries(counts.actions).map(
          ([kind, count]) => [kindWords[kind as keyof typeof kindWords], count] as const,
        ),
        "No action was recorded.",
      ),
      panel("Apps and sites", [...places], "Nothing was recorded."),
      panel("Left out by the recorder", drops, "Nothing had to be left out."),
      panel("Replaced by tokens", Object.entries(counts.redactions), "Nothing had to be replaced."),
    ].join("")}</section>` +
    `<section class="terms">${studies
      .map(
        ({ study, version, purpose, prohibitions }) =>
          `<p><b>${escaped(study)}</b>, version ${version}. For ${list(purpose.dpv)}. Never for ${list(prohibitions)}.</p>`,
      )
      .join("")}<p>${
      receipts.leaves.length === 1
        ? "One consent receipt"
        : `${receipts.leaves.length} consent receipts`
    }, commitment <code>${receipts.root}</code>.${
      counts.refused === 0
        ? ""
        : ` ${counts.refused} bundles were refused; <code>problems.jsonl</code> says why.`
    } The data is pseudonymised and personal.</p></section>`
  );
}

const list = (terms: readonly string[]) =>
  terms
    .map((term) =>
      escaped(
        term
          .replace(/^[a-z]+:/, "")
          .replace(/(?<=[a-z])(?=[A-Z])/g, " ")
          .toLowerCase(),
      ),
    )
    .join(", ");

function panel(
  title: string,
  counts: readonly (readonly [string, number])[],
  none: string,
): string {
  const ordered = counts.filter(([, count]) => count > 0).toSorted(([, a], [, b]) => b - a);
  const most = Math.max(1, ...ordered.map(([, count]) => count));
  const rest = ordered.slice(mostBars).reduce((sum, [, count]) => sum + count, 0);
  const shown = [...ordered.slice(0, mostBars), ...(rest > 0 ? [["others", rest] as const] : [])];
  const rows = shown.map(
    ([name, count]) =>
      `<dt>${escaped(shortened(name, 60))}</dt><dd>${grouped(count)}</dd>` +
      `<dd class="bar"><svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${
        Math.round((Math.min(count, most) / most) * 1_000) / 10
      }" height="1"/></svg></dd>`,
  );
  const content = rows.length === 0 ? `<p class="none">${none}</p>` : `<dl>${rows.join("")}</dl>`;
  return `<div class="panel"><h2>${title}</h2>${content}</div>`;
}
