import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const program = join(import.meta.dirname, "../../../src/cli/main.ts");
const run = (input: string, ...options: readonly string[]): string =>
  execFileSync(process.execPath, [program, "redact", ...options], { input, encoding: "utf8" });

describe("assent redact", () => {
  it("gives text back with what is secret replaced", () => {
    expect(run("card 4111 1111 1111 1111, mail anna@example.com\n")).toBe(
      "card ‹CARD#1›, mail ‹EMAIL#1›\n",
    );
  });

  it("--jsonl gives for every line where what class stands in its text", () => {
    const lines = [
      { id: "a", text: "card 4111 1111 1111 1111" },
      { id: 2, text: "nothing" },
    ];
    const out = run(lines.map((line) => JSON.stringify(line)).join("\n"), "--jsonl");
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { id: "a", spans: [{ start: 5, end: 24, type: "CREDIT_CARD" }] },
      { id: 2, spans: [] },
    ]);
  });

  it("reads a long text in blocks and hides what lies on their borders", () => {
    const line = "4111 1111 1111 1111\nplain words of an ordinary line\n";
    const out = run(line.repeat(8_000));
    expect(out).toBe("‹CARD#1›\nplain words of an ordinary line\n".repeat(8_000));
  });

  it("names the line that is no JSON, and not its content", () => {
    expect(() => run("{not json\n", "--jsonl")).toThrow(/Cannot redact line 1/);
  });
});
