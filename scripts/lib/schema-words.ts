/** The comments that stand beside fields of schemas, for the data dictionary. */

/** The words for a field of a schema, of one of its variants where it has several. */
export type Words = (schema: string, variant: string | undefined, field: string) => string;

const declaration = /^(?:export )?const (\w+)/gm;
const comment = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*(?:(?:export )?const (\w+)|"([^"]+)":|(\w+)[:,])/g;
const variantName = /kind: z\.literal\("([^"]+)"\)/g;

export function wordsIn(source: string): Words {
  const found = new Map<string, string>();
  const anywhere = new Map<string, Set<string>>();
  const starts = [...source.matchAll(declaration)];
  for (const { name, text } of commented(source))
    anywhere.set(name, (anywhere.get(name) ?? new Set()).add(text));
  for (const [index, start] of starts.entries()) {
    const name = start[1] ?? "";
    const block = source.slice(start.index, starts[index + 1]?.index);
    for (const [variant, part] of variantsIn(block))
      for (const { name: field, text } of commented(part))
        found.set([name, variant, field].join(" "), text);
  }
  return (schema, variant, field) =>
    found.get([schema, variant ?? "", field].join(" ")) ??
    found.get([schema, "", field].join(" ")) ??
    unambiguous(field === "kind" ? undefined : anywhere.get(field)) ??
    "";
}

const unambiguous = (texts: ReadonlySet<string> | undefined): string | undefined =>
  texts?.size === 1 ? [...texts][0] : undefined;

const commented = (source: string) =>
  [...source.matchAll(comment)].map(([, text = "", constant, quoted, plain]) => ({
    name: constant ?? quoted ?? plain ?? "",
    text: clean(text),
  }));

/** Parts of a union, each from the end of the one before to the end of its own fields. */
function variantsIn(block: string): readonly (readonly [string, string])[] {
  const names = [...block.matchAll(variantName)];
  if (names.length < 2) return [["", block]];
  return names.map((name, index) => {
    const from = index === 0 ? 0 : block.lastIndexOf("strictObject", name.index);
    const next = names[index + 1];
    const until = next === undefined ? block.length : block.lastIndexOf("strictObject", next.index);
    return [name[1] ?? "", block.slice(from, until)] as const;
  });
}

const clean = (text: string): string =>
  text
    .replace(/\s*\n\s*\*\s?/g, " ")
    .replace(/\{@link ([^}]+)\}/g, "$1")
    .replaceAll("|", "\\|")
    .trim();
