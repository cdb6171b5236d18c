import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { sha256 } from "../../../../../src/core/redact/rules/sha256.ts";

it("sha256() agrees with the system's at every length around a block's end", () => {
  for (let length = 0; length < 200; length++) {
    const message = Uint8Array.from({ length }, (_, at) => (at * 7 + length) & 0xff);
    const expected = createHash("sha256").update(message).digest("hex");
    expect(Buffer.from(sha256(message)).toString("hex")).toBe(expected);
  }
});
