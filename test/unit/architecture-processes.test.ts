/**
 * Which code each process can reach: the recorder no network, the courier no plaintext (ELE-06).
 *
 * Follows every static and dynamic import from the two entries, through our own files.
 *
 * @module
 */
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");

interface Reach {
  /** Our files, from the root of the repository. */
  readonly files: ReadonlyMap<string, string>;
  /** Modules from elsewhere, with the files that import them. */
  readonly modules: ReadonlyMap<string, readonly string[]>;
}

function reachOf(entry: string): Reach {
  const files = new Map<string, string>();
  const modules = new Map<string, string[]>();
  const open = [entry];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue;
    const source = withoutComments(readFileSync(join(root, file), "utf8"));
    files.set(file, source);
    for (const specifier of specifiersOf(source)) {
      if (specifier.startsWith("."))
        open.push(relative(root, join(root, dirname(file), specifier)));
      else modules.set(specifier, [...(modules.get(specifier) ?? []), file]);
    }
  }
  return { files, modules };
}

/** Types are gone when the code runs, so their imports reach nothing. */
function specifiersOf(source: string): readonly string[] {
  const statements = source.matchAll(
    /(?:\bimport|\bexport)\s+(?!type\b)(?:[^"';]*?\bfrom\s*)?"([^"]+)"|\bimport\(\s*"([^"]+)"|\brequire\w*\(\s*"([^"]+)"/g,
  );
  return [...statements].map(([, ...found]) => found.find((one) => one !== undefined) ?? "");
}

const withoutComments = (source: string) =>
  source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");

const importing = ({ modules }: Reach, name: RegExp): readonly string[] =>
  [...modules].filter(([module]) => name.test(module)).flatMap(([, files]) => files);

const saying = ({ files }: Reach, word: RegExp): readonly string[] =>
  [...files].filter(([, source]) => word.test(source)).map(([file]) => file);

describe("the recorder's process", () => {
  const reach = reachOf("src/agent/recorder/recorder-main.ts");

  it("was looked at as a whole", () => {
    expect(reach.files.size).toBeGreaterThan(150);
    for (const part of [
      "core/gate/gate.ts",
      "adapters/vault/home.ts",
      "adapters/x11/connection.ts",
    ])
      expect([...reach.files.keys()]).toContain(`src/${part}`);
  });

  it("imports nothing that speaks to a network", () => {
    expect(importing(reach, /^(node:)?(http|https|http2|tls|dgram|dns|inspector)(\/|$)/)).toEqual(
      [],
    );
    expect(importing(reach, /^(@?tus|ws$|undici|fastify)/)).toEqual([]);
    expect(saying(reach, /\bfetch\(|\bWebSocket\b|\bEventSource\b|XMLHttpRequest/)).toEqual([]);
  });

  it("uses sockets only to browser companions and to the display", () => {
    const allowed = /^src\/adapters\/(browser|x11)\//;
    expect(importing(reach, /^(node:)?net$/).filter((file) => !allowed.test(file))).toEqual([]);
  });

  it("never listens on an address or connects to one, but on paths", () => {
    const sockets = importing(reach, /^(node:)?net$/);
    const byAddress = /\b(listen|connect|createConnection)\(\s*(\{[^}]*\b(port|host)\b|\d)/;
    expect(sockets.length).toBeGreaterThan(0);
    expect(sockets.filter((file) => byAddress.test(reach.files.get(file) ?? ""))).toEqual([]);
  });

  it("does not reach the courier, the collector or the window's server", () => {
    const others = /^src\/(adapters\/(courier|loopback|electron)|collector|exporter|main|cli)\//;
    expect([...reach.files.keys()].filter((file) => others.test(file))).toEqual([]);
  });
});

describe("the courier's process", () => {
  const reach = reachOf("src/agent/courier/courier-main.ts");

  it("was looked at as a whole", () => {
    expect(reach.files.size).toBeGreaterThan(10);
    expect([...reach.files.keys()]).toContain("src/adapters/courier/network-courier.ts");
  });

  it("reaches no vault, no display, no key and no database", () => {
    const plaintext =
      /^src\/(adapters\/(vault|x11|seal|browser)|agent\/recorder|core\/(gate|journal|redact))\//;
    expect([...reach.files.keys()].filter((file) => plaintext.test(file))).toEqual([]);
    expect(importing(reach, /^(x11|age-encryption|better-sqlite3|kysely|koffi|sharp)/)).toEqual([]);
  });

  it("starts no other program", () => {
    expect(importing(reach, /child_process|worker_threads|node:cluster/)).toEqual([]);
  });
});

it("the process that hears the keyboard has no network either", () => {
  const reach = reachOf("src/adapters/x11/uiohook-child.ts");
  expect(importing(reach, /^uiohook-napi$/).length).toBeGreaterThan(0);
  expect(importing(reach, /^(node:)?(net|http|https|http2|tls|dgram|dns)(\/|$)/)).toEqual([]);
});

it("finds the network where there is one", () => {
  const host = reachOf("src/agent/host/plain-host.ts");
  expect(importing(host, /^node:http$/).length).toBeGreaterThan(0);
  expect(importing(host, /^ws$/).length).toBeGreaterThan(0);
});

it("follows what it says it follows", () => {
  expect(
    specifiersOf(`import type { A } from "./a.ts";\nimport { type B, c } from "./b.ts";`),
  ).toEqual(["./b.ts"]);
  expect(specifiersOf(`export { a } from "./a.ts"; const b = await import("./b.ts");`)).toEqual([
    "./a.ts",
    "./b.ts",
  ]);
  expect(specifiersOf(`import "./side-effect.ts"; require("net");`)).toEqual([
    "./side-effect.ts",
    "net",
  ]);
});
