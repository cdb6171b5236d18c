import { expect, it } from "vitest";
import { parseJson } from "../../../../src/adapters/seal/json-text.ts";

const parse = (text: string) => parseJson(Buffer.from(text), 1_000);
const duplicates = { outcome: "refused", why: "duplicate-key" };

it.each([
  '{"a":1,"a":1}',
  '{"a":1,"b":{"c":1,"c":2}}',
  '[{"a":[{"b":1}],"a":2}]',
  '{"a":1,"\\u0061":2}',
  '{"a":"\\"","a":1}',
  '{"":1,"":2}',
  '{"a":{},"b":[],"a":null}',
])("parseJson() refuses %s, which names a key twice", (text) => {
  expect(parse(text)).toEqual(duplicates);
});

it.each([
  '{"a":{"a":{"a":1}},"b":{"a":2}}',
  '[{"a":1},{"a":1}]',
  '{"a":["a","a"],"b":"a"}',
  '{"a":"b","b":"a,\\"a\\":{"}',
  '"a"',
  "[]",
  '{"a\\\\":1,"a":2}',
])("parseJson() takes %s, whose keys are all different", (text) => {
  expect(parse(text)).toEqual({ outcome: "parsed", value: JSON.parse(text) });
});

it("parseJson() refuses more bytes than allowed without reading them", () => {
  expect(parseJson(Buffer.alloc(1_001, "x"), 1_000)).toEqual({
    outcome: "refused",
    why: "too-large",
  });
});

it("parseJson() refuses bytes that are not UTF-8, and a byte order mark", () => {
  expect([parseJson(Buffer.from([0x22, 0xff, 0x22]), 9), parse("\ufeff1")]).toEqual([
    { outcome: "refused", why: "not-utf8" },
    { outcome: "refused", why: "not-json" },
  ]);
});
