/**
 * What looks like a secret and is none: rules that let it stay, each by itself switchable.
 *
 * They only ever free what was found for its form alone. What a label, a checksum or a
 * vendor's prefix gave away is hidden however it looks.
 *
 * @module
 */
import type { NamedFinding } from "../merge.ts";

export const allowRules = ["hashes", "uuids", "loopback", "versions"] as const;
export type AllowRule = (typeof allowRules)[number];

interface Allowance {
  readonly kinds: ReadonlySet<string>;
  /** A surer finding stays hidden. */
  readonly below: number;
  readonly form: RegExp;
}

const allowances: Readonly<Record<AllowRule, Allowance>> = {
  /** Commits and checksums: 7 to 64 hexadecimal digits, one case, or base64 after `sha512-`. */
  hashes: {
    kinds: new Set(["SECRET", "NUMBER"]),
    below: 0.65,
    form: /^(?:(?:[0-9a-f]{40}|[0-9a-f]{64}|[0-9A-F]{40}|[0-9A-F]{64})|sha(?:1|256|384|512)-[A-Za-z0-9+/]{27,86}={0,2}|(?:md5|sha1|sha256)[=:-][0-9a-f]{32,64})$/,
  },
  uuids: {
    kinds: new Set(["SECRET", "NUMBER", "PHONE"]),
    below: 0.65,
    form: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  },
  loopback: {
    kinds: new Set(["IP"]),
    below: 1,
    form: /^(?:127\.[0-9.]{5,11}|::1)(?:\/[0-9]{1,3})?$/,
  },
  /** Dotted versions, and dates and times of ISO 8601. */
  versions: {
    kinds: new Set(["SECRET", "NUMBER", "PHONE"]),
    below: 0.65,
    form: /^(?:v?[0-9]{1,4}(?:\.[0-9]{1,4}){2,3}(?:-[a-z]{1,6}\.?[0-9]{0,3})?|(?:19|20)[0-9]{2}-?[01][0-9]-?[0-3][0-9](?:[T _]?[0-2][0-9]:?[0-5][0-9](?::?[0-5][0-9](?:[.,][0-9]{1,9})?)?(?:Z|[+-][0-2][0-9]:?[0-5][0-9])?)?)$/,
  },
};

export function isAllowed(
  text: string,
  finding: NamedFinding,
  allowed: ReadonlySet<AllowRule>,
): boolean {
  for (const name of allowed) {
    const { kinds, below, form } = allowances[name];
    if (finding.confidence < below && kinds.has(finding.kind) && finding.end - finding.start <= 128)
      if (form.test(text.slice(finding.start, finding.end))) return true;
  }
  return false;
}
