/**
 * Australia, New Zealand, Canada, South Africa, Nigeria.
 *
 * @module
 */
import { passesLuhn } from "../luhn.ts";
import { isDate, lastDigit, valueAt, weighted } from "./check-digits.ts";
import { form } from "./form.ts";

export const australiaCanadaAfrica = [
  form("au-tfn", /^[0-9]{8,9}$/, [8, 9], "tfn|tax file", {
    check: (value) =>
      weighted(
        value,
        value.length === 9 ? [1, 4, 3, 7, 5, 8, 6, 9, 10] : [10, 7, 8, 4, 6, 3, 5, 1],
      ) %
        11 ===
      0,
    groups: ["3-3-3", "3-3-2"],
    bare: 0.5,
  }),
  form("au-medicare", /^[2-6][0-9]{9,10}$/, [10, 11], "medicare", {
    check: (value) => weighted(value, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === valueAt(value, 8),
    groups: ["4-5-1", "4-5-1-1"],
    kind: "MEDICAL",
    bare: 0.5,
  }),
  form("au-abn", /^[1-9][0-9]{10}$/, 11, "abn|australian business", {
    check: (value) => (weighted(value, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0,
    groups: ["2-3-3-3"],
    bare: 0.7,
  }),
  form("au-acn", /^[0-9]{9}$/, 9, "acn|australian company", {
    check: (value) =>
      (10 - (weighted(value, [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10 === lastDigit(value),
    groups: ["3-3-3"],
    bare: 0.5,
  }),
  form("nz-ird", /^[0-9]{8,9}$/, [8, 9], "ird|inland revenue", { groups: ["3-3-3", "2-3-3"] }),
  form("ca-sin", /^[0-79][0-9]{8}$/, 9, "sin|social insurance|nas|assurance sociale", {
    check: passesLuhn,
    groups: ["3-3-3"],
    bare: 0.55,
  }),
  form(
    "za-identity",
    /^[0-9]{10}[01][0-9]{2}$/,
    13,
    "identity number|id number|south african|sa id",
    {
      check: (value) => isDate(value.slice(0, 6)) && passesLuhn(value),
      groups: ["6-4-2-1", "6-4-3"],
      bare: 0.8,
    },
  ),
  form("ng-nin", /^[0-9]{11}$/, 11, "nin|nimc|bvn|national identification"),
];
