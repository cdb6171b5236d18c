/**
 * United States: social security and taxpayer numbers, Medicare, providers, routing numbers.
 *
 * @module
 */
import { passesLuhn } from "../luhn.ts";
import { lastDigit, valueAt, weighted } from "./check-digits.ts";
import { form } from "./form.ts";

const mbiLetter = "[AC-HJKMNP-RT-Y]";
const mbiEither = "[0-9AC-HJKMNP-RT-Y]";

export const unitedStates = [
  form(
    "us-ssn",
    /^(?!000|666|9)[0-9]{3}(?!00)[0-9]{2}(?!0000)[0-9]{4}$/,
    9,
    "ssn|social security|social sec|ssns|socials|ss#|seguro social",
    {
      groups: ["3-2-4"],
      grouped: 0.75,
    },
  ),
  form(
    "us-itin",
    /^9[0-9]{2}(?:5[0-9]|6[0-5]|7[0-9]|8[0-8]|9[0-24-9])[0-9]{4}$/,
    9,
    "itin|taxpayer|individual taxpayer|tax id",
    {
      groups: ["3-2-4", "3-6", "5-4"],
      grouped: 0.75,
    },
  ),
  form("us-ein", /^[0-9]{9}$/, 9, "ein|employer identification|federal tax id|fein", {
    groups: ["2-7"],
  }),
  form(
    "us-mbi",
    new RegExp(
      `^[1-9]${mbiLetter}${mbiEither}[0-9]${mbiLetter}${mbiEither}[0-9]${mbiLetter}{2}[0-9]{2}$`,
    ),
    11,
    "mbi|medicare|beneficiary",
    { groups: ["4-3-4"], check: () => true, bare: 0.6, kind: "MEDICAL" },
  ),
  form("us-npi", /^[12][0-9]{9}$/, 10, "npi|national provider|provider", {
    check: (value) => passesLuhn(`80840${value}`),
    groups: ["4-3-3", "3-3-4"],
    kind: "MEDICAL",
    bare: 0.55,
  }),
  form("us-dea", /^[A-HJ-NP-UX][A-Z9][0-9]{7}$/, 9, "dea|certificate|prescriber|medical license", {
    check: (value) => weighted(value.slice(2), [1, 2, 1, 2, 1, 2]) % 10 === lastDigit(value),
    kind: "MEDICAL",
  }),
  form(
    "us-aba",
    /^(?:0[0-9]|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)[0-9]{7}$/,
    9,
    "aba|routing|rtn|transit|wire|bank",
    {
      check: (value) =>
        weighted(value, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 &&
        valueAt(value, 8) >= 0 &&
        !value.startsWith("00000"),
      groups: ["4-4-1"],
      kind: "BANK",
      bare: 0.55,
    },
  ),
  form("us-passport", /^[A-Z]?[0-9]{8,9}$/, [8, 9, 10], "passport", {}),
];
