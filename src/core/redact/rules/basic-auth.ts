/**
 * Credentials inside an address: `https://anna:secret@host`, `postgres://user:pw@db`.
 *
 * Name and password are hidden together; the host stays.
 *
 * @module
 */
import type { Finding, Rule } from "../rule.ts";

const authority = /:\/\/[^\s"'`<>?#]{1,512}/g;
/** Accounts that everyone has; not a secret. */
const shared = /^(?:git|hg|svn|anonymous|ftp)$/i;

export const basicAuth: Rule = {
  name: "basic-auth/1",
  kind: "SECRET",
  *find(text) {
    for (const match of text.matchAll(authority)) {
      const finding = credentials(match[0].slice(3), match.index + 3);
      if (finding !== undefined) yield finding;
    }
  },
};

function credentials(rest: string, start: number): Finding | undefined {
  const slash = rest.indexOf("/");
  const host = slash < 0 ? rest : rest.slice(0, slash);
  let sign = host.lastIndexOf("@");
  // A password may hold a slash; then the colon stands before it and no port follows.
  if (sign < 0 && /^[^:/]+:(?![0-9]{1,5}\/)[^/]/.test(rest)) sign = rest.indexOf("@", slash);
  if (sign < 1) return undefined;
  const user = rest.slice(0, sign);
  if (shared.test(user)) return undefined;
  return { start, end: start + sign, confidence: user.includes(":") ? 0.97 : 0.7 };
}
