/** The Node that package.json pins, whatever the system has. */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { NeedsPerson, step } from "./say.mjs";

export const root = join(import.meta.dirname, "..", "..");
const bin = join(root, "node_modules", ".bin");
export const pinnedNode = join(bin, process.platform === "win32" ? "node.exe" : "node");
export const environment = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };

const stamp = join(root, "node_modules", ".assent-lock");
const lockHash = () =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");

/** Runs `npm ci` when node_modules does not belong to this package-lock.json. */
export async function ensureModules() {
  const current = existsSync(stamp) && readFileSync(stamp, "utf8") === lockHash();
  if (!current) {
    await step("Installing npm packages (npm ci)", async () => {
      const { status, stdout, stderr } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], {
        cwd: root,
        encoding: "utf8",
        shell: process.platform === "win32",
        maxBuffer: 64 * 1024 * 1024,
      });
      if (status !== 0) throw new NeedsPerson(`Cannot install npm packages:\n${stderr}${stdout}`);
      writeFileSync(stamp, lockHash());
    });
  }
  const version = spawnSync(pinnedNode, ["--version"], { encoding: "utf8" }).stdout?.trim();
  const wanted = readFileSync(join(root, ".node-version"), "utf8").trim();
  if (version !== `v${wanted}`) {
    throw new NeedsPerson(
      `Cannot find Node ${wanted}, which this project pins: found ${version ?? "none"}. Remove node_modules and run the command again; npm must be allowed to run the install script of the package "node".`,
    );
  }
}

/** Runs a command on the pinned Node's PATH; resolves with its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment,
      stdio: "inherit",
      ...options,
    });
    const forward = (signal) => child.kill(signal);
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, forward);
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      for (const name of ["SIGINT", "SIGTERM"]) process.off(name, forward);
      resolve(code ?? (signal === "SIGINT" ? 130 : 143));
    });
  });
}
