/**
 * How a hidden value is written: `‹EMAIL#2›`, its class and its number in the session.
 *
 * The same value has the same token everywhere in a session, so that a trajectory still
 * shows that one address was typed twice, and no token can be turned back. What already
 * is a token is never looked into again, which makes redaction idempotent.
 *
 * @module
 */
import { type RedactionKind, redactionKinds } from "./rule.ts";

const token = new RegExp(`‹(?:${redactionKinds.join("|")})#[1-9][0-9]{0,5}›`, "g");

export function tokenFor(kind: RedactionKind, number: number): string {
  return `‹${kind}#${number}›`;
}

export interface TokenSplit {
  readonly text: string;
  readonly isToken: boolean;
}

/** The text in order, tokens apart from what is between them. */
export function splitAtTokens(text: string): readonly TokenSplit[] {
  const parts: TokenSplit[] = [];
  let from = 0;
  for (const match of text.matchAll(token)) {
    if (match.index > from) parts.push({ text: text.slice(from, match.index), isToken: false });
    parts.push({ text: match[0], isToken: true });
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), isToken: false });
  return parts;
}
