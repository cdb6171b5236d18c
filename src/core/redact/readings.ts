/**
 * The ways in which a text can be read: as it stands, with its escapes undone, and with
 * letters of other scripts taken for the Latin ones they look like.
 *
 * A value may hide in any of them (`4111%201111…`, `&#64;`, a Cyrillic `а`), so rules search
 * each reading that differs, and whatever one of them finds is hidden in the original.
 *
 * @module
 */
import { normalise } from "./normalise.ts";
import { type MappedText, OffsetMap } from "./offset-map.ts";

const escape =
  /(?:%[0-9a-f]{2}){1,64}|&(?:#[0-9]{2,7}|#x[0-9a-f]{2,6}|[a-z]{2,8});|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|(?<=[a-z0-9])\+(?=[a-z0-9])/gi;
const mayEscape = /%[0-9a-f]{2}|&[#a-z]|\\[ux]|[a-z0-9]\+[a-z0-9]/i;
const marks = ["%", "&", "\\", "+"];
const mostLayers = 3;
const named: Readonly<Record<string, string>> = {
  amp: "&",
  apos: "'",
  colon: ":",
  comma: ",",
  commat: "@",
  dash: "-",
  equals: "=",
  gt: ">",
  hyphen: "-",
  lowbar: "_",
  lt: "<",
  nbsp: " ",
  num: "#",
  percnt: "%",
  period: ".",
  plus: "+",
  quot: '"',
  sol: "/",
};

/** Cyrillic and Greek letters, each with the Latin one it is drawn like. */
const drawnAlike =
  "аaАAВBсcСCеeЕEНHһhіiІIјjЈJКKкkМMоoОOрpРPѕsЅSТTуyУYхxХXԁdԛqԝwӏlɡgΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXοoνvαaιiκkρpυu";
const latin = new Map<string, string>();
for (let at = 0; at < drawnAlike.length; at += 2)
  latin.set(drawnAlike.charAt(at), drawnAlike.charAt(at + 1));
const lookalikes = `[${[...latin.keys()].join("")}]`;
const lookalike = new RegExp(lookalikes, "g");
const otherScript = /[\u0261\u0370-\u052f]/;
/** Two scripts in one word. */
const mixed = new RegExp(`[A-Za-z0-9@]${lookalikes}|${lookalikes}[A-Za-z0-9@]`);

export function* readings(text: string): Generator<MappedText> {
  const plain = normalise(text);
  yield plain;
  let reading = plain;
  for (let layer = 0; layer < mostLayers && mayBeEscaped(reading.text); layer++) {
    const inner = unescaped(reading.text);
    if (inner.text === reading.text) break;
    const outer = reading;
    reading = {
      text: inner.text,
      original: (span) => outer.original(inner.original(span)),
    };
  }
  if (reading !== plain) yield reading;
  if (!otherScript.test(reading.text) || !mixed.test(reading.text)) return;
  const { text: undone, original } = reading;
  yield { text: undone.replace(lookalike, (letter) => latin.get(letter) ?? letter), original };
}

function mayBeEscaped(text: string): boolean {
  return marks.some((mark) => text.includes(mark)) && mayEscape.test(text);
}

function unescaped(text: string): MappedText {
  const map = new OffsetMap(text);
  for (const { 0: written, index } of text.matchAll(escape)) {
    const meant = meaning(written);
    if (meant !== undefined) map.replace(index, index + written.length, meant);
  }
  return map.finish();
}

function meaning(written: string): string | undefined {
  switch (written.charAt(0)) {
    case "+":
      return " ";
    case "%":
      return percentDecoded(written);
    case "\\":
      return String.fromCharCode(Number.parseInt(written.slice(2), 16));
    default:
      return entity(written.slice(1, -1).toLowerCase());
  }
}

function entity(name: string): string | undefined {
  if (!name.startsWith("#")) return named[name];
  const code = name.startsWith("#x") ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** As UTF-8 where it is; else every byte as one character. */
function percentDecoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return written.replace(/%(..)/g, (_, byte: string) =>
      String.fromCharCode(Number.parseInt(byte, 16)),
    );
  }
}
