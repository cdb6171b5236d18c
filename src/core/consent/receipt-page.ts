/**
 * A receipt as a page for people (CON-10): plain HTML that loads nothing.
 *
 * Everything from the study or the participant is escaped, and the page's own policy
 * forbids scripts and every request, so that even a hostile study cannot make it act.
 *
 * @module
 */
import type { Hash } from "../../contract/ids.ts";
import type { StudyManifest, Text } from "../../contract/manifest.ts";
import type { ConsentReceipt } from "../../contract/receipt.ts";
import { dayOf } from "../study/duration.ts";
import { expiryOf } from "./expiry.ts";
import { pageWords } from "./receipt-page-words.ts";
import { permits, summarise } from "./receipt-summary.ts";

export interface ReceiptPageInput {
  readonly receipt: ConsentReceipt;
  /** SHA-256 of the receipt's signed bytes. */
  readonly hash: Hash;
  readonly manifest: StudyManifest;
  readonly language: string;
  /** Only on the day on which it was made; it is stored nowhere. */
  readonly withdrawalCode: string | null;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escape = (text: string) => text.replace(/[&<>"']/g, (char) => escapes[char] ?? "");

const style =
  "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}" +
  "h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:1.6rem}dt{font-weight:600}dd{margin:0 0 .5rem}" +
  "code{font-size:1.05rem;overflow-wrap:anywhere}";

/** Throws TypeError for a receipt that contradicts itself. */
export function receiptPage(input: ReceiptPageInput): string {
  const { manifest, withdrawalCode } = input;
  const summary = summarise(input.receipt);
  if (summary === undefined) throw new TypeError("Cannot render: the receipt contradicts itself");
  const language = input.language.startsWith("de") ? "de" : "en";
  const words = pageWords[language];
  const say = (text: Text | undefined) =>
    escape(text?.[input.language] ?? Object.values(text ?? {})[0] ?? "");
  const list = (items: readonly string[]) =>
    items.length === 0 ? `<p>${words.nothing}</p>` : `<ul>${items.map(item).join("")}</ul>`;
  const item = (html: string) => `<li>${html}</li>`;
  const row = (name: string, html: string) => `<dt>${name}</dt><dd>${html}</dd>`;
  const code = (text: string) => `<code>${escape(text)}</code>`;
  const labelOf = (id: string) => say(manifest.scopes.find((scope) => scope.id === id)?.label);

  const isGiven = permits(summary.state);
  const isWithdrawn = summary.state === "dpv:ConsentWithdrawn";
  const state = isGiven ? words.given : isWithdrawn ? words.withdrawn : words.other;
  const granted = summary.choice.map(({ scope, signals, apps, origins }) => {
    const where = [...apps.map(({ exe }) => exe), ...origins].map(code).join(", ");
    const what = signals.map((signal) => words.signals[signal]).join(", ");
    return `<strong>${labelOf(scope)}</strong> (${where}): ${what}`;
  });
  const refused = manifest.scopes
    .filter(({ id }) => !summary.choice.some(({ scope }) => scope === id))
    .map(({ id }) => labelOf(id));
  const contacts = manifest.parties
    .filter(({ role }) => role === "rightsContact" || role === "controller")
    .map(({ name, contact }) => `${escape(name)}, ${escape(contact)}`);

  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<meta name="viewport" content="width=device-width"><title>${words.title}</title><style>${style}</style></head>`,
    `<body><main><h1>${words.title}</h1><p>${words.intro}</p><dl>`,
    row(words.study, say(manifest.title)),
    row(
      words.controller,
      manifest.parties
        .filter(({ role }) => role === "controller")
        .map(({ name }) => escape(name))
        .join(", "),
    ),
    row(words.state, state),
    row(words.since, dayOf(summary.stateSince)),
    isGiven ? row(words.until, dayOf(expiryOf(summary, manifest))) : "",
    row(words.pseudonym, code(summary.pseudonym)),
    withdrawalCode === null ? "" : row(words.code, code(withdrawalCode)),
    `</dl><h2>${words.granted}</h2>${list(isGiven ? granted : [])}`,
    `<h2>${words.refused}</h2>${list(refused)}`,
    `<h2>${words.prohibited}</h2>${list(manifest.prohibitions.map(code))}`,
    `<h2>${words.withdraw}</h2><p>${words.withdrawText} ${code(manifest.collector.url)}</p>`,
    `<h2>${words.impossible}</h2>${list(manifest.withdrawal.afterErasureImpossible.map(say))}`,
    `<h2>${words.rights}</h2>${list([...contacts, escape(manifest.complaintAuthority)])}`,
    `<h2>${words.proof}</h2><dl>`,
    row(words.receiptId, code(summary.receipt)),
    row(words.hash, code(input.hash)),
    row(words.studyVersion, code(`${summary.manifestVersion} ${summary.manifestHash}`)),
    "</dl></main></body></html>\n",
  ].join("\n");
}
