import { expect, it } from "vitest";
import { jcs, NotJson } from "../../../../src/adapters/seal/jcs.ts";

const sparse: unknown[] = [];
sparse[2] = 1;
const circular: Record<string, unknown> = {};
circular["self"] = circular;
const refused: readonly (readonly [what: string, value: unknown])[] = [
  ["undefined", undefined],
  ["undefined in an object", { a: undefined }],
  ["undefined in an array", [undefined]],
  ["a hole in an array", sparse],
  ["NaN", { a: Number.NaN }],
  ["Infinity", [Number.POSITIVE_INFINITY]],
  ["a Date", { a: new Date(0) }],
  ["a Map", new Map()],
  ["a class instance", new (class A {})()],
  ["bytes", new Uint8Array(2)],
  ["a boxed number", Object(1)],
  ["a bigint", 1n],
  ["a function", { a: () => 1 }],
  ["a toJSON method", { toJSON: () => 1 }],
  ["a symbol key", { [Symbol("a")]: 1 }],
  ["half a surrogate pair in text", "\ud800"],
  ["half a surrogate pair in a key", { "\udc00": 1 }],
  ["a circle", circular],
];

it.each(refused)("jcs() refuses %s instead of leaving it out", (_what, value) => {
  expect(() => jcs(value)).toThrow(NotJson);
});

it("jcs() names the kind of what it refuses and never its content", () => {
  const secret = Object.assign(new Date(0), { name: "SECRET" });
  expect(() => jcs({ secret })).toThrow(/^Cannot canonicalise: a class instance\. /);
});

it("jcs() keeps a key that is named like an object's prototype", () => {
  expect(jcs(JSON.parse('{"__proto__":1,"a":2}'))).toBe('{"__proto__":1,"a":2}');
});

it("jcs() takes objects without a prototype", () => {
  expect(jcs(Object.assign(Object.create(null) as object, { b: 1, a: [] }))).toBe('{"a":[],"b":1}');
});
