/**
 * Addresses and keys of crypto currencies: Base58Check and Bech32 by their check sums,
 * others by their form.
 *
 * @module
 */
import type { Finding, Rule } from "../rule.ts";
import { sha256 } from "./sha256.ts";

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const word = /(?<![A-Za-z0-9])[A-Za-z0-9]{25,128}(?![A-Za-z0-9])/g;
const alphabet = /^[1-9A-HJ-NP-Za-km-z]+$/;
const data = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const forms: readonly RegExp[] = [
  /^0x[0-9a-fA-F]{40}$/, // Ethereum and those that took over its form.
  /^4[0-9AB][1-9A-HJ-NP-Za-km-z]{93}$/, // Monero.
  /^r[1-9A-HJ-NP-Za-km-z]{26,34}$/, // XRP: an alphabet of its own.
  /^addr1[a-z0-9]{50,103}$/, // Cardano.
  /^G[A-Z2-7]{55}$/, // Stellar.
  /^(?:bitcoincash:)?[qp][a-z0-9]{41}$/, // Bitcoin Cash.
];

export const cryptoAddress: Rule = {
  name: "crypto-address/1",
  kind: "CRYPTO",
  *find(text) {
    if (!/[0-9]/.test(text)) return;
    for (const { 0: whole, index } of text.matchAll(word)) {
      const confidence = judge(whole);
      if (confidence > 0) yield finding(index, whole, confidence);
    }
  },
};

function finding(start: number, whole: string, confidence: number): Finding {
  return { start, end: start + whole.length, confidence };
}

function judge(whole: string): number {
  if (whole.length <= 112 && whole.length >= 26 && alphabet.test(whole) && passesBase58(whole))
    return 1;
  if (whole.length <= 90 && passesBech32(whole)) return 1;
  if (/^(?:bc1|tb1|ltc1)[a-z0-9]{20,87}$/i.test(whole)) return 0.6;
  return forms.some((form) => form.test(whole)) && /[0-9]/.test(whole) ? 0.7 : 0;
}

/** The last four bytes are the first of the SHA-256 of the SHA-256 of the rest. */
function passesBase58(whole: string): boolean {
  const bytes: number[] = [];
  for (const character of whole) {
    let carry = base58.indexOf(character);
    for (let at = 0; at < bytes.length; at++) {
      carry += (bytes[at] ?? 0) * 58;
      bytes[at] = carry & 0xff;
      carry >>= 8;
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 0xff);
  }
  for (const character of whole) {
    if (character !== "1") break;
    bytes.push(0);
  }
  if (bytes.length < 25 || bytes.length > 82) return false;
  const decoded = Uint8Array.from(bytes.toReversed());
  const sum = sha256(sha256(decoded.subarray(0, -4)));
  return decoded.subarray(-4).every((byte, at) => byte === sum[at]);
}

/** BIP 173 and BIP 350: a prefix, the last 1, six characters of check sum. */
function passesBech32(whole: string): boolean {
  const lower = whole.toLowerCase();
  if (whole !== lower && whole !== whole.toUpperCase()) return false;
  const one = lower.lastIndexOf("1");
  if (one < 1 || lower.length - one < 7) return false;
  const values: number[] = [];
  for (const character of lower.slice(0, one)) values.push(character.charCodeAt(0) >> 5);
  values.push(0);
  for (const character of lower.slice(0, one)) values.push(character.charCodeAt(0) & 31);
  for (const character of lower.slice(one + 1)) {
    const value = data.indexOf(character);
    if (value < 0) return false;
    values.push(value);
  }
  const rest = polymod(values);
  return rest === 1 || rest === 0x2bc830a3;
}

function polymod(values: readonly number[]): number {
  const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
  let check = 1;
  for (const value of values) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    for (const [at, term] of generator.entries()) if ((top >> at) & 1) check ^= term;
  }
  return check;
}
