/**
 * RFC 8785 (JSON Canonicalization Scheme): the one way in which anything is hashed or signed.
 *
 * The library follows `JSON.stringify`: it leaves out `undefined`, turns a Date into text
 * and asks objects how they want to be written. A signature must not cover less than its
 * signer saw, so everything that is not plain JSON is refused here first.
 *
 * @module
 */
import canonicalize from "canonicalize";

const maxDepth = 64;

/** The value is not plain JSON, so no bytes stand for it. Names the kind, never the value. */
export class NotJson extends TypeError {
  override readonly name = "NotJson";
  readonly code = "not-json";
  constructor(what: string) {
    super(`Cannot canonicalise: ${what}. Pass plain JSON only`);
  }
}

/** The canonical text of a plain JSON value. Throws {@link NotJson}. */
export function jcs(value: unknown): string {
  assertJson(value, 0);
  return canonicalize(value) as string;
}

/** The canonical bytes of a plain JSON value. Throws {@link NotJson}. */
export function jcsBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(jcs(value));
}

function assertJson(value: unknown, depth: number): void {
  if (depth > maxDepth) throw new NotJson(`nested deeper than ${maxDepth}`);
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "string") return assertText(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new NotJson("a number that is not finite");
    return;
  }
  if (typeof value !== "object") throw new NotJson(`a value of type ${typeof value}`);
  if (Array.isArray(value)) {
    // By index, because iterating methods skip the holes of a sparse array.
    for (let i = 0; i < value.length; i++) assertJson(value[i], depth + 1);
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new NotJson("a class instance");
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === "symbol") throw new NotJson("a key that is a symbol");
    assertText(key);
    const member: unknown = (value as Record<string, unknown>)[key];
    if (key === "toJSON" && typeof member === "function") throw new NotJson("a toJSON method");
    assertJson(member, depth + 1);
  }
}

function assertText(text: string): void {
  if (!text.isWellFormed()) throw new NotJson("text with half a surrogate pair");
}
