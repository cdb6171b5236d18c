import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseSync } from "vite";
import { de } from "../../../src/renderer/text/de/de.ts";
import { en } from "../../../src/renderer/text/en/en.ts";
import { preferred } from "../../../src/renderer/text/texts.ts";
import { DropReason, Signal } from "../../../src/contract/signals.ts";

const root = new URL("../../../src/renderer/", import.meta.url);
const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("text/"))
  .map((name) => ({ name, code: readFileSync(new URL(name, root), "utf8") }));

const leaves = (texts: object, path = ""): readonly (readonly [string, string])[] =>
  Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as const] : leaves(value, `${path}${key}.`),
  );

/** Words a participant would read: text between tags, and attributes that are read aloud. */
function hardCoded(name: string, code: string): readonly string[] {
  const found: string[] = [];
  const spoken = new Set(["aria-label", "alt", "title", "placeholder", "label", "explain", "name"]);
  const visit = (node: unknown, parent?: Record<string, unknown>): void => {
    if (Array.isArray(node)) return node.forEach((one) => visit(one, parent));
    if (typeof node !== "object" || node === null) return undefined;
    const one = node as Record<string, unknown>;
    const text = typeof one["value"] === "string" ? one["value"] : "";
    if (one["type"] === "JSXText" && /\p{L}/u.test(text)) found.push(text.trim());
    if (one["type"] === "JSXAttribute") {
      const attribute = (one["name"] as { name?: unknown }).name;
      const value = one["value"] as { type?: string; value?: unknown } | null;
      const element = (parent?.["name"] as { name?: unknown } | undefined)?.name;
      if (value?.type === "Literal" && spoken.has(String(attribute)) && element !== "Glyph")
        if (/\p{L}/u.test(String(value.value))) found.push(String(value.value));
    }
    if (one["type"] === "JSXExpressionContainer") {
      const expression = one["expression"] as { type?: string; value?: unknown };
      const inAttribute = parent?.["type"] === "JSXAttribute";
      const { value } = expression;
      if (!inAttribute && expression.type === "Literal" && typeof value === "string")
        if (/\p{L}/u.test(value)) found.push(value);
    }
    for (const child of Object.values(one)) visit(child, one);
    return undefined;
  };
  const { program, errors } = parseSync(name, code);
  expect(errors).toEqual([]);
  visit(program);
  return found;
}

describe("the window's texts", () => {
  it("have the same keys in English and German, and none is empty", () => {
    const keys = leaves(en).map(([key]) => key);
    expect(keys.length).toBeGreaterThan(200);
    expect(leaves(de).map(([key]) => key)).toEqual(keys);
    const empty = [...leaves(en), ...leaves(de)].filter(([, text]) => text.trim() === "");
    expect(empty).toEqual([]);
  });

  it("fill in the same values in both languages", () => {
    const values = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).toSorted();
    const german = new Map(leaves(de));
    const wrong = leaves(en).filter(
      ([key, text]) => String(values(german.get(key) ?? "")) !== String(values(text)),
    );
    expect(wrong).toEqual([]);
  });

  it("are translated: only names stay the same", () => {
    const german = new Map(leaves(de));
    const same = leaves(en).filter(([key, text]) => german.get(key) === text);
    expect(same.map(([key]) => key)).toEqual([
      "shell.name",
      "shell.english",
      "shell.german",
      "unlock.passphrase",
      "join.findingError",
      "home.pause",
      "player.times",
      "player.element",
    ]);
  });

  it("name every signal and every reason for a drop", () => {
    expect(Object.keys(en.signal)).toEqual(Signal.options);
    expect(Object.keys(en.drop)).toEqual(DropReason.options);
  });

  it("are never written into the views themselves", () => {
    expect(sources.length).toBeGreaterThan(30);
    expect(sources.flatMap(({ name, code }) => hardCoded(name, code))).toEqual([]);
    expect(hardCoded("x.tsx", `const a = <p title="Hello">World{"!a"}</p>;`)).toHaveLength(3);
  });

  it("are chosen by the languages that the person prefers", () => {
    expect([preferred(["fr-CA", "de-AT", "en"]), preferred(["fr"]), preferred([])]).toEqual([
      "de",
      "en",
      "en",
    ]);
  });
});

describe("the window's sources", () => {
  it("never turn text into HTML or code, and keep nothing on disk", () => {
    const forbidden =
      /dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|srcdoc|\beval\(|new Function|localStorage|indexedDB|document\.cookie/;
    expect(sources.filter(({ code }) => forbidden.test(code)).map(({ name }) => name)).toEqual([]);
  });
});
