/**
 * Values of a Kubernetes `kind: Secret`: every entry under `data` and `stringData`.
 *
 * @module
 */
import type { Rule } from "../rule.ts";

const kind = /(?:^|\n)[^\S\n]{0,8}kind:[^\S\n]{0,4}["']?secret["']?[^\S\n]{0,4}(?=\r?\n|$)/gi;
const block = /(?:^|\n)([^\S\n]{0,8})(?:data|stringData):[^\S\n]{0,4}\r?\n/g;
const entry = /([^\S\n]{0,16})(["']?[\w.-]{1,253}["']?:[^\S\n]{1,4}\S[^\n]{0,4096})(?:\n|$)/y;
const template = /:[^\S\n]{1,4}["']?(?:\{\{|\$\{|<)/;

export const kubernetesSecret: Rule = {
  name: "kubernetes-secret/1",
  kind: "SECRET",
  *find(text, view) {
    if (!view.lower.includes("kind:")) return;
    if (text.search(kind) < 0) return;
    for (const match of text.matchAll(block)) {
      entry.lastIndex = match.index + match[0].length;
      for (let next = entry.exec(text); next !== null; next = entry.exec(text)) {
        const [whole, indent = "", value = ""] = next;
        if (indent.length <= (match[1]?.length ?? 0)) break;
        const start = next.index + indent.length;
        if (!template.test(value))
          yield { start, end: start + value.trimEnd().length, confidence: 0.9 };
        if (whole === "") break;
      }
    }
  },
};
