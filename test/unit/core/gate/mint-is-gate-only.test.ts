import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const source = join(import.meta.dirname, "../../../../src");

it("only src/core/gate imports the mark that lets an observation through", () => {
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => file.replaceAll("\\", "/"));
  const importing = files.filter((file) =>
    [...readFileSync(join(source, file), "utf8").matchAll(/import\s[^;]*?from\s*["'][^"']*["']/g)]
      .map(([statement]) => statement)
      .some(
        (statement) => /\/permitted\.ts["']$/.test(statement) && /\bmint\b|\*\s+as/.test(statement),
      ),
  );
  expect(importing).toContain("core/gate/release.ts");
  expect(importing.filter((file) => !file.startsWith("core/gate/"))).toEqual([]);
});
