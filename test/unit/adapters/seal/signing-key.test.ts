import { mkdtemp, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { expect, it } from "vitest";
import {
  KeyUnreadable,
  readSigningKey,
  SigningKey,
  verifySignature,
  writeSigningKey,
} from "../../../../src/adapters/seal/signing-key.ts";

const folder = () => mkdtemp(join(tmpdir(), "assent-key-"));

it("a key file gives the same key back and only its owner may read it", async () => {
  const path = join(await folder(), "key.json");
  const key = SigningKey.generate();
  await writeSigningKey(path, key);
  const again = await readSigningKey(path);
  expect([again.keyId, (await stat(path)).mode & 0o777]).toEqual([key.keyId, 0o600]);
});

it("writeSigningKey() never overwrites a key", async () => {
  const path = join(await folder(), "key.json");
  await writeSigningKey(path, SigningKey.generate());
  const before = await readFile(path, "utf8");
  await expect(writeSigningKey(path, SigningKey.generate())).rejects.toThrow(/EEXIST/);
  expect(await readFile(path, "utf8")).toBe(before);
});

it("readSigningKey() refuses two halves that do not belong together, and quotes neither", async () => {
  const path = join(await folder(), "key.json");
  await writeSigningKey(path, SigningKey.generate());
  const file = JSON.parse(await readFile(path, "utf8")) as Record<string, string>;
  await writeFile(path, JSON.stringify({ ...file, publicKey: SigningKey.generate().keyId }));
  const error = await readSigningKey(path).catch((reason: unknown) => reason as Error);
  expect(error).toBeInstanceOf(KeyUnreadable);
  expect(inspect(error)).not.toContain(file["seed"]);
});

it.each(["", "{", '{"schema":"assent.signing-key/1"}', "AGE-SECRET-KEY-1SECRET"])(
  "readSigningKey() refuses %j without repeating it",
  async (content) => {
    const path = join(await folder(), "key.json");
    await writeFile(path, content);
    const error = await readSigningKey(path).catch((reason: unknown) => reason as Error);
    expect(error).toBeInstanceOf(KeyUnreadable);
    expect(inspect(error)).not.toContain("SECRET-KEY");
  },
);

it("a SigningKey shows nothing of its secret when it is printed or serialised", () => {
  const key = SigningKey.fromSeed(Buffer.alloc(32, "S"));
  expect(`${JSON.stringify(key)}${inspect(key, { depth: 9, showHidden: true })}`).not.toMatch(
    /SSSS|5353|U1NT/,
  );
});

it("verifySignature() says no to keys and signatures of the wrong length", () => {
  const key = SigningKey.generate();
  const bytes = Buffer.from("a");
  expect([
    verifySignature("AAAA", bytes, key.sign(bytes)),
    verifySignature(key.keyId, bytes, new Uint8Array(63)),
    verifySignature(key.keyId, bytes, key.sign(bytes)),
  ]).toEqual([false, false, true]);
});
