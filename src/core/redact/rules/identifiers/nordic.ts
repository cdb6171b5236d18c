/**
 * Finland, Sweden, Norway, Denmark, Iceland: personal codes made of a birth date.
 *
 * @module
 */
import { passesLuhn } from "../luhn.ts";
import { isDate, lastDigit, valueAt, weighted } from "./check-digits.ts";
import { form } from "./form.ts";

const day = "(?:0[1-9]|[12][0-9]|3[01])";
const month = "(?:0[1-9]|1[0-2])";
/** The sign between date and number tells the century; a dash or a plus is no character here. */
const finnish = new RegExp(`^${day}${month}[0-9]{2}[A-FU-Y]?[0-9]{3}[0-9A-FHJ-NPR-Y]$`);

function finnishCheck(value: string): boolean {
  const number = Number(value.slice(0, 6) + value.slice(-4, -1));
  return "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(number % 31) === value.slice(-1);
}

function swedishCheck(value: string): boolean {
  const ten = value.slice(-10);
  return isDate(ten.slice(0, 6), 60) && passesLuhn(ten);
}

function norwegianCheck(value: string): boolean {
  const first = (11 - (weighted(value, [3, 7, 6, 1, 8, 9, 4, 5, 2]) % 11)) % 11;
  const second = (11 - (weighted(value, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
  return first === valueAt(value, 9) && second === valueAt(value, 10);
}

export const nordic = [
  form(
    "fi-hetu",
    finnish,
    [10, 11],
    "hetu|henkilötunnus|henkilotunnus|personbeteckning|personal identity",
    {
      check: finnishCheck,
      groups: ["6-4", "6-5"],
      bare: 0.7,
    },
  ),
  form("fi-business", /^[0-9]{8}$/, 8, "y-tunnus|ytunnus|business id|fo-nummer", {
    check: (value) => {
      const rest = weighted(value, [7, 9, 10, 5, 8, 4, 2]) % 11;
      return rest !== 1 && (rest === 0 ? 0 : 11 - rest) === lastDigit(value);
    },
    groups: ["7-1"],
    bare: 0,
  }),
  form(
    "se-personal",
    /^(?:19|20)?[0-9]{10}$/,
    [10, 12],
    "personnummer|personnr|pnr|samordningsnummer|personal number|personal identity",
    {
      check: swedishCheck,
      groups: ["6-4", "8-4"],
      bare: 0.65,
    },
  ),
  form(
    "se-organisation",
    /^[1-9][0-9][2-9][0-9]{7}$/,
    10,
    "organisationsnummer|orgnr|org.nr|org nr|bolag|organisation",
    {
      check: passesLuhn,
      groups: ["6-4"],
      bare: 0.5,
    },
  ),
  form("no-national", /^[0-9]{11}$/, 11, "fødselsnummer|fodselsnummer|personnummer|fnr|d-nummer", {
    check: norwegianCheck,
    groups: ["6-5", "6-3-2"],
    bare: 0.8,
  }),
  form("dk-cpr", new RegExp(`^${day}${month}[0-9]{6}$`), 10, "cpr|cpr-nummer|personnummer", {
    groups: ["6-4"],
    grouped: 0.55,
  }),
  form("is-kennitala", new RegExp(`^${day}${month}[0-9]{5}[089]$`), 10, "kennitala|kt.", {
    check: (value) =>
      (11 - (weighted(value, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === valueAt(value, 8),
    groups: ["6-4"],
    bare: 0.55,
  }),
];
