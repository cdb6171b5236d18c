import { expect, it } from "vitest";
import * as fc from "fast-check";
import {
  formatWithdrawalCode,
  normalWithdrawalCode,
} from "../../../../src/core/consent/withdrawal-code.ts";

it("formatWithdrawalCode() writes 128 bits in groups of four", () => {
  expect([
    formatWithdrawalCode(new Uint8Array(16)),
    formatWithdrawalCode(new Uint8Array(16).fill(255)),
    formatWithdrawalCode(Uint8Array.from({ length: 16 }, (_, i) => i)),
  ]).toEqual([
    "0000-0000-0000-0000-0000-0000-00",
    "7ZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZ",
    "0004-1061-050R-3GG2-8A1C-60T3-GF",
  ]);
});

it("normalWithdrawalCode() reads what people write on paper", () => {
  const normal = "00041061050R3GG28A1C60T3GF";
  expect(
    [
      "0004-1061-050R-3GG2-8A1C-60T3-GF",
      "ooo4 1o61 o5or 3gg2 8a1c 6ot3 gf",
      " 0004–IO6l–050r3gg28aIc60t3gf\n",
    ].map(normalWithdrawalCode),
  ).toEqual([normal, normal, normal]);
});

it.each([
  "",
  "0004",
  "8ZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZ",
  "U".repeat(26),
  "0".repeat(27),
  "0".repeat(200),
])("normalWithdrawalCode() refuses %j", (written) => {
  expect(normalWithdrawalCode(written)).toBeUndefined();
});

it("different random bytes give different codes, all of which can be read back", () => {
  const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      const [codeA, codeB] = [a, b]
        .map(formatWithdrawalCode)
        .map((code) => normalWithdrawalCode(code));
      expect(codeA).toBeDefined();
      expect(codeA === codeB).toBe(a.every((byte, i) => byte === b[i]));
    }),
  );
});
