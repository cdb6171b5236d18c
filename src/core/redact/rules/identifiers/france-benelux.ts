/**
 * France, Belgium, the Netherlands: registration numbers with their check digits.
 *
 * @module
 */
import { passesLuhn } from "../luhn.ts";
import { lastDigit, remainder, weighted } from "./check-digits.ts";
import { form } from "./form.ts";

/** Corsica's departments count as numbers here. */
function nirKey(value: string): boolean {
  const body = value.slice(0, 13).replace("2A", "19").replace("2B", "18");
  return 97 - remainder(body, 97) === Number(value.slice(13));
}

export const franceAndBenelux = [
  form(
    "fr-nir",
    /^[1-478][0-9]{2}(?:0[1-9]|1[0-2]|[2-9][0-9])(?:[0-9]{2}|2[AB])[0-9]{8}$/,
    15,
    "nir|sécurité sociale|securite sociale|numéro de sécu|insee|carte vitale|social security",
    { check: nirKey, groups: ["1-2-2-2-3-3-2", "13-2", "1-2-2-2-3-3-1-1"], bare: 0.85 },
  ),
  form("fr-tax", /^[0-3][0-9]{12}$/, 13, "spi|numéro fiscal|numero fiscal|impôts|impots", {
    check: (value) => remainder(value.slice(0, 10), 511) === Number(value.slice(10)),
    groups: ["2-2-3-3-3"],
  }),
  form(
    "fr-identity-card",
    /^(?:[0-9]{12}|[0-9]{2}[A-Z]{2}[0-9]{5}|[A-Z0-9]{9})$/,
    [9, 12],
    "carte d'identité|carte nationale|cni|passeport|permis de conduire|passport",
  ),
  form("fr-siret", /^(?:[0-9]{9}|[0-9]{14})$/, [9, 14], "siret|siren", {
    check: passesLuhn,
    groups: ["3-3-3", "3-3-3-5"],
    bare: 0.5,
  }),
  form(
    "be-national",
    /^[0-9]{11}$/,
    11,
    "rijksregister|registre national|national number|insz|niss|rrn",
    {
      check: (value) => {
        const body = value.slice(0, 9);
        const key = Number(value.slice(9));
        return 97 - remainder(body, 97) === key || 97 - remainder(`2${body}`, 97) === key;
      },
      groups: ["2-2-2-3-2", "6-3-2"],
      bare: 0.6,
    },
  ),
  form("nl-bsn", /^[0-9]{8,9}$/, [8, 9], "bsn|burgerservicenummer|sofi|sofinummer|burger service", {
    check: (value) => {
      const nine = value.padStart(9, "0");
      return weighted(nine, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
    },
    groups: ["4-2-3", "3-3-3", "4-3-2"],
    bare: 0.5,
  }),
  form(
    "nl-document",
    /^[A-NP-Z]{2}[A-NP-Z0-9]{6}[0-9]$/,
    9,
    "paspoort|identiteitskaart|id-kaart|passport|documentnummer",
  ),
  form("nl-licence", /^[0-9]{10}$/, 10, "rijbewijs"),
  form("lu-national", /^(?:19|20)[0-9]{11}$/, 13, "matricule|identification nationale", {
    check: (value) => passesLuhn(value.slice(0, 12)) && lastDigit(value) >= 0,
  }),
];
