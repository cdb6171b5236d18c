import { describe, expect, it } from "vitest";
import { identifierForms } from "../../../../../src/core/redact/rules/identifiers/index.ts";
import { SessionRedactor } from "../../../../../src/core/redact/session-redactor.ts";

/** Examples that the issuing offices or the standards publish, and the last place changed. */
const published: readonly (readonly [form: string, valid: string, wrong: string])[] = [
  ["us-npi", "1234567893", "1234567894"],
  ["us-dea", "AB1234563", "AB1234564"],
  ["us-aba", "021000021", "021000022"],
  ["uk-nhs", "9434765919", "9434765918"],
  ["ie-pps", "1234567T", "1234567U"],
  ["de-tax-id", "86095742719", "86095742718"],
  ["de-document", "L01X00T471", "L01X00T472"],
  ["de-pension", "65170839J003", "65170839J004"],
  ["de-health", "A123456780", "A123456781"],
  ["ch-ahv", "7569217076985", "7569217076986"],
  ["at-insurance", "1237010180", "1238010180"],
  ["fr-nir", "255081416802538", "255081416802539"],
  ["be-national", "85073003328", "85073003329"],
  ["nl-bsn", "111222333", "111222334"],
  ["es-dni", "12345678Z", "12345678A"],
  ["es-nie", "X1234567L", "X1234567A"],
  ["es-cif", "A58818501", "A58818502"],
  ["pt-nif", "501442600", "501442601"],
  ["br-cpf", "11144477735", "11144477736"],
  ["br-cnpj", "11222333000181", "11222333000182"],
  ["cl-rut", "123456785", "123456786"],
  ["ar-cuit", "20267565393", "20267565394"],
  ["it-fiscal-code", "RSSMRA85T10A562S", "RSSMRA85T10A562T"],
  ["it-vat", "00743110157", "00743110158"],
  ["fi-hetu", "131052308T", "131052308U"],
  ["se-personal", "8112189876", "8112189877"],
  ["no-national", "15108695088", "15108695089"],
  ["is-kennitala", "1201743399", "1201743389"],
  ["pl-pesel", "44051401359", "94051401350"],
  ["pl-nip", "1234563218", "1234563219"],
  ["cz-birth-number", "7103192745", "7103192746"],
  ["ro-cnp", "1630615123457", "1630615123458"],
  ["bg-egn", "7523169263", "7523169264"],
  ["hr-oib", "69435151530", "69435151531"],
  ["gr-afm", "094259216", "094259217"],
  ["ru-inn", "7707083893", "7707083894"],
  ["ru-snils", "11223344595", "11223344596"],
  ["in-aadhaar", "234123412346", "234123412347"],
  ["sg-nric", "S1234567D", "S1234567E"],
  ["th-national", "1234567890121", "1234567890122"],
  ["tr-identity", "10000000146", "10000000147"],
  ["cn-identity", "11010519491231002X", "110105194912310021"],
  ["hk-identity", "A1234563", "A1234564"],
  ["tw-identity", "A123456789", "A123456788"],
  ["jp-my-number", "123456789018", "123456789017"],
  ["kr-business", "1208147521", "1208147522"],
  ["au-tfn", "123456782", "123456783"],
  ["au-medicare", "2123456701", "2123456711"],
  ["au-abn", "51824753556", "51824753557"],
  ["au-acn", "004085616", "004085617"],
  ["ca-sin", "046454286", "046454287"],
  ["za-identity", "8001015009087", "8001015009088"],
];

const formOf = (name: string) => identifierForms.find((form) => form.name === name);
const redact = (text: string) => new SessionRedactor({ profile: "standard" }).redact(text).text;

describe("identifiers", () => {
  it.each(published)("%s: check digits agree with %s and not with %s", (name, valid, wrong) => {
    const form = formOf(name);
    expect([form?.pattern.test(valid), form?.check?.(valid), form?.check?.(wrong)]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.each(published.filter(([name]) => (formOf(name)?.bare ?? 1) >= 0.5))(
    "%s: %s is hidden without any word near it",
    (_, valid) => {
      expect(redact(`aha ${valid} ok`)).toMatch(/^aha ‹[A-Z_]+#1› ok$/);
    },
  );

  it("a mistyped value is hidden when a word says what it is, and when it is all there is", () => {
    expect(redact("PESEL: 94051401350")).toBe("PESEL: ‹NATIONAL_ID#1›");
    expect(redact("94051401350")).toBe("‹NATIONAL_ID#1›");
    expect(redact("aha 94051401350 ok")).toBe("aha 94051401350 ok");
  });

  it("a number in a row of numbers, a path or a version is not one by chance", () => {
    for (const text of [
      "of 617 173 152 153 614 in",
      "in /data/111222333/a",
      "v111222333.4",
      "at 1234567890 and 2147483647 and 100000000",
    ])
      expect(redact(text)).toBe(text);
  });

  it("no form is listed twice, and every form has words in lower case", () => {
    const names = identifierForms.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const words = identifierForms.flatMap((form) => form.words);
    expect(words.filter((word) => word !== word.toLowerCase() || word.length < 2)).toEqual([]);
  });
});
