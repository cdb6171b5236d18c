import { describe, expect, it } from "vitest";
import { SessionRedactor } from "../../../../../src/core/redact/session-redactor.ts";

const hidden = (text: string): readonly string[] =>
  new SessionRedactor({ profile: "standard", names: true })
    .explain(text)
    .map(({ start, end, kind }) => `${kind} ${text.slice(start, end)}`);

describe("names and addresses", () => {
  it.each([
    ["Dear Anna,\nthe gate is open.", ["PERSON Anna"]],
    ["I met Mr. van der Berg today", ["PERSON van der Berg"]],
    ["bei Herrn Dr. Müller", ["PERSON Müller"]],
    ["Best regards,\nTomás Núñez", ["PERSON Tomás Núñez"]],
    ["My name is Xochitl Quispe", ["PERSON Xochitl Quispe"]],
    ["Yesterday James Smith came", ["PERSON James Smith"]],
    ["We asked Oddvar Brekke about it", ["PERSON Oddvar Brekke"]],
    ["Mark Allen left", ["PERSON Mark Allen"]],
  ])("finds who is named in %j", (text, expected) => {
    expect(hidden(text)).toEqual(expected);
  });

  it.each([
    [
      "at 819 Gerhold Trail, Suite 503, Lake Alfred, FL 33850 now",
      "819 Gerhold Trail, Suite 503, Lake Alfred, FL 33850",
    ],
    ["10 Downing Street, London SW1A 2AA", "10 Downing Street, London SW1A 2AA"],
    ["in der Hauptstraße 12, 10115 Berlin, oben", "Hauptstraße 12, 10115 Berlin"],
    ["au 12 bis rue de la Paix, 75002 Paris", "12 bis rue de la Paix, 75002 Paris"],
    ["en Calle de Alcalá 45, 28014 Madrid", "Calle de Alcalá 45, 28014 Madrid"],
    ["Keizersgracht 123, 1015 CJ Amsterdam", "Keizersgracht 123, 1015 CJ Amsterdam"],
    ["P.O. Box 1234, Springfield, IL 62704", "P.O. Box 1234, Springfield, IL 62704"],
  ])("finds the address in %j", (text, expected) => {
    expect(hidden(text)).toEqual([`ADDRESS ${expected}`]);
  });

  it.each([
    "Will the date in May be a grace? Mark it.",
    "Hello World, this is Internet Explorer on Main Street.",
    "In 3 ways the United States Street Map is better than 12 Angry Men.",
    "const Name = new Map<string, Person>();",
  ])("leaves %j alone", (text) => {
    expect(hidden(text)).toEqual([]);
  });

  it("looks for neither unless it is told to", () => {
    const text = "Dear Anna Berg, 10 Downing Street";
    expect(new SessionRedactor({ profile: "standard" }).redact(text).text).toBe(text);
  });
});
