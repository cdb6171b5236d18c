// Compiles the native addon with the system's C++ compiler. Plain JavaScript: it runs on any Node
// from 20, before anything is set up. Nothing is downloaded; a second run does nothing.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { say } from "./lib/say.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, "native", "src");
const objects = join(root, "native", "build", "objects");
const addon = join(root, "native", "build", "Release", "assent.node");

/** Debian package of each header that the addon includes. */
const headers = {
  "X11/Xlib.h": "libx11-dev",
  "X11/extensions/Xcomposite.h": "libxcomposite-dev",
  "X11/extensions/Xdamage.h": "libxdamage-dev",
  "X11/extensions/XShm.h": "libxext-dev",
  "X11/extensions/Xfixes.h": "libxfixes-dev",
  "X11/extensions/XInput2.h": "libxi-dev",
  "X11/extensions/record.h": "libxtst-dev",
  "xxhash.h": "libxxhash-dev",
};
const libraries = ["-lX11", "-lXcomposite", "-lXdamage", "-lXfixes", "-lXext", "-lXi", "-lXtst"];
const flags = [
  "-std=c++17",
  "-O3",
  "-fPIC",
  "-Wall",
  "-Wextra",
  "-fvisibility=hidden",
  "-DNAPI_VERSION=9",
  "-DNODE_ADDON_API_CPP_EXCEPTIONS",
  "-DNODE_GYP_MODULE_NAME=assent",
  // Their headers are not ours to mend.
  "-isystem",
  join(root, "node_modules", "node-addon-api"),
  "-isystem",
  join(root, "node_modules", "node-api-headers", "include"),
];

/** Debian packages without which the addon cannot be built; empty when nothing is missing. */
export function missingPackages() {
  if (spawnSync("g++", ["--version"]).status !== 0) return ["g++"];
  const missing = Object.entries(headers)
    .filter(([header]) => {
      const check = `#include <cstddef>\n#include <X11/Xlib.h>\n#include <${header}>\n`;
      const input = header === "xxhash.h" ? `#include <${header}>\n` : check;
      return spawnSync("g++", ["-E", "-x", "c++", "-"], { input }).status !== 0;
    })
    .map(([, name]) => name);
  return missing.includes("libx11-dev") ? Object.values(headers).slice(0, -1) : missing;
}

export function build({ log = say } = {}) {
  if (process.platform !== "linux") return true;
  const files = readdirSync(source).map((name) => join(source, name));
  const newest = Math.max(
    ...[...files, fileURLToPath(import.meta.url)].map((file) => statSync(file).mtimeMs),
  );
  if (existsSync(addon) && statSync(addon).mtimeMs >= newest) return true;

  const missing = missingPackages();
  if (missing.length > 0) {
    log(
      `Cannot build the addon: ${missing.join(", ")} missing. Run: apt-get install ${missing.join(" ")}`,
    );
    return false;
  }
  log("Compiling the addon …");
  mkdirSync(objects, { recursive: true });
  mkdirSync(dirname(addon), { recursive: true });
  const newestHeader = Math.max(
    ...files.filter((file) => file.endsWith(".hh")).map((file) => statSync(file).mtimeMs),
    statSync(fileURLToPath(import.meta.url)).mtimeMs,
  );
  const compiled = [];
  for (const file of files.filter((name) => name.endsWith(".cc"))) {
    const object = join(objects, `${file.slice(source.length + 1, -3)}.o`);
    compiled.push(object);
    const upToDate = Math.max(statSync(file).mtimeMs, newestHeader);
    if (existsSync(object) && statSync(object).mtimeMs >= upToDate) continue;
    if (!run("g++", [...flags, "-c", file, "-o", object])) return false;
  }
  // Put in place in one step: a process that has the old one open keeps it whole.
  const fresh = `${addon}.${process.pid}`;
  if (!run("g++", ["-shared", ...compiled, ...libraries, "-o", fresh])) {
    rmSync(fresh, { force: true });
    return false;
  }
  renameSync(fresh, addon);
  return true;
}

function run(command, args) {
  return spawnSync(command, args, { stdio: "inherit" }).status === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(build() ? 0 : 1);
