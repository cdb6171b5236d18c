import fc, { assert } from "fast-check";
import { describe, it } from "vitest";
import { identifierForms } from "../../src/core/redact/rules/identifiers/index.ts";
import { SessionRedactor } from "../../src/core/redact/session-redactor.ts";
import { TypingRuns } from "../../src/core/redact/typing-runs.ts";

const seed = 20_261_121;
/** Forms whose check digits stand at the end of nothing but digits. */
const numbered = [
  ["in-aadhaar", "4-4-4"],
  ["uk-nhs", "3-3-4"],
  ["pl-pesel", ""],
  ["nl-bsn", "3-3-3"],
  ["fr-nir", "13-2"],
  ["br-cpf", "3-3-3-2"],
  ["us-aba", "4-4-1"],
  ["ca-sin", "3-3-3"],
  ["tr-identity", ""],
  ["za-identity", ""],
  ["th-national", "1-4-5-2-1"],
  ["se-personal", "8-4"],
  ["no-national", "6-5"],
  ["ch-ahv", "3-4-4-2"],
  ["de-tax-id", "2-3-3-3"],
] as const;

/** Begins as the form asks, ends as its check digits say, is grouped as people do. */
const identifier = fc
  .tuple(fc.constantFrom(...numbered), fc.nat({ max: 2 ** 31 - 1 }), fc.constantFrom("", " ", "-"))
  .map(([[name, groups], start, gap]) => {
    const form = identifierForms.find((one) => one.name === name);
    const length = Math.max(...(form?.lengths ?? []));
    for (let state = start, tries = 0; tries < 200_000; tries++) {
      let value = "";
      while (value.length < length) {
        state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
        value += String((state >> 12) % 10);
      }
      if (name === "ch-ahv") value = `756${value.slice(3)}`;
      if (form?.pattern.test(value) === true && form.check?.(value) === true)
        return group(value, groups, gap);
    }
    throw new Error(`Cannot make a value of ${name}`);
  });

function group(value: string, groups: string, gap: string): string {
  if (groups === "" || gap === "") return value;
  let at = 0;
  return groups
    .split("-")
    .map((size) => value.slice(at, (at += Number(size))))
    .join(gap);
}

/** Six digits in a row of the value stand in what is kept. */
function survives(value: string, kept: string): boolean {
  const digits = value.replace(/[^0-9]/g, "");
  const rest = kept.replace(/‹[A-Z_]+#[0-9]+›/g, "|").replace(/[ -]/g, "");
  for (let at = 0; at + 6 <= digits.length; at++)
    if (rest.includes(digits.slice(at, at + 6))) return true;
  return false;
}

const commonplace = (value: string): boolean => /^1[4-9][0-9]{8}$|0{5}$/.test(value);

describe("identifiers", () => {
  it("none with right check digits survives in a sentence, however it is encoded", () => {
    const encodings: readonly ((value: string) => string)[] = [
      (value) => value,
      (value) => value.replace(/[ -]/g, "%20"),
      (value) => Array.from(value, (one) => `&#${one.charCodeAt(0)};`).join(""),
      (value) => value.replace(/[0-9]/g, (one) => String.fromCharCode(0xff10 + Number(one))),
      (value) => Array.from(value).join("\u200b"),
    ];
    assert(
      fc.property(
        identifier,
        fc.constantFrom(...encodings),
        fc.constantFrom("", "ref ", "(", "n° ", "x=", "„"),
        fc.constantFrom("", " ok", ")", ", bitte", "\n"),
        (value, encode, before, after) => {
          fc.pre(!commonplace(value));
          const kept = new SessionRedactor({ profile: "standard" }).redact(
            before + encode(value) + after,
          ).text;
          return !survives(value, decode(kept));
        },
      ),
      { numRuns: 400, seed },
    );
  });

  it("none survives typed with corrections and split over runs (RED-02)", () => {
    const slips = fc.array(fc.record({ at: fc.nat({ max: 16 }), wrong: fc.nat({ max: 9 }) }), {
      maxLength: 5,
    });
    assert(
      fc.property(identifier, slips, fc.option(fc.nat({ max: 16 })), (value, wrong, split) => {
        fc.pre(!commonplace(value));
        const runs = new TypingRuns(new SessionRedactor({ profile: "standard" }));
        const kept: string[] = [];
        let at = 0;
        const take = (out: ReturnType<TypingRuns["flush"]>): void => {
          for (const output of out) if (output.kind === "typed") kept.push(output.text);
        };
        const type = (text: string): void =>
          take(runs.accept("f", { kind: "text", at: (at += 10), text }));
        for (const [place, text] of Array.from(value).entries()) {
          if (split === place) take(runs.seal(at));
          type(text);
          for (const slip of wrong.filter((one) => one.at === place)) {
            type(String(slip.wrong));
            take(
              runs.accept("f", { kind: "edit", at: (at += 10), key: "Backspace", modifiers: [] }),
            );
          }
        }
        take(runs.flush(at));
        return !survives(value, kept.join(""));
      }),
      { numRuns: 300, seed },
    );
  });
});

function decode(text: string): string {
  return text
    .replace(/&#([0-9]+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/%20|\u200b/g, "")
    .normalize("NFKC");
}
