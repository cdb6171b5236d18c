/**
 * Private keys as text: PEM, OpenSSH, PGP and PuTTY, whole or broken off.
 *
 * Without an end mark everything after the header is hidden: half a key is still a secret.
 *
 * @module
 */
import type { Finding, Rule } from "../rule.ts";

const start =
  /(?:-{1,5} ?)?BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE(?: KEY)?|PuTTY-User-Key-File-[0-9]|-----BEGIN (?:OPENSSH|RSA|DSA|EC|ENCRYPTED|PGP PRIV)/g;
const footer = /-----END [A-Z0-9 ]{0,48}-{0,5}|Private-MAC: [0-9a-f]*/g;
/** DER and OpenSSH keys without their header begin with these. */
const body =
  /(?:b3BlbnNzaC1rZXktdjE|MII[A-J][A-Za-z0-9+/]{2}IBAA|MHcCAQEE|MIG[A-Za-z0-9]AgEA)[A-Za-z0-9+/]{24,}(?:(?:\\n|\s){1,3}[A-Za-z0-9+/]{16,}){0,500}={0,2}/g;

const marks = ["PRIVATE", "PuTTY-User", "-----BEGIN"];
const bodies = ["b3BlbnNz", "MII", "MHcC", "MIG"];

export const privateKey: Rule = {
  name: "private-key/1",
  kind: "PRIVATE_KEY",
  *find(text) {
    if (marks.some((mark) => text.includes(mark))) yield* withHeader(text);
    if (bodies.every((mark) => !text.includes(mark))) return;
    for (const match of text.matchAll(body))
      yield { start: match.index, end: match.index + match[0].length, confidence: 0.95 };
  },
};

function* withHeader(text: string): Generator<Finding> {
  let from = 0;
  for (const match of text.matchAll(start)) {
    if (match.index < from) continue;
    footer.lastIndex = match.index + match[0].length;
    const end = footer.exec(text);
    from = end === null ? text.length : end.index + end[0].length;
    yield { start: match.index, end: from, confidence: 1 };
  }
}
