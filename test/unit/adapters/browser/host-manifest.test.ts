import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import {
  hostManifestDirectory,
  hostStatus,
  installHostManifest,
  removeHostManifest,
} from "../../../../src/adapters/browser/host-manifest.ts";
import {
  companionExtensionId,
  companionHostName,
} from "../../../../src/contract/companion-names.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "assent-host-"));
});
afterEach(() => rmSync(root, { recursive: true }));

it("installHostManifest() names the relay and Assent's extension only", async () => {
  const directory = join(root, "it's here");
  const folder = join(root, "profile", "NativeMessagingHosts");
  const firefox = join(root, "mozilla");
  await installHostManifest({
    directory,
    into: [
      { folder, kind: "chromium" },
      { folder: firefox, kind: "firefox" },
    ],
  });
  const read = (where: string) =>
    JSON.parse(readFileSync(join(where, `${companionHostName}.json`), "utf8"));
  expect(read(folder)).toMatchObject({
    name: companionHostName,
    path: join(directory, "relay"),
    type: "stdio",
    allowed_origins: [`chrome-extension://${companionExtensionId}/`],
  });
  expect(read(firefox)).toMatchObject({ allowed_extensions: ["companion@assent.invalid"] });
  expect(statSync(join(directory, "relay")).mode & 0o777).toBe(0o700);
});

it("hostStatus() tells an installation, none, and another one's apart", async () => {
  const folder = join(root, "hosts");
  const mine = join(root, "mine");
  expect(await hostStatus(mine, folder)).toBe("not-installed");
  await installHostManifest({ directory: mine, into: [{ folder, kind: "chromium" }] });
  expect(await hostStatus(mine, folder)).toBe("installed");
  expect(await hostStatus(join(root, "other"), folder)).toBe("of-another-assent");
  await removeHostManifest(mine, [folder]);
  expect(await hostStatus(mine, folder)).toBe("not-installed");
});

it("hostManifestDirectory() knows where each browser of a user looks", () => {
  const env = { HOME: "/home/a" };
  expect(hostManifestDirectory("chromium", env)).toBe(
    "/home/a/.config/chromium/NativeMessagingHosts",
  );
  expect(hostManifestDirectory("firefox", env)).toBe("/home/a/.mozilla/native-messaging-hosts");
});

it("the extension's id follows from the key in its manifest", () => {
  const manifest = new URL("../../../../src/extension/manifest.json", import.meta.url);
  const { key } = JSON.parse(readFileSync(manifest, "utf8")) as { key: string };
  const hex = createHash("sha256").update(Buffer.from(key, "base64")).digest("hex").slice(0, 32);
  const id = Array.from(hex, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16))).join(
    "",
  );
  expect(id).toBe(companionExtensionId);
});

it("the extension asks for no more than it needs", () => {
  const file = new URL("../../../../src/extension/manifest.json", import.meta.url);
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  expect(manifest["permissions"]).toEqual(["nativeMessaging", "scripting"]);
  expect(manifest["incognito"]).toBe("not_allowed");
  for (const absent of ["host_permissions", "content_scripts", "web_accessible_resources"])
    expect(manifest).not.toHaveProperty(absent);
});
