import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SessionRedactor } from "../../../../src/core/redact/session-redactor.ts";

const folder = join(import.meta.dirname, "../../../fixtures/redact");
const cases = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe("redaction cases", () => {
  it("there are cases of things to hide and of things to keep", () => {
    const named = (start: string) => cases.filter(({ name }) => name.startsWith(start)).length;
    expect([named("hides.") > 20, named("keeps.") > 8]).toEqual([true, true]);
    expect(cases.every(({ name }) => /^(?:hides|keeps)\./.test(name))).toBe(true);
  });

  it.each(cases.map(({ name }) => name))("%s", (name) => {
    const input = readFileSync(join(folder, name, "input.txt"), "utf8");
    const expected: unknown = JSON.parse(readFileSync(join(folder, name, "output.json"), "utf8"));
    const redacted = new SessionRedactor({ profile: "standard" }).redact(input);
    expect(redacted).toEqual(expected);
    expect(redacted.redactions.length > 0).toBe(name.startsWith("hides."));
  });
});
