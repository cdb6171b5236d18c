/**
 * Secrets by what stands before them: `password = …`, `"api_key": "…"`, `Passwort ist …`.
 *
 * After a word that names a password any value is hidden, except what is plainly code or
 * prose. After a word that is also used in code (`token`, `key`) the value must look random.
 *
 * @module
 */
import { KeywordIndex, type KeywordHit } from "../keyword-index.ts";
import type { Finding, Rule } from "../rule.ts";
import { looksRandom } from "./randomness.ts";
import { Runs } from "./runs.ts";
import { numeric, strong, strongApart, unrelated, weak } from "./words.ts";

interface Label {
  readonly strength: Strength;
  /** Counts only where no letter or underscore stands on either side. */
  readonly apart: boolean;
}
type Strength = "strong" | "weak" | "numeric" | "none";

const labels = new KeywordIndex<Label>();
for (const word of strong) labels.add(word, { strength: "strong", apart: false });
for (const word of strongApart) labels.add(word, { strength: "strong", apart: true });
for (const word of unrelated) labels.add(word, { strength: "none", apart: false });
for (const word of weak) labels.add(word, { strength: "weak", apart: false });
for (const word of numeric) labels.add(word, { strength: "numeric", apart: true });
const letter = /\p{L}/u;
/** Rest of the identifier, quotes and brackets, then a sign or a verb, then the value. */
const assignment =
  /[\p{L}\p{N}_.-]{0,40}["'`\])}]{0,3}(?::?[^\S\n]{1,2}(?:string|str|String))?(?:(?<attribute>[^\S\n]{1,4}value[^\S\n]{0,2}=[^\S\n]{0,2})|[^\S\n]{0,4}(?<sign>[.?+:|!]{0,4}=[=>]?|:{1,2}|\|\||,|<-)[^\S\n]{0,4}|[^\S\n]{1,3}(?<verb>is|ist|est|es|é|è|er|är|is:|lautet)[^\S\n]{1,3}|(?<xml>>)\s{0,8}|[^\S\n]{1,3})(?<quote>\\?["'`])?/uy;
const unquoted = /[^\s"'`<>]*/y;
/** What follows a password's name without a sign and is none: an address, an option, a bracket. */
const unlabelled = /^(?:["'([{/.-]|[a-z][a-z0-9+]{1,9}:\/\/)/i;
/** Nobody writes so many assignments without a space: the rest of it is hidden unread. */
const mostInRun = 100;
/** What is looked at of a value to judge it. */
const judged = 256;
const harmless =
  /^(?:true|false|null|none|nil|undefined|string|str|number|bool|boolean|int|any|unknown|void|object|bytes|optional|required|yes|no|on|off|example|changeme\?|\*+|x+|\.+|-+)$/i;
const placeholder =
  /^(?:\$\{|\$\(|\{\{|<|%[({A-Z]|\[|#\{|@|process\.env|os\.environ|env\.|\$[A-Z_a-z]\w*(?:$|->?|\[|\.))/;
const code =
  /^[\p{L}_$][\p{L}\p{N}_$]*(?:(?:\.|->|::|\?\.)[\p{L}_$][\p{L}\p{N}_$]*)+[(;,)[\]]*$|[\p{L}\p{N}_]\(|^[({[]|\[['"0-9\]]/u;
const prose =
  /^(?:the|a|an|to|too|not|in|of|for|and|or|with|from|that|this|your|my|it|is|are|was|be|been|must|should|can|will|has|have|used|set|stored|wrong|incorrect|invalid|correct|required|missing|empty|weak|strong|hashed|encrypted|expired|reset|field|manager|protected|reuse|policy|hint|length|nicht|falsch|der|die|das|zu|incorrecto|obligatorio|incorrect[ea]|requis)\b/i;
/** A word of 16 characters or more with digits in it, however regular. */
const longMixed = /^(?=.{0,64}[A-Za-z])(?=(?:[A-Za-z]{0,32}[0-9]){4})[A-Za-z0-9]{16,}$/;
/** In quotes: one word that no one says, of 12 characters in three classes or of 18 in two. */
const keyLike =
  /^(?:(?=.*[0-9])(?=.*[a-z])(?=.*[A-Z])(?=.*[A-Z].*[A-Z])[A-Za-z0-9]{12,40}|(?=(?:.*[0-9]){3})(?=.*[a-z])[a-z0-9]{18,64})$/;
/** After a sign these words say something about the password instead of being one. */
const remark =
  /^(?:required|optional|missing|empty|invalid|incorrect|wrong|must|should|cannot|hidden|hashed|encrypted|expired|falsch|incorrecto|obligatorio|requis)$/i;
/** A passphrase: three words or more up to the end of the line. */
const phrase = /\p{Ll}{2,20}(?: \p{Ll}{2,20}){2,9}(?=[^\S\n]*(?:\n|$))/uy;
const trailing = ";:,)]}>.";

export const assignmentRule: Rule = {
  name: "assignment/2",
  kind: "PASSWORD",
  *find(text, view) {
    let from = 0;
    let runEnd = -1;
    let inRun = 0;
    const runs = new Runs(text, unquoted);
    const { lower } = view;
    const accept = ({ start, end, entry }: KeywordHit<Label>): boolean =>
      start >= from &&
      (!entry.apart ||
        ((!letter.test(lower.charAt(start)) || !letter.test(lower.charAt(start - 1))) &&
          !/[\p{L}_]/u.test(lower.charAt(end))));
    for (const hit of labels.hits(lower, accept)) {
      if (hit.entry.strength === "none") {
        from = hit.end;
        continue;
      }
      const finding = valueAfter(text, runs, hit.end, hit.entry.strength);
      if (finding === undefined) {
        from = hit.end;
        const end = runs.end(hit.start);
        inRun = end === runEnd ? inRun + 1 : 1;
        runEnd = end;
        if (inRun <= mostInRun) continue;
        from = end;
        yield { start: hit.start, end, confidence: 0.5 };
        continue;
      }
      from = finding.end;
      yield finding;
    }
  },
};

function valueAfter(text: string, runs: Runs, at: number, strength: Strength): Finding | undefined {
  assignment.lastIndex = at;
  const match = assignment.exec(text);
  if (match === null) return undefined;
  const start = at + match[0].length;
  const quote = match.groups?.["quote"];
  const end =
    quote === undefined ? unquotedEnd(text, runs, start) : quotedEnd(text, runs, start, quote);
  if (end <= start) return undefined;
  const value = text.slice(start, Math.min(end, start + judged));
  const link = match.groups?.["sign"] ?? match.groups?.["attribute"] ?? match.groups?.["xml"];
  if (!isSecret(value, strength, link, match.groups?.["verb"], quote !== undefined))
    return undefined;
  phrase.lastIndex = start;
  const words =
    strength === "strong" && link !== undefined ? phrase.exec(text)?.[0].length : undefined;
  return {
    start,
    end: Math.max(end, start + (words ?? 0)),
    confidence: strength === "strong" ? 0.8 : 0.65,
  };
}

function isSecret(
  value: string,
  strength: Strength,
  sign: string | undefined,
  verb: string | undefined,
  quoted: boolean,
): boolean {
  if (harmless.test(value) || placeholder.test(value)) return false;
  if (strength === "numeric") return /^[0-9]{3,8}$/.test(value);
  const mixed = /[0-9]/.test(value) && /\p{L}/u.test(value);
  const symbols = /[^\p{L}\p{N}_.\-/]/u.test(value);
  if (strength === "weak")
    return (
      (sign !== undefined || verb !== undefined) &&
      value.length >= 8 &&
      !code.test(value) &&
      (looksRandom(value, 8) || longMixed.test(value) || (quoted && keyLike.test(value)))
    );
  if (!quoted && code.test(value)) return false;
  if (sign === "," && !quoted) return false;
  if (sign !== undefined) return value.length >= 3 && !(remark.test(value) && !quoted);
  if (verb !== undefined) return value.length >= 4 && !prose.test(value);
  return value.length >= 6 && (mixed || symbols) && !unlabelled.test(value);
}

/** Up to the closing quote on the same line; without one up to white space. */
function quotedEnd(text: string, runs: Runs, start: number, quote: string): number {
  const close = quote.at(-1) ?? quote;
  for (let at = start; at < text.length && at - start < 4096; at++) {
    const character = text.charAt(at);
    if (character === "\n") break;
    if (character === close) return quote.length > 1 && text.charAt(at - 1) === "\\" ? at - 1 : at;
    if (character === "\\" && quote.length === 1) at++;
  }
  return unquotedEnd(text, runs, start);
}

function unquotedEnd(text: string, runs: Runs, start: number): number {
  const end = runs.end(start);
  const value = text.slice(start, Math.min(end, start + judged));
  const nextParameter = value.search(/&[\w.-]{1,40}=/);
  let last = nextParameter > 0 ? start + nextParameter : end;
  while (last > start && trailing.includes(text.charAt(last - 1))) last--;
  return last;
}
