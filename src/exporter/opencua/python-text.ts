/**
 * Text as a Python string literal, and back.
 *
 * Typed text is full of quotes, backslashes and line breaks; an exporter that gets one of
 * them wrong writes code that types something else. Whatever could end a line or hide is
 * escaped, so a literal is always one visible line.
 *
 * @module
 */

const short: ReadonlyMap<string, string> = new Map([
  ["\\", "\\\\"],
  ["'", "\\'"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

export function pythonText(text: string): string {
  let literal = "";
  for (const character of text) literal += short.get(character) ?? escaped(character);
  return `'${literal}'`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === " " || !/[\p{C}\p{Z}]/u.test(character)) return character;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

const escapes = /\\(?:([\\'nrt])|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8}))/g;
const controls: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** The text of a literal that {@link pythonText} could have written, else `undefined`. */
export function textOfPython(literal: string): string | undefined {
  const inner = /^'((?:[^'\\]|\\.)*)'$/su.exec(literal)?.[1];
  if (inner === undefined) return undefined;
  const text = inner.replace(escapes, (_, one?: string, ...hex: readonly unknown[]) => {
    if (one !== undefined) return controls[one] ?? one;
    const code = hex.slice(0, 3).find((digits) => typeof digits === "string");
    return String.fromCodePoint(Math.min(Number.parseInt(code as string, 16), 0x10ffff));
  });
  return pythonText(text) === literal ? text : undefined;
}
