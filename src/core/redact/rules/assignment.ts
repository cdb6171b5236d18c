/**
 * Secrets by what stands before them: `password = …`, `"api_key": "…"`, `Passwort ist …`.
 *
 * After a word that names a password any value is hidden, except what is plainly code or
 * prose. After a word that is also used in code (`token`, `key`) the value must look random.
 *
 * @module
 */
import type { Finding, Rule } from "../rule.ts";
import { looksRandom } from "./randomness.ts";
import { Runs } from "./runs.ts";
import { numeric, strong, weak } from "./words.ts";

const word = new RegExp(
  `(?<strong>${strong.join("|")})|(?<numeric>(?<![\\p{L}_])(?:${numeric.join("|")})(?![\\p{L}_]))|(?<weak>${weak.join("|")})`,
  "giu",
);
/** Rest of the identifier, quotes and brackets, then a sign or a verb, then the value. */
const assignment =
  /[\p{L}\p{N}_.-]{0,40}["'`\])}]{0,3}(?::?[^\S\n]{1,2}(?:string|str|String))?(?:[^\S\n]{0,4}(?<sign>[.?+:|!]{0,4}=[=>]?|:{1,2}|\|\||,|<-)[^\S\n]{0,4}|[^\S\n]{1,3}(?<verb>is|ist|est|es|é|è|er|är|is:|lautet)[^\S\n]{1,3}|(?<xml>>)\s{0,8}|[^\S\n]{1,3})(?<quote>\\?["'`])?/uy;
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
  /^(?:\$\{|\$\(|\{\{|<|%[({A-Z]|\[|#\{|@|process\.env|os\.environ|env\.|\$[A-Z_a-z]+$)/;
const code =
  /^[\p{L}_$][\p{L}\p{N}_$]*(?:(?:\.|->|::|\?\.)[\p{L}_$][\p{L}\p{N}_$]*)+[(;,)[\]]*$|[\p{L}\p{N}_]\(|^[({[]|\[['"0-9\]]/u;
const prose =
  /^(?:the|a|an|to|too|not|in|of|for|and|or|with|from|that|this|your|my|it|is|are|was|be|been|must|should|can|will|has|have|used|set|stored|wrong|incorrect|invalid|correct|required|missing|empty|weak|strong|hashed|encrypted|expired|reset|field|manager|protected|reuse|policy|hint|length|nicht|falsch|der|die|das|zu|incorrecto|obligatorio|incorrect[ea]|requis)\b/i;
/** A word of 16 characters or more with digits in it, however regular. */
const longMixed = /^(?=.{0,64}[A-Za-z])(?=(?:[A-Za-z]{0,32}[0-9]){4})[A-Za-z0-9]{16,}$/;
/** After a sign these words say something about the password instead of being one. */
const remark =
  /^(?:required|optional|missing|empty|invalid|incorrect|wrong|must|should|cannot|hidden|hashed|encrypted|expired|falsch|incorrecto|obligatorio|requis)$/i;
/** A passphrase: three words or more up to the end of the line. */
const phrase = /\p{Ll}{2,20}(?: \p{Ll}{2,20}){2,9}(?=[^\S\n]*(?:\n|$))/uy;
const trailing = ";:,)]}>.";

export const assignmentRule: Rule = {
  name: "assignment/1",
  kind: "PASSWORD",
  *find(text) {
    let from = 0;
    let runEnd = -1;
    let inRun = 0;
    const runs = new Runs(text, unquoted);
    for (const match of text.matchAll(word)) {
      if (match.index < from) continue;
      const strength = match.groups?.["strong"]
        ? "strong"
        : match.groups?.["weak"]
          ? "weak"
          : "numeric";
      const finding = valueAfter(text, runs, match.index + match[0].length, strength);
      if (finding === undefined) {
        const end = runs.end(match.index);
        inRun = end === runEnd ? inRun + 1 : 1;
        runEnd = end;
        if (inRun <= mostInRun) continue;
        from = end;
        yield { start: match.index, end, confidence: 0.5 };
        continue;
      }
      from = finding.end;
      yield finding;
    }
  },
};

function valueAfter(
  text: string,
  runs: Runs,
  at: number,
  strength: "strong" | "weak" | "numeric",
): Finding | undefined {
  assignment.lastIndex = at;
  const match = assignment.exec(text);
  if (match === null) return undefined;
  const start = at + match[0].length;
  const quote = match.groups?.["quote"];
  const end =
    quote === undefined ? unquotedEnd(text, runs, start) : quotedEnd(text, runs, start, quote);
  if (end <= start) return undefined;
  const value = text.slice(start, Math.min(end, start + judged));
  const link = match.groups?.["sign"] ?? match.groups?.["xml"];
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
  strength: "strong" | "weak" | "numeric",
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
      (looksRandom(value, 8) || longMixed.test(value))
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
