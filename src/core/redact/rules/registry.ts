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
import { basicAuth } from "./basic-auth.ts";
import { card } from "./card.ts";
import { email } from "./email.ts";
import { entropy } from "./entropy.ts";
import { headerCredentials } from "./header-credentials.ts";
import { iban } from "./iban.ts";
import { ip } from "./ip.ts";
import { jwt } from "./jwt.ts";
import { mac } from "./mac.ts";
import { numberAny } from "./number-any.ts";
import { number } from "./number.ts";
import { phone } from "./phone.ts";
import { privateKey } from "./private-key.ts";
import { providerKey } from "./provider-key.ts";
import { strictWord } from "./strict-word.ts";
import { tokenLoose } from "./token-loose.ts";

export type RedactionProfile = "standard" | "protective" | "strict";

export interface RuleSet {
  readonly rules: readonly Rule[];
  /** Findings below this confidence stay visible. */
  readonly bar: number;
}

const standard: readonly Rule[] = [
  privateKey,
  basicAuth,
  jwt,
  providerKey,
  headerCredentials,
  assignmentRule,
  email,
  card,
  iban,
  phone,
  number,
  ip,
  mac,
  entropy,
];

const sets: Readonly<Record<RedactionProfile, RuleSet>> = {
  standard: { rules: standard, bar: 0.5 },
  protective: { rules: [...standard, numberAny, tokenLoose], bar: 0.35 },
  strict: { rules: [...standard, numberAny, tokenLoose, strictWord], bar: 0.2 },
};

export function ruleSet(profile: RedactionProfile): RuleSet {
  return sets[profile];
}
