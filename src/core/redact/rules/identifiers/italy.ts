/**
 * Italy: fiscal code, VAT number, identity card, driving licence, passport.
 *
 * @module
 */
import { passesLuhn } from "../luhn.ts";
import { form } from "./form.ts";

/** Letters that stand for digits where two people would have had the same code. */
const digit = "[0-9LMNPQRSTUV]";
const fiscalCode = new RegExp(
  `^[A-Z]{6}${digit}{2}[ABCDEHLMPRST]${digit}{2}[A-Z]${digit}{3}[A-Z]$`,
);
/** What a character in an odd place counts, 0 to 9 and A to Z. */
const odd = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8,
  12, 14, 16, 10, 22, 25, 24, 23,
];

function fiscalCheck(value: string): boolean {
  let sum = 0;
  for (let at = 0; at < 15; at++) {
    const place = Number.parseInt(value.charAt(at), 36);
    sum += at % 2 === 0 ? (odd[place] ?? 0) : place > 9 ? place - 10 : place;
  }
  return String.fromCharCode(0x41 + (sum % 26)) === value.charAt(15);
}

export const italy = [
  form(
    "it-fiscal-code",
    fiscalCode,
    16,
    "codice fiscale|c.f.|cod. fiscale|fiscale|tax code|fiscal code",
    {
      check: fiscalCheck,
      groups: ["3-3-5-5", "6-2-1-2-4-1", "6-5-5"],
      grouped: 0.6,
      bare: 0.95,
    },
  ),
  form("it-vat", /^(?:IT)?[0-9]{11}$/, [11, 13], "partita iva|p.iva|p. iva|piva|vat|iva", {
    check: (value) => passesLuhn(value.slice(-11)),
    groups: ["2-11"],
    bare: 0.55,
  }),
  form(
    "it-identity-card",
    /^(?:[A-Z]{2}[0-9]{5}[A-Z]{2}|[A-Z]{2}[0-9]{7}|[0-9]{7}[A-Z]{2})$/,
    9,
    "carta d'identità|carta d'identita|carta di identità|cie|identità|carta identità|identity card|passaporto|passport",
    {
      groups: ["2-7", "7-2", "2-5-2"],
    },
  ),
  form(
    "it-driving-licence",
    /^(?:[A-Z]{2}[0-9]{7}[A-Z]|U1[B-DF-HJ-NP-TV-Z0-9]{7}[A-Z])$/,
    10,
    "patente|patente di guida|guida|driving|driver|licence|license",
    {
      check: () => true,
      bare: 0.6,
    },
  ),
  form("it-passport", /^[A-Z]{2}[0-9]{7}$/, 9, "passaporto|passport"),
];
