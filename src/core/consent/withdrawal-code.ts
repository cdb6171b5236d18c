/**
 * The code with which a participant can leave a study without the device (CON-11).
 *
 * 128 random bits in Crockford's base 32, which has no letters that look like digits, in
 * groups of four with dashes. Reading is forgiving: case, spaces, dashes, and O for 0 or
 * I and L for 1. Only the SHA-256 of the normal form ever leaves the participant's paper.
 *
 * @module
 */

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const codeBytes = 16;
const codeLength = 26;

/** Writes 16 random bytes as a code for paper: `7ZZC-…`. */
export function formatWithdrawalCode(random: Uint8Array): string {
  if (random.length !== codeBytes) throw new TypeError("Cannot make a code: pass 16 random bytes");
  let bits = random.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
  let code = "";
  for (let i = 0; i < codeLength; i++) {
    code = (alphabet[Number(bits & 31n)] ?? "") + code;
    bits >>= 5n;
  }
  return code.replace(/.{4}(?=.)/g, "$&-");
}

/** The form that is hashed, or `undefined` when this is no code. */
export function normalWithdrawalCode(written: string): string | undefined {
  if (written.length > 100) return undefined;
  const code = written
    .toUpperCase()
    .replace(/[\s\u2010-\u2015-]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  // 26 characters hold 130 bits; the two that are too many are zero.
  return /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(code) ? code : undefined;
}
