/**
 * Germany, Austria, Switzerland: tax, pension and health insurance, identity cards.
 *
 * @module
 */
import { crossSum, lastDigit, passesMod11And10, valueAt, weighted } from "./check-digits.ts";
import { form } from "./form.ts";

const documentLetter = "[CFGHJKLMNPRTVWXYZ]";
const documentBody = "[0-9CFGHJKLMNPRTVWXYZ]";
const documentWords =
  "ausweis|personalausweis|perso|reisepass|pass-nr|passnummer|pass nr|reisepassnummer|passport|id card|identity card|ausweisnummer|seriennummer";

/** The letter of a German insurance number counts as two digits. */
function spelledOut(value: string, at: number): string {
  const number = String(value.charCodeAt(at) - 0x40).padStart(2, "0");
  return value.slice(0, at) + number + value.slice(at + 1);
}

/** One digit stands twice or three times, never three times in a row; no other repeats. */
function isTaxNumber(value: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of value.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const repeated = [...counts.values()].filter((count) => count > 1);
  return repeated.length === 1 && (repeated[0] ?? 0) <= 3 && passesMod11And10(value);
}

export const germanyAustriaSwitzerland = [
  form(
    "de-tax-id",
    /^[1-9][0-9]{10}$/,
    11,
    "steuer|steuer-id|steueridentifikation|idnr|identifikationsnummer|steuerliche|tax id|tin",
    {
      check: isTaxNumber,
      groups: ["2-3-3-3"],
      bare: 0.6,
    },
  ),
  form(
    "de-tax-number",
    /^[0-9]{9,13}$/,
    [9, 10, 11, 12, 13],
    "steuernummer|steuer-nr|st.-nr|stnr|st-nr|finanzamt|tax number|elster",
    {
      groups: ["2-3-4", "2-3-5", "3-3-5", "3-4-4", "3-4-5"],
      grouped: 0.5,
    },
  ),
  form("de-vat", /^DE[0-9]{9}$/, 11, "ust|ust-id|umsatzsteuer|vat|mwst", {
    check: (value) => passesMod11And10(value.slice(2)),
    groups: ["2-9", "2-3-3-3", "5-3-3"],
    bare: 0.8,
  }),
  form(
    "de-document",
    new RegExp(`^${documentLetter}${documentBody}{8}[0-9]D?$`),
    [10, 11],
    documentWords,
    {
      check: (value) =>
        /[0-9].*[0-9].*[0-9]/.test(value) &&
        weighted(value, [7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 === valueAt(value, 9),
      bare: 0.6,
    },
  ),
  form(
    "de-document-short",
    new RegExp(`^(?:${documentLetter}${documentBody}{8}|T[0-9]{8}|[0-9]{9,10})$`),
    [9, 10],
    documentWords,
  ),
  form(
    "de-pension",
    /^[0-9]{2}(?:0[1-9]|[1-6][0-9]|7[0-9]|8[0-1])(?:0[1-9]|1[0-2])[0-9]{2}[A-Z][0-9]{3}$/,
    12,
    "rentenversicherung|sozialversicherung|rv-nummer|rvnr|sv-nummer|versicherungsnummer|svnr|vsnr|social security",
    {
      check: (value) => {
        const digits = spelledOut(value, 8);
        return crossSum(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10 === lastDigit(digits);
      },
      groups: ["2-6-1-3", "8-1-3"],
      grouped: 0.5,
      bare: 0.85,
    },
  ),
  form(
    "de-health",
    /^[A-Z][0-9]{9}$/,
    10,
    "krankenversicher|krankenkasse|kvnr|versichertennummer|gesundheitskarte|egk|health insurance|versicherten",
    {
      check: (value) => {
        const digits = spelledOut(value, 0);
        return crossSum(digits, [1, 2, 1, 2, 1, 2, 1, 2, 1, 2]) % 10 === lastDigit(digits);
      },
      groups: ["1-9", "4-3-3"],
      kind: "MEDICAL",
      bare: 0.65,
    },
  ),
  form("de-physician", /^[0-9]{9}$/, 9, "lanr|arztnummer|arzt-nr|lebenslange|vertragsarzt", {
    check: (value) => (10 - (weighted(value, [4, 9, 4, 9, 4, 9]) % 10)) % 10 === valueAt(value, 6),
    kind: "MEDICAL",
    bare: 0.5,
  }),
  form(
    "de-practice",
    /^[0-9]{9}$/,
    9,
    "bsnr|betriebsstätte|betriebsstaette|betriebsstättennummer|praxis|nbsnr",
    {
      kind: "MEDICAL",
    },
  ),
  form(
    "de-driving-licence",
    /^[A-Z0-9][0-9]{2}[A-Z0-9]{6}[0-9][A-Z0-9]$/,
    11,
    "führerschein|fuehrerschein|fahrerlaubnis|driving|driver|licence|license",
  ),
  form(
    "at-insurance",
    /^[1-9][0-9]{3}(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-5])[0-9]{2}$/,
    10,
    "svnr|sozialversicherung|versicherungsnummer|e-card|sv-nr|svn",
    {
      check: (value) => {
        const rest = weighted(value, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11;
        return rest === valueAt(value, 3);
      },
      groups: ["4-6"],
    },
  ),
  form("ch-ahv", /^756[0-9]{10}$/, 13, "ahv|avs|ahvn|sozialversicherung|navs", {
    check: (value) =>
      (10 - (weighted(value, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 === lastDigit(value),
    groups: ["3-4-4-2"],
    bare: 0.9,
  }),
];
