import { expect, it } from "vitest";
import { autocompletesSecret, namesSecret } from "../../../src/extension/page/secret-words.ts";

it.each([
  "Password",
  "newPassword2",
  "user_pwd",
  "PIN",
  "Enter your PIN:",
  "TAN",
  "CVV",
  "cvc2",
  "SSN",
  "Kennwort bestätigen",
  "Mot de passe",
  "Contraseña",
  "Clave",
  "Senha",
  "Palavra-passe",
  "Parola d'ordine",
  "Wachtwoord",
  "Hasło",
  "Lösenord",
  "Adgangskode",
  "Passord",
  "Salasana",
  "Heslo",
  "Şifre",
  "Пароль",
  "Κωδικός",
  "סיסמה",
  "كلمة المرور",
  "पासवर्ड",
  "パスワード",
  "密码",
  "비밀번호",
  "one-time code",
  "oneTimeCode",
  "Verification code",
  "Sicherheitscode",
  "Card number",
  "cardNumber",
  "cc_num",
  "Kartennummer",
  "Numéro de carte",
  "Recovery phrase",
  "api_key",
])("namesSecret() knows %s as the name of a secret", (label) => {
  expect(namesSecret([label])).toBe(true);
});

it.each([
  "Search",
  "First name",
  "Shipping address",
  "Opinion",
  "Standard",
  "Company",
  "Compass",
  "Spinning wheel",
  "Passenger",
  "Boarding passes left",
  "Order number",
  "Postcode",
  "",
  null,
  undefined,
])("namesSecret() leaves %s alone", (label) => {
  expect(namesSecret([label])).toBe(false);
});

it("namesSecret() is true when any of several labels names a secret", () => {
  expect(namesSecret(["field7", undefined, "Your password"])).toBe(true);
});

it.each([
  ["current-password", true],
  ["NEW-PASSWORD", true],
  ["one-time-code", true],
  ["section-a billing cc-number", true],
  ["cc-exp", true],
  ["email", false],
  ["off", false],
  [null, false],
] as const)("autocompletesSecret() of %s is %s", (value, expected) => {
  expect(autocompletesSecret(value)).toBe(expected);
});
