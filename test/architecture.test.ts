/**
 * Checks that every import goes in a direction ARCHITECTURE.md allows.
 *
 * `tsc -b` already refuses a file outside a layer's references. This test adds what the
 * compiler cannot see: which packages each layer may use, and who may mint proofs.
 *
 * @module
 */
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";

const base = ["src/contract", "src/core", "node:"];
const adapters = ["x11", "browser", "vault", "seal", "courier", "loopback", "node"].map(
  (name) => `src/adapters/${name}`,
);

/** Layer -> what it may import: other layers by folder, packages by name. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  "src/contract": ["zod"],
  "src/core": ["src/contract", "libphonenumber-js"],
  "src/adapters/node": base,
  "src/adapters/x11": [...base, "x11", "uiohook-napi", "koffi", "zod"],
  "src/adapters/browser": [...base, "koffi", "zod"],
  "src/adapters/vault": [...base, "better-sqlite3", "kysely", "sharp", "age-encryption", "zod"],
  "src/adapters/seal": [...base, "age-encryption", "canonicalize", "tar-stream", "sharp", "zod"],
  "src/adapters/courier": [...base, "tus-js-client", "zod"],
  "src/adapters/loopback": [...base, "ws", "zod"],
  "src/adapters/electron": [...base, "electron", "zod"],
  "src/agent": [...base, ...adapters, "zod", "sharp"],
  "src/main": [...base, ...adapters, "src/adapters/electron", "src/agent", "electron", "zod"],
  "src/renderer": [
    "src/contract",
    "react",
    "react-dom",
    "react-aria-components",
    "i18next",
    "react-i18next",
    "zod",
  ],
  "src/extension": ["src/contract", "zod"],
  "src/collector": [
    ...base,
    "src/adapters/node",
    "src/adapters/seal",
    "fastify",
    "@fastify/",
    "@tus/",
    "better-sqlite3",
    "kysely",
    "zod",
  ],
  "src/exporter": [
    ...base,
    "src/adapters/node",
    "src/adapters/seal",
    "@duckdb/node-api",
    "hyparquet",
    "sharp",
    "zod",
  ],
  "src/cli": [
    ...base,
    ...adapters,
    "src/agent",
    "src/collector",
    "src/exporter",
    "commander",
    "age-encryption",
    "zod",
  ],
};

const root = join(import.meta.dirname, "..");
const sources = globSync("src/**/*.{ts,tsx}", { cwd: root });
const layerOf = (path: string) =>
  Object.keys(allowed).find((layer) => path.startsWith(`${layer}/`));

function importsOf(file: string): string[] {
  const source = readFileSync(join(root, file), "utf8");
  return [...source.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map(([, target]) => {
    const specifier = target ?? "";
    return specifier.startsWith(".")
      ? relative(root, join(root, dirname(file), specifier))
      : specifier;
  });
}

const within = (target: string, may: string) =>
  target === may || target.startsWith(/[:/]$/.test(may) ? may : `${may}/`);

it("every import goes in an allowed direction", () => {
  const offences = sources.flatMap((file) => {
    const layer = layerOf(file);
    if (layer === undefined) return [`${file} belongs to no layer`];
    const may = [layer, ...(allowed[layer] ?? [])];
    return importsOf(file)
      .filter((target) => !may.some((ok) => within(target, ok)))
      .map((target) => `${file} may not import ${target}`);
  });
  expect(sources.length).toBeGreaterThan(50); // A check that looked at nothing must not pass.
  expect(offences).toEqual([]);
});

it("every layer in the table exists", () => {
  const empty = Object.keys(allowed).filter(
    (layer) => !sources.some((file) => file.startsWith(`${layer}/`)),
  );
  expect(empty).toEqual([]);
});

/** Functions that create proofs, and the only folders that may name them. */
const guarded: readonly { readonly name: RegExp; readonly home: string }[] = [
  { name: /\bmint\b/, home: "src/core/gate/" },
  { name: /\bprove\b/, home: "src/core/consent/" },
];

it("only the gate mints permissions and only consent proves itself", () => {
  const offences = guarded.flatMap(({ name, home }) =>
    sources
      .filter((file) => !file.startsWith(home))
      .filter((file) =>
        [...readFileSync(join(root, file), "utf8").matchAll(/import[^;]*?from "[^"]+"/g)].some(
          ([statement]) => name.test(statement),
        ),
      ),
  );
  expect(offences).toEqual([]);
});
