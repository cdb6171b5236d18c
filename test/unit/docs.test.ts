/** Holds the documents to what the repository is. */
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const json = (path: string): Package => JSON.parse(read(path)) as Package;
const documents = globSync("**/*.md", {
  cwd: root,
  exclude: ["node_modules/**", "demo-out/**", "dist/**", ".*/**"],
});

interface Package {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly license?: string;
  readonly licenses?: readonly { readonly type: string }[];
}

const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target ?? "");

/** Where headings can be linked to, as GitHub spells it. */
const anchorsIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
      (heading ?? "")
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replace(/\s/g, "-"),
    ),
  );

function broken(document: string, target: string): boolean {
  if (/^https?:/.test(target)) return false;
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? document : join(dirname(document), path);
  if (!existsSync(join(root, file))) return true;
  return anchor !== undefined && !anchorsIn(read(file)).has(anchor);
}

describe("the documents", () => {
  it("link only to what is there", () => {
    const found = documents.flatMap((document) =>
      linksIn(read(document))
        .filter((target) => broken(document, target))
        .map((target) => `${document}: ${target}`),
    );
    expect(documents.length).toBeGreaterThan(15); // A check that looked at nothing must not pass.
    expect(found).toEqual([]);
  });

  it("never call a person's data anonymous (ANO-01)", () => {
    const claims = /\banonym(?:ous|i[sz]ed|isiert\w*)\b/i;
    expect(documents.filter((document) => claims.test(read(document)))).toEqual([]);
  });
});

describe("PROMISES.md", () => {
  const promises = read("PROMISES.md").split(/^## /m).slice(1);

  it("holds twelve promises", () => {
    expect(promises.map((text) => Number.parseInt(text, 10))).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
  });

  it("names for each a test that is there, or says that there is none yet", () => {
    const bare = promises.filter((text) => {
      const tests = linksIn(text).filter((target) => /^test\/.*\.test\.tsx?$/.test(target));
      return !tests.some((path) => existsSync(join(root, path))) && !/not yet/i.test(text);
    });
    expect(bare).toEqual([]);
  });
});

describe("the commands that the documents name", () => {
  const texts = documents.map(read).join("\n");

  it("of npm are in package.json", () => {
    const { scripts } = json("package.json");
    const named = [...texts.matchAll(/\bnpm (?:run ([a-z:]+)|(start|test)\b)/g)].map(
      ([, run, own]) => run ?? own ?? "",
    );
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  it("of assent are in its command line", () => {
    const sources = globSync("src/cli/*.ts", { cwd: root }).map(read).join("\n");
    const known = new Set(
      [...sources.matchAll(/new Command\("([a-z]+)"\)/g)].map(([, name]) => name),
    );
    const named = [...texts.matchAll(/npx assent ([a-z]+)(?: ([a-z]+)\b(?![-./]))?/g)].flatMap(
      ([, command, sub]) => (sub === undefined ? [command] : [command, sub]),
    );
    expect(named.length).toBeGreaterThan(10);
    expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
  });
});

describe("docs/data-dictionary.md", () => {
  it("is what the schemas say today", () => {
    const script = join(root, "scripts", "make-data-dictionary.ts");
    const { stdout } = spawnSync(process.execPath, [script, "--print"], { encoding: "utf8" });
    expect(read("docs/data-dictionary.md")).toBe(stdout);
  });
});

describe("docs/adr/0013-libraries.md", () => {
  it("names every dependency with its licence", () => {
    const { dependencies, devDependencies } = json("package.json");
    const rows = [...read("docs/adr/0013-libraries.md").matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)];
    const told = rows.map(([, name, licence]) => [name, licence]);
    const names = [Object.keys(dependencies), Object.keys(devDependencies)].flatMap((some) =>
      some.toSorted(),
    );
    expect(told).toEqual(names.map((name) => [name, licenceOf(name)]));
  });
});

function licenceOf(name: string): string {
  const { license, licenses } = json(join("node_modules", name, "package.json"));
  return license ?? (licenses ?? []).map(({ type }) => type).join("/");
}
