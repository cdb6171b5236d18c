/**
 * Poland, Czechia, Slovakia, Romania, Bulgaria, Croatia, Greece, Hungary, the Baltics,
 * Russia, Ukraine.
 *
 * @module
 */
import {
  isDate,
  lastDigit,
  passesMod11And10,
  remainder,
  valueAt,
  weighted,
} from "./check-digits.ts";
import { form } from "./form.ts";

/** PESEL adds 20, 40, 60 or 80 to the month for the century. */
function peselDate(value: string): boolean {
  const month = Number(value.slice(2, 4)) % 20;
  return isDate(value.slice(0, 2) + String(month).padStart(2, "0") + value.slice(4, 6));
}

function estonian(value: string): boolean {
  let rest = weighted(value, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  if (rest === 10) rest = weighted(value, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return rest % 10 === lastDigit(value) && isDate(value.slice(1, 7));
}

export const easternEurope = [
  form("pl-pesel", /^[0-9]{11}$/, 11, "pesel", {
    check: (value) =>
      peselDate(value) &&
      (10 - (weighted(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === lastDigit(value),
    bare: 0.75,
  }),
  form("pl-nip", /^[1-9][0-9]{9}$/, 10, "nip|podatnik", {
    check: (value) => weighted(value, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === lastDigit(value),
    groups: ["3-3-2-2", "3-2-2-3"],
    bare: 0.5,
  }),
  form("pl-identity-card", /^[A-Z]{3}[0-9]{6}$/, 9, "dowód|dowod|dowodu|seria", {
    check: (value) => weighted(value, [7, 3, 1, 9, 7, 3, 1, 7, 3]) % 10 === 0,
    groups: ["3-6"],
    bare: 0.6,
  }),
  form("cz-birth-number", /^[0-9]{9,10}$/, [9, 10], "rodné číslo|rodne cislo|rodné|rč", {
    check: (value) => {
      const month = Number(value.slice(2, 4));
      const plain = [0, 20, 50, 70].some((more) => month > more && month <= more + 12);
      return plain && value.length === 10 && remainder(value, 11) === 0;
    },
    groups: ["6-4", "6-3"],
    bare: 0.55,
  }),
  form("ro-cnp", /^[1-9][0-9]{12}$/, 13, "cnp|cod numeric", {
    check: (value) =>
      (weighted(value, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11) % 10 === lastDigit(value) &&
      isDate(value.slice(1, 7)),
    bare: 0.8,
  }),
  form("bg-egn", /^[0-9]{10}$/, 10, "егн|egn", {
    check: (value) => {
      const month = Number(value.slice(2, 4)) % 20;
      return (
        month >= 1 &&
        month <= 12 &&
        (weighted(value, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === lastDigit(value)
      );
    },
    bare: 0.5,
  }),
  form("hr-oib", /^[0-9]{11}$/, 11, "oib", { check: passesMod11And10, bare: 0.55 }),
  form("gr-afm", /^[0-9]{9}$/, 9, "αφμ|afm", {
    check: (value) =>
      (weighted(value, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === lastDigit(value),
    bare: 0.5,
  }),
  form("gr-amka", /^[0-9]{11}$/, 11, "αμκα|amka"),
  form("hu-tax", /^8[0-9]{9}$/, 10, "adóazonosító|adoazonosito", {
    check: (value) => weighted(value, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === lastDigit(value),
  }),
  form("hu-taj", /^[0-9]{9}$/, 9, "taj|társadalombiztosítási", {
    check: (value) => weighted(value, [3, 7, 3, 7, 3, 7, 3, 7]) % 10 === lastDigit(value),
    groups: ["3-3-3"],
    bare: 0.5,
  }),
  form("baltic-personal", /^[1-6][0-9]{10}$/, 11, "isikukood|asmens kodas", {
    check: estonian,
    bare: 0.75,
  }),
  form("lv-personal", /^[0-9]{11}$/, 11, "personas kods", { groups: ["6-5"], grouped: 0.55 }),
  form("ru-inn", /^(?:[0-9]{10}|[0-9]{12})$/, [10, 12], "инн|inn", {
    check: (value) => {
      if (value.length === 10)
        return (weighted(value, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10 === lastDigit(value);
      const first = (weighted(value, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
      const second = (weighted(value, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
      return first === valueAt(value, 10) && second === valueAt(value, 11);
    },
    bare: 0.5,
  }),
  form("ru-snils", /^[0-9]{11}$/, 11, "снилс|snils", {
    check: (value) => {
      const sum = weighted(value, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101;
      return sum % 100 === Number(value.slice(9));
    },
    groups: ["3-3-3-2"],
    bare: 0.7,
  }),
  form("ru-passport", /^[0-9]{10}$/, 10, "паспорт|серия", { groups: ["4-6", "2-2-6"] }),
  form("ua-tax", /^[0-9]{10}$/, 10, "рнокпп|іпн|ipn", {
    check: (value) =>
      (((weighted(value, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11) % 10 === lastDigit(value),
    bare: 0.5,
  }),
];
