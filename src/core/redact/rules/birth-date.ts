/**
 * Dates of birth: a date in any usual form after a word for birth, in several languages.
 *
 * @module
 */
import { labelled } from "./labelled.ts";

const month =
  "(?:jan|feb|fév|mar|mär|apr|avr|abr|may|mai|mag|jun|jui|giu|jul|lug|aug|aoû|ago|sep|set|oct|okt|ott|nov|dec|dez|déc|dic|ene|gen|янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)[\\p{L}]{0,8}\\.?";
const numeric = "[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}";
const dayFirst = `[0-9]{1,2}(?:st|nd|rd|th|er|\\.)?[^\\S\\n]{1,2}(?:of |de )?${month},?[^\\S\\n]{1,2}(?:de )?[0-9]{4}`;
const monthFirst = `${month}[^\\S\\n]{1,2}[0-9]{1,2}(?:st|nd|rd|th)?,?[^\\S\\n]{1,2}[0-9]{4}`;
const ideographic = "[0-9]{4}[年년][^\\S\\n]?[0-9]{1,2}[月월][^\\S\\n]?[0-9]{1,2}[日일]";

export const birthDate = labelled({
  name: "birth-date/1",
  kind: "BIRTH_DATE",
  words:
    "date of birth|birth date|birthdate|birthday|dob|d.o.b|born|geburtsdatum|geburtstag|geboren|geb.|geb |né le|née le|date de naissance|naissance|nacimiento|nacido|nacida|data di nascita|nato il|nata il|nascimento|geboortedatum|födelsedatum|född|fødselsdato|født|syntymäaika|urodzenia|ur.|narození|дата рождения|родился|родилась|出生|生年月日|生日|생년월일|doğum",
  value: new RegExp(`(?:${numeric}|${dayFirst}|${monthFirst}|${ideographic})(?![0-9])`, "iuy"),
  confidence: 0.85,
});
