/**
 * Credentials inside an address: `https://anna:secret@host`, `postgres://user:pw@db`.
 *
 * With a password, all from the scheme to the host is hidden, and of an address of a
 * database or a queue the rest too, for it names the place that the password opens.
 *
 * @module
 */
import type { Finding, Rule } from "../rule.ts";

const authority = /:\/\/[^\s"'`<>?#]{1,512}/g;
const scheme = /[a-z][a-z0-9+.-]{0,19}(?::[a-z][a-z0-9+.-]{0,19})?$/i;
/** Accounts that everyone has; not a secret. */
const shared = /^(?:git|hg|svn|anonymous|ftp)$/i;
const service =
  /^(?:jdbc:)?(?:mongodb|postgres|postgresql|mysql|mariadb|mssql|sqlserver|oracle|redis|rediss|amqp|amqps|kafka|nats|ldap|ldaps|smtp|smtps|imap|clickhouse|cockroachdb|cassandra|couchdb|neo4j|bolt|influxdb|snowflake|ftp|sftp)(?:\+[a-z]+)?$/i;
const placeholder = /^(?:\$\{|\{\{|\{[A-Za-z_]+\}|<|%s|%\(|\$[A-Z_]+|\[|\*+:|x{3,}:)/;
const query = /[^\s"'`<>]{0,512}/y;

export const basicAuth: Rule = {
  name: "basic-auth/2",
  kind: "SECRET",
  *find(text) {
    if (!text.includes("://")) return;
    for (const match of text.matchAll(authority)) {
      const finding = credentials(text, match[0].slice(3), match.index);
      if (finding !== undefined) yield finding;
    }
  },
};

function credentials(text: string, rest: string, at: number): Finding | undefined {
  const slash = rest.indexOf("/");
  const host = slash < 0 ? rest : rest.slice(0, slash);
  let sign = host.lastIndexOf("@");
  // A password may hold a slash; then the colon stands before it and no port follows.
  if (sign < 0 && /^[^:/]+:(?![0-9]{1,5}\/)[^/]/.test(rest)) sign = rest.indexOf("@", slash);
  if (sign < 1) return undefined;
  const user = rest.slice(0, sign);
  const from = at + 3;
  if (shared.test(user) || placeholder.test(user)) return undefined;
  if (!user.includes(":")) return { start: from, end: from + sign, confidence: 0.7 };
  const name = scheme.exec(text.slice(Math.max(0, at - 41), at))?.[0] ?? "";
  const hostLength = /^[^/),;\]}]*/.exec(rest.slice(sign + 1))?.[0].length ?? 0;
  let end = from + sign + 1 + hostLength;
  if (service.test(name)) {
    query.lastIndex = end;
    end += query.exec(text)?.[0].length ?? 0;
  }
  return { start: at - name.length, end, confidence: 0.97 };
}
