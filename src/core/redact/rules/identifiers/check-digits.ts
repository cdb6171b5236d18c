/**
 * The arithmetic that check digits of many countries share.
 *
 * @module
 */

/** The digit or the value of a letter (A is 10, as in ISO 7064 and travel documents). */
export function valueAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code < 0x3a ? code - 0x30 : code - 0x37;
}

/** Sum of the first characters' values, each times its weight. */
export function weighted(text: string, weights: readonly number[]): number {
  let sum = 0;
  for (const [at, weight] of weights.entries()) sum += valueAt(text, at) * weight;
  return sum;
}

export function lastDigit(text: string): number {
  return valueAt(text, text.length - 1);
}

/** ISO 7064 MOD 11,10. */
export function passesMod11And10(digits: string): boolean {
  let product = 10;
  for (let at = 0; at < digits.length - 1; at++) {
    const sum = (valueAt(digits, at) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === lastDigit(digits);
}

/** The remainder of a long decimal number. */
export function remainder(digits: string, divisor: number): number {
  let rest = 0;
  for (let at = 0; at < digits.length; at++) rest = (rest * 10 + valueAt(digits, at)) % divisor;
  return rest;
}

const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
const reflected = (a: number, b: number): number => {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5);
  return b < 5 ? 5 + ((a - b) % 5) : (a - b + 5) % 5;
};

/** Verhoeff: the dihedral group of ten elements and a permutation by place. */
export function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let fromEnd = 0; fromEnd < digits.length; fromEnd++) {
    let digit = valueAt(digits, digits.length - 1 - fromEnd);
    for (let times = fromEnd % 8; times > 0; times--) digit = permutation[digit] ?? 0;
    check = reflected(check, digit);
  }
  return check === 0;
}

/** Day and month of a date written `yymmdd`; a day may be raised by up to `raised`. */
export function isDate(yymmdd: string, raised = 0): boolean {
  const month = Number(yymmdd.slice(2, 4));
  const day = Number(yymmdd.slice(4, 6));
  return (
    month >= 1 && month <= 12 && day >= 1 && (day <= 31 || (day > raised && day <= 31 + raised))
  );
}

export function sameDigit(value: string): boolean {
  return value === value.charAt(0).repeat(value.length);
}

/** Digit sum of products, as in Luhn's method, with the weights given. */
export function crossSum(text: string, weights: readonly number[]): number {
  let sum = 0;
  for (const [at, weight] of weights.entries()) {
    const product = valueAt(text, at) * weight;
    sum += Math.floor(product / 10) + (product % 10);
  }
  return sum;
}
