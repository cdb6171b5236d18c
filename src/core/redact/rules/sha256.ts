/**
 * SHA-256 (FIPS 180-4), for check sums inside addresses. Not for secrets: it is not
 * constant in time.
 *
 * @module
 */

/** First 32 bits of the fractional parts of the roots of the first primes. */
function fractions(root: 2 | 3, count: number): Uint32Array {
  const out = new Uint32Array(count);
  for (let candidate = 2, found = 0; found < count; candidate++) {
    let prime = true;
    for (let factor = 2; factor * factor <= candidate; factor++)
      if (candidate % factor === 0) prime = false;
    if (!prime) continue;
    const value = root === 2 ? Math.sqrt(candidate) : Math.cbrt(candidate);
    out[found++] = (value - Math.floor(value)) * 2 ** 32;
  }
  return out;
}

const initial = fractions(2, 8);
const constants = fractions(3, 64);

function turned(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

export function sha256(message: Uint8Array): Uint8Array {
  const length = (((message.length + 8) >> 6) + 1) << 6;
  const padded = new DataView(new ArrayBuffer(length));
  for (const [at, byte] of message.entries()) padded.setUint8(at, byte);
  padded.setUint8(message.length, 0x80);
  padded.setUint32(length - 4, message.length * 8);
  const state = Uint32Array.from(initial);
  for (let block = 0; block < length; block += 64) compress(state, padded, block);
  const out = new DataView(new ArrayBuffer(32));
  for (const [at, word] of state.entries()) out.setUint32(at * 4, word);
  return new Uint8Array(out.buffer);
}

function compress(state: Uint32Array, data: DataView, block: number): void {
  const w = new Uint32Array(64);
  const word = (at: number): number => w[at] ?? 0;
  for (let at = 0; at < 64; at++)
    w[at] =
      at < 16
        ? data.getUint32(block + at * 4)
        : word(at - 16) +
          small(word(at - 15), 7, 18, 3) +
          word(at - 7) +
          small(word(at - 2), 17, 19, 10);
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at++) {
    const one =
      (h + big(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + (constants[at] ?? 0) + word(at)) | 0;
    const two = (big(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  for (const [at, more] of [a, b, c, d, e, f, g, h].entries()) state[at] = (state[at] ?? 0) + more;
}

function small(word: number, one: number, two: number, shift: number): number {
  return turned(word, one) ^ turned(word, two) ^ (word >>> shift);
}

function big(word: number, one: number, two: number, three: number): number {
  return turned(word, one) ^ turned(word, two) ^ turned(word, three);
}
