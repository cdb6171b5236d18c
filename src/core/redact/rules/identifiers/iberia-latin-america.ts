/**
 * Spain, Portugal, Brazil, Mexico, Argentina, Chile, Colombia.
 *
 * @module
 */
import { lastDigit, remainder, valueAt, weighted } from "./check-digits.ts";
import { form } from "./form.ts";

const letters = "TRWAGMYFPDXBNJZSQVHLCKE";

function spanishLetter(value: string): boolean {
  const digits = value.slice(0, -1).replace("X", "0").replace("Y", "1").replace("Z", "2");
  return letters.charAt(remainder(digits, 23)) === value.slice(-1);
}

function cif(value: string): boolean {
  let sum = 0;
  for (let at = 1; at < 8; at++) {
    const digit = valueAt(value, at);
    sum += at % 2 === 0 ? digit : Math.floor((digit * 2) / 10) + ((digit * 2) % 10);
  }
  const control = (10 - (sum % 10)) % 10;
  return value.endsWith(String(control)) || value.endsWith("JABCDEFGHI".charAt(control));
}

/** Two control digits, each over all before it, from weights that end in 2. */
function twoControls(value: string, first: readonly number[], second: readonly number[]): boolean {
  const control = (weights: readonly number[]): number => {
    const rest = weighted(value, weights) % 11;
    return rest < 2 ? 0 : 11 - rest;
  };
  return control(first) === valueAt(value, first.length) && control(second) === lastDigit(value);
}

const cnpj = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];
const cpf = [10, 9, 8, 7, 6, 5, 4, 3, 2];
const cuit = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

export const iberiaAndLatinAmerica = [
  form("es-dni", /^[0-9]{7,8}[A-HJ-NP-TV-Z]$/, [8, 9], "dni|nif|documento nacional|identidad", {
    check: spanishLetter,
    groups: ["8-1", "2-3-3-1", "7-1"],
    bare: 0.85,
  }),
  form("es-nie", /^[XYZ][0-9]{7}[A-HJ-NP-TV-Z]$/, 9, "nie|extranjero|identidad", {
    check: spanishLetter,
    groups: ["1-7-1", "8-1"],
    bare: 0.85,
  }),
  form("es-cif", /^[A-HJNP-SUVW][0-9]{7}[0-9A-J]$/, 9, "cif|nif", {
    check: cif,
    groups: ["1-8", "1-7-1"],
    bare: 0.7,
  }),
  form("es-passport", /^[A-Z]{2,3}[0-9]{6}[A-Z]?$/, [8, 9, 10], "pasaporte|passport", { bare: 0 }),
  form("es-social", /^[0-9]{12}$/, 12, "seguridad social|nuss|naf|afiliación", {
    check: (value) => {
      const body = value.slice(0, 10);
      return remainder(body, 97) === Number(value.slice(10));
    },
    groups: ["2-8-2", "2-10"],
  }),
  form("pt-nif", /^[1-35689][0-9]{8}$/, 9, "nif|contribuinte|número fiscal", {
    check: (value) => {
      const rest = weighted(value, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
      return (rest < 2 ? 0 : 11 - rest) === lastDigit(value);
    },
    groups: ["3-3-3"],
    bare: 0.5,
  }),
  form("br-cpf", /^[0-9]{11}$/, 11, "cpf|cadastro de pessoas", {
    check: (value) => twoControls(value, cpf, [11, ...cpf]),
    groups: ["3-3-3-2"],
    bare: 0.7,
  }),
  form("br-cnpj", /^[0-9]{14}$/, 14, "cnpj", {
    check: (value) => twoControls(value, cnpj, [6, ...cnpj]),
    groups: ["2-3-3-4-2"],
    bare: 0.8,
  }),
  form("mx-curp", /^[A-Z][AEIOUX][A-Z]{2}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]$/, 18, "curp", {
    check: () => true,
    bare: 0.9,
  }),
  form(
    "mx-rfc",
    /^[A-ZÑ&]{3,4}[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[A-Z0-9]{2}[0-9A]$/,
    [12, 13],
    "rfc|registro federal",
    {
      check: () => true,
      bare: 0.6,
    },
  ),
  form("ar-cuit", /^(?:20|23|24|27|30|33|34)[0-9]{9}$/, 11, "cuit|cuil", {
    check: (value) => (11 - (weighted(value, cuit) % 11)) % 11 === lastDigit(value),
    groups: ["2-8-1"],
    bare: 0.6,
  }),
  form("ar-dni", /^[0-9]{7,8}$/, [7, 8], "dni|documento nacional", { groups: ["2-3-3"] }),
  form("cl-rut", /^[1-9][0-9]{6,7}[0-9K]$/, [8, 9], "rut|run|rol único", {
    check: (value) => {
      const body = value.slice(0, -1).padStart(8, "0");
      const rest = 11 - (weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11);
      return (rest === 11 ? "0" : rest === 10 ? "K" : String(rest)) === value.slice(-1);
    },
    groups: ["2-3-3-1", "1-3-3-1", "8-1", "7-1"],
    grouped: 0.3,
    bare: 0.5,
  }),
  form("co-cedula", /^[0-9]{8,10}$/, [8, 9, 10], "cédula|cedula", { groups: ["1-3-3-3", "2-3-3"] }),
];
