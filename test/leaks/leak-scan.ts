/**
 * Looks for canaries in everything that was written, after decrypting what can be decrypted.
 *
 * A canary is text that was typed or shown only where recording was not allowed, and one
 * colour (magenta) that was painted only there.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

export interface Leak {
  /** Where, in words; never the content. */
  readonly where: string;
  readonly canary: string;
}

/** Each canary as it would look in the encodings that our files use. */
function formsOf(canary: string): readonly Buffer[] {
  const utf8 = Buffer.from(canary, "utf8");
  const base64 = [0, 1, 2].map((shift) => {
    const padded = Buffer.concat([Buffer.alloc(shift), utf8]).toString("base64");
    // The first and last groups depend on their neighbours.
    return Buffer.from(padded.slice(shift === 0 ? 0 : 4, -4));
  });
  return [
    utf8,
    Buffer.from(canary, "utf16le"),
    Buffer.from(utf8.toString("hex")),
    Buffer.from(utf8.toString("hex").toUpperCase()),
    Buffer.from(encodeURIComponent(canary)),
    ...base64,
  ].filter((form) => form.length >= 4);
}

/** Canaries with at least 6 characters; shorter ones would be found by chance. */
export function scanBytes(
  where: string,
  bytes: Buffer,
  canaries: readonly string[],
): readonly Leak[] {
  const leaks = canaries
    .filter((canary) => formsOf(canary).some((form) => bytes.includes(form)))
    .map((canary) => ({ where, canary }));
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    return [...leaks, ...scanBytes(`${where} (unpacked)`, gunzipSync(bytes), canaries)];
  }
  return leaks;
}

/** Every file below a folder. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

export function scanFolder(folder: string, canaries: readonly string[]): readonly Leak[] {
  return filesBelow(folder).flatMap((path) => scanBytes(path, readFileSync(path), canaries));
}

/** Pure magenta, as an app painted it, and close to it, as a lossy step would leave it. */
export function countMagenta(rgb: Uint8Array): number {
  let count = 0;
  for (let i = 0; i + 2 < rgb.length; i += 3) {
    if ((rgb[i] ?? 0) > 240 && (rgb[i + 1] ?? 255) < 15 && (rgb[i + 2] ?? 0) > 240) count++;
  }
  return count;
}
