/**
 * Which rules a profile runs, and how sure they have to be.
 *
 * A profile only ever adds rules and lowers the bar: protective hides all that standard
 * hides, strict all that protective hides. To add a rule, write its file and list it here.
 *
 * @module
 */
import type { Rule } from "../rule.ts";
import { assignmentRule } from "./assignment.ts";
import { bic, sortCode } from "./bank-codes.ts";
import { basicAuth } from "./basic-auth.ts";
import { birthDate } from "./birth-date.ts";
import { card } from "./card.ts";
import { cryptoAddress } from "./crypto-address.ts";
import { email } from "./email.ts";
import { entropy } from "./entropy.ts";
import type { AllowRule } from "./harmless.ts";
import { headerCredentials } from "./header-credentials.ts";
import { iban } from "./iban.ts";
import { bank, identifier, medical } from "./identifiers/index.ts";
import { ip } from "./ip.ts";
import { jwt } from "./jwt.ts";
import { kubernetesSecret } from "./kubernetes-secret.ts";
import { mac } from "./mac.ts";
import { numberAny } from "./number-any.ts";
import { number } from "./number.ts";
import { address } from "./people/address.ts";
import { person } from "./people/person.ts";
import { phone } from "./phone.ts";
import { privateKey } from "./private-key.ts";
import { providerKey } from "./provider-key.ts";
import { strictWord } from "./strict-word.ts";
import { tokenLoose } from "./token-loose.ts";

export const redactionProfiles = ["standard", "protective", "strict"] as const;
export type RedactionProfile = (typeof redactionProfiles)[number];

export interface RuleSet {
  readonly rules: readonly Rule[];
  /** Findings below this confidence stay visible. */
  readonly bar: number;
  /** Harmless forms that stay visible. */
  readonly allow: readonly AllowRule[];
}

const standard: readonly Rule[] = [
  privateKey,
  basicAuth,
  jwt,
  providerKey,
  headerCredentials,
  kubernetesSecret,
  assignmentRule,
  email,
  card,
  iban,
  phone,
  number,
  identifier,
  medical,
  bank,
  bic,
  sortCode,
  birthDate,
  cryptoAddress,
  ip,
  mac,
  entropy,
];

const namesAndAddresses: readonly Rule[] = [person, address];

const sets: Readonly<Record<RedactionProfile, RuleSet>> = {
  standard: { rules: standard, bar: 0.5, allow: ["hashes", "uuids", "versions"] },
  protective: { rules: [...standard, numberAny, tokenLoose], bar: 0.35, allow: ["versions"] },
  strict: { rules: [...standard, numberAny, tokenLoose, strictWord], bar: 0.2, allow: [] },
};

export function ruleSet(
  profile: RedactionProfile,
  { names }: { readonly names: boolean },
): RuleSet {
  const set = sets[profile];
  return names ? { ...set, rules: [...set.rules, ...namesAndAddresses] } : set;
}
