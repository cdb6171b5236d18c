/**
 * Documents, accounts and records that have no check digits: only a word tells.
 *
 * @module
 */
import { form } from "./form.ts";

/** At least four digits among letters. */
const mixed = /^(?=(?:[A-Z]*[0-9]){4})[A-Z0-9]{6,20}$/;

function upTo(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

export const byContext = [
  form(
    "passport",
    mixed,
    upTo(7, 12),
    "passport|passport no|reisepass|passeport|pasaporte|passaporto|passaporte|paspoort|paszport|passi|pass nr|паспорт|护照|護照|パスポート|여권",
  ),
  form(
    "driving-licence",
    mixed,
    upTo(7, 18),
    "driver's license|driver's licence|drivers license|driver license|driving licence|driving license|driver licence|dl number|dl #|dl no|license number|licence number|führerschein|permis de conduire|permiso de conducir|carnet de conducir|patente|rijbewijs|prawo jazdy|körkort|ajokortti|运转免许|운전면허|驾驶证|carteira de motorista|cnh|водительское",
  ),
  form(
    "identity-card",
    mixed,
    upTo(7, 14),
    "identity card|id card|national id|personalausweis|carte d'identité|carta d'identità|cédula|cedula|dowód osobisty|henkilökortti|identitetskort|identiteitskaart|удостоверение|身份证|身分證",
  ),
  form(
    "tax-number",
    mixed,
    upTo(8, 14),
    "tax id|tax number|vat number|vat id|vat no|taxpayer id|ust-idnr|numéro fiscal|número de identificación fiscal|codice fiscale|nip|налоговый",
  ),
  form(
    "insurance",
    mixed,
    upTo(7, 16),
    "policy number|policy no|insurance number|insurance id|member id|member number|subscriber id|group number|versicherungsnummer|numéro d'assuré|número de póliza",
  ),
  form(
    "medical-record",
    mixed,
    upTo(7, 14),
    "mrn|medical record|patient id|patient number|patient no|health record|chart number|patientennummer|dossier médical|historia clínica|cartella clinica",
    { kind: "MEDICAL" },
  ),
  form(
    "account",
    /^[0-9]{7,18}$/,
    upTo(7, 18),
    "account number|account no|account #|acct|a/c|acct no|bank account|kontonummer|konto-nr|konto nr|numéro de compte|número de cuenta|numero di conto|rekeningnummer|numer konta|tilinumero|kontonr|conta corrente|номер счета|账号|帳號|口座番号|계좌번호",
    { kind: "BANK" },
  ),
  form(
    "vehicle",
    /^(?=(?:[A-Z]*[0-9]){4})[A-HJ-NPR-Z0-9]{17}$/,
    17,
    "vin|vehicle identification|chassis|fahrgestellnummer",
    {
      check: (value) => /^[A-HJ-NPR-Z0-9]{9}/.test(value) && /[A-Z]/.test(value),
      bare: 0,
    },
  ),
];
