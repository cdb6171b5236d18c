import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  type Keychain,
  SafeStorageCustody,
} from "../../../../src/adapters/electron/safe-storage-custody.ts";

type Backend = ReturnType<Keychain["getSelectedStorageBackend"]>;

const keychain = (backend: Backend, available = true): Keychain => ({
  isEncryptionAvailable: () => available,
  getSelectedStorageBackend: () => backend,
  encryptString: (text) => Buffer.from(Buffer.from(text).map((byte) => byte ^ 0x5a)),
  decryptString: (sealed) => Buffer.from(sealed.map((byte) => byte ^ 0x5a)).toString(),
});

const secrets = {
  master: new Uint8Array(32).fill(1),
  deviceSeed: new Uint8Array(32).fill(2),
  pseudonymSecret: new Uint8Array(32).fill(3),
};
const newFile = () => join(mkdtempSync(join(tmpdir(), "assent-custody-")), "keys", "keyring.bin");
const custody = (file: string, backend: Backend = "gnome_libsecret", available = true) =>
  new SafeStorageCustody({ keychain: keychain(backend, available), platform: "linux", file });

it("SafeStorageCustody opens what it stored, and stores nothing in plain form", async () => {
  const file = newFile();
  await custody(file).create(secrets);
  expect(await custody(file).open()).toEqual({ outcome: "open", secrets });
  expect(readFileSync(file).includes(Buffer.from(secrets.master).toString("base64"))).toBe(false);
});

it.each(["basic_text", "unknown"] as const)(
  "SafeStorageCustody refuses the %s backend on Linux",
  async (backend) => {
    await expect(custody(newFile(), backend).create(secrets)).rejects.toMatchObject({
      code: "keychain-unavailable",
    });
  },
);

it("SafeStorageCustody refuses to open when the backend turned weak, and keeps the file", async () => {
  const file = newFile();
  await custody(file).create(secrets);
  await expect(custody(file, "basic_text").open()).rejects.toMatchObject({
    code: "keychain-unavailable",
  });
  expect(await custody(file).open()).toMatchObject({ outcome: "open" });
});

it("SafeStorageCustody refuses when no encryption is available", async () => {
  await expect(custody(newFile(), "gnome_libsecret", false).create(secrets)).rejects.toMatchObject({
    code: "keychain-unavailable",
  });
});

it("SafeStorageCustody never replaces keys, and tells missing from damaged", async () => {
  const file = newFile();
  expect(await custody(file).open()).toEqual({ outcome: "missing" });
  await custody(file).create(secrets);
  await expect(custody(file).create(secrets)).rejects.toMatchObject({ code: "keys-exist" });
  writeFileSync(file, "nonsense");
  await expect(custody(file).open()).rejects.toMatchObject({ code: "keys-damaged" });
});
