/**
 * United Kingdom and Ireland: National Insurance, NHS, tax, driving licences, PPS.
 *
 * @module
 */
import { lastDigit, valueAt, weighted } from "./check-digits.ts";
import { form } from "./form.ts";

const nationalInsurance =
  /^(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]$/;
const licence =
  /^[A-Z9]{5}[0-9](?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9][A-Z9]{2}[0-9A-Z][A-Z]{2}(?:[0-9]{2})?$/;

export const britainAndIreland = [
  form(
    "uk-nino",
    nationalInsurance,
    9,
    "nino|national insurance|ni number|ni no|insurance number",
    {
      check: () => true,
      groups: ["2-2-2-2-1", "2-6-1", "8-1", "2-3-3-1"],
      bare: 0.75,
    },
  ),
  form("uk-nhs", /^[0-9]{10}$/, 10, "nhs|national health|health number|patient", {
    check: (value) =>
      (11 - (weighted(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === lastDigit(value),
    groups: ["3-3-4"],
    kind: "MEDICAL",
    bare: 0.55,
  }),
  form("uk-utr", /^[0-9]{10}K?$/, [10, 11], "utr|unique taxpayer|self assessment|hmrc", {
    check: (value) =>
      "21987654321".charAt(weighted(value.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11) ===
      value.charAt(0),
    groups: ["5-5"],
    bare: 0.5,
  }),
  form("uk-driving-licence", licence, [16, 18], "driving|licence|license|dvla|driver", {
    check: () => true,
    groups: ["5-6-5", "5-6-5-2"],
    bare: 0.85,
  }),
  form("uk-passport", /^[A-Z]{0,2}[0-9]{7,9}$/, [9], "passport|hmpo"),
  form("uk-vat", /^GB(?:[0-9]{9}|[0-9]{12})$/, [11, 14], "vat|tax", {
    check: () => true,
    groups: ["2-3-4-2", "2-9"],
  }),
  form("ie-pps", /^[0-9]{7}[A-W][A-IW]?$/, [8, 9], "pps|ppsn|pps number|personal public service", {
    check: (value) => {
      const second = value.length === 9 && value.charAt(8) !== "W" ? valueAt(value, 8) - 9 : 0;
      const rest = (weighted(value, [8, 7, 6, 5, 4, 3, 2]) + second * 9) % 23;
      return "WABCDEFGHIJKLMNOPQRSTUV".charAt(rest) === value.charAt(7);
    },
    groups: ["7-1", "7-2"],
  }),
];
