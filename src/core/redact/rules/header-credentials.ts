/**
 * Credentials given to a server by hand: an `Authorization` header, `curl -u name:password`.
 *
 * @module
 */
import type { Finding, Rule } from "../rule.ts";

const header =
  /(?:authorization["']?\s{0,2}[:=]\s{0,2}["']?(?:basic|bearer|token|digest|negotiate)\s{1,2}|\bbearer\s)([A-Za-z0-9._~+/=-]{8,})/gi;
const option =
  /(?<![\w-])(?:-u|--user|--proxy-user)(?:\s{1,2}|=)("[^"\n]{0,200}":"[^"\n]{1,200}"|"[^"\n]{0,200}:[^"\n]{1,200}"|'[^'\n]{0,200}:[^'\n]{1,200}'|[^\s"':]{0,200}:[^\s]{1,200})/g;
const variable = /^(?:<|\{\{|[^:]*:["']?(?:\$[A-Z_a-z{(]|\[[A-Z]|<|%[A-Z]|\{\{))/;

export const headerCredentials: Rule = {
  name: "header-credentials/2",
  kind: "SECRET",
  *find(text, view) {
    if (view.lower.includes("bearer") || view.lower.includes("authorization"))
      yield* inHeaders(text);
    if (text.includes("-u")) yield* inOptions(text);
  },
};

function* inHeaders(text: string): Generator<Finding> {
  for (const match of text.matchAll(header)) {
    const value = match[1] ?? "";
    if (!/[0-9=]|[a-z][A-Z]/.test(value)) continue;
    const end = match.index + match[0].length;
    yield { start: end - value.length, end, confidence: 0.8 };
  }
}

function* inOptions(text: string): Generator<Finding> {
  for (const match of text.matchAll(option)) {
    const value = match[1] ?? "";
    if (variable.test(value.replace(/^["']/, ""))) continue;
    const start = match.index + match[0].lastIndexOf(value);
    yield { start, end: start + value.length, confidence: 0.8 };
  }
}
