import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { browserCommand } from "../../../src/cli/browser.ts";

let root: string;
let said: string[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "assent-cli-"));
  said = [];
  vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
  rmSync(root, { recursive: true });
});

async function run(...args: readonly string[]): Promise<string> {
  said = [];
  const common = ["--directory", join(root, "companion")];
  await browserCommand().parseAsync([...args, ...common], { from: "user" });
  return said.join("");
}

it("install, status and remove act on the profile that was named", async () => {
  const profile = ["--user-data-dir", join(root, "profile")];
  expect(await run("status", ...profile)).toContain("chromium: not joined");
  expect(await run("install", ...profile)).toContain("chromium: joined");
  expect(await run("status", ...profile)).toBe("chromium: joined\n");
  expect(await run("remove", ...profile)).toBe("chromium: no longer joined\n");
  expect(await run("status", ...profile)).toContain("chromium: not joined");
});

it("install says what to do where no browser was ever used", async () => {
  vi.stubEnv("HOME", root);
  vi.stubEnv("XDG_CONFIG_HOME", join(root, "config"));
  expect(await run("install")).toContain("Name one with --browser");
  expect(process.exitCode).toBe(1);
  vi.unstubAllEnvs();
});
