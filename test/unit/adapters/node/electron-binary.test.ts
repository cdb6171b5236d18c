import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { findElectron } from "../../../../src/adapters/node/electron-binary.ts";

let modules: string;
beforeEach(() => {
  modules = mkdtempSync(join(tmpdir(), "assent-modules-"));
});
afterEach(() => rmSync(modules, { recursive: true, force: true }));

const env = { PATH: process.env["PATH"], DISPLAY: ":0" };
const person = 1_000;

function install(script: string): string {
  const folder = join(modules, "electron");
  mkdirSync(join(folder, "dist"), { recursive: true });
  writeFileSync(join(folder, "path.txt"), "electron\n");
  const program = join(folder, "dist", "electron");
  writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return program;
}

it("findElectron() finds a program that answers with its version", () => {
  const path = install('[ "$1" = --version ]');
  expect(findElectron(modules, env, person)).toEqual({ outcome: "startable", path });
});

it("findElectron() finds the program elsewhere, where the environment says so", () => {
  const path = install("exit 0");
  const elsewhere = { ...env, ELECTRON_OVERRIDE_DIST_PATH: join(modules, "electron", "dist") };
  expect(findElectron("/nowhere", elsewhere, person)).toEqual({ outcome: "startable", path });
});

it("findElectron() says that the program is not installed, and fetches nothing", () => {
  expect(findElectron(modules, env, person)).toMatchObject({
    outcome: "not-startable",
    why: expect.stringContaining("not installed"),
  });
});

it.each([
  ["as root, where its sandbox does not run", env, 0, "root"],
  ["without a display", { PATH: env.PATH }, person, "no display"],
])("findElectron() refuses to start it %s", (_case, environment, user, why) => {
  install("exit 0");
  expect(findElectron(modules, environment, user)).toMatchObject({
    outcome: "not-startable",
    why: expect.stringContaining(why),
  });
});

it("findElectron() says that a program which ends at once cannot be started", () => {
  install("exit 127");
  expect(findElectron(modules, env, person)).toMatchObject({
    outcome: "not-startable",
    why: expect.stringContaining("library"),
  });
});
