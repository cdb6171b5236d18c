/**
 * Reading JSON that somebody else wrote.
 *
 * `JSON.parse` keeps the last of two equal keys without a word, so two readers of one text
 * may see two objects. Here such a text is refused, and so is one that is too large.
 *
 * @module
 */

export type JsonRefusal = "too-large" | "not-utf8" | "not-json" | "duplicate-key";

export type JsonOutcome =
  | { readonly outcome: "parsed"; readonly value: unknown }
  | { readonly outcome: "refused"; readonly why: JsonRefusal };

const refused = (why: JsonRefusal): JsonOutcome => ({ outcome: "refused", why });

/** Parses UTF-8 JSON of at most `maxBytes` in which no object names a key twice. */
export function parseJson(bytes: Uint8Array, maxBytes: number): JsonOutcome {
  if (bytes.length > maxBytes) return refused("too-large");
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refused("not-utf8");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the text.
    return refused("not-json");
  }
  return hasDuplicateKey(text) ? refused("duplicate-key") : { outcome: "parsed", value };
}

/** Whether any object of this text, which must be valid JSON, names a key twice. */
function hasDuplicateKey(text: string): boolean {
  const open: (Set<string> | null)[] = [];
  let keyNext = false;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    const keys = open.at(-1);
    if (token === "{") open.push(new Set());
    else if (token === "[") open.push(null);
    else if (token === "}" || token === "]") open.pop();
    else if (keyNext && keys && token.startsWith('"')) {
      const key = JSON.parse(token) as string;
      if (keys.has(key)) return true;
      keys.add(key);
    }
    keyNext = token === "{" || (token === "," && open.at(-1) !== null);
  }
  return false;
}
