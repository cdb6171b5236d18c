import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SessionRedactor } from "../../../../src/core/redact/session-redactor.ts";

const folder = join(import.meta.dirname, "../../../fixtures/redact");

it.each([
  ["source", 995, "standard"],
  ["prose", 990, "standard"],
  ["source", 980, "protective"],
  ["prose", 950, "protective"],
] as const)(
  "of 1,000 lines of this project's %s, %i or more stay whole at %s",
  (what, least, profile) => {
    const lines = readFileSync(join(folder, `negatives.${what}.txt`), "utf8")
      .trim()
      .split("\n");
    const hidden = lines.filter(
      (line) => new SessionRedactor({ profile }).explain(line).length > 0,
    );
    expect(lines.length).toBeGreaterThan(300);
    expect((1 - hidden.length / lines.length) * 1_000).toBeGreaterThanOrEqual(least);
  },
);
