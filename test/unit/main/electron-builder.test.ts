/** What is packaged, judged by electron-builder itself, which needs no Electron for that. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..", "..");
const builder = createRequire(import.meta.resolve("electron-builder"));

interface Configuration {
  readonly electronFuses: Readonly<Record<string, boolean>>;
  readonly extraMetadata: { readonly main: string };
  readonly [key: string]: unknown;
}
const { getConfig, validateConfiguration } = builder("app-builder-lib/out/util/config/config") as {
  getConfig(this: void, folder: string, file: string, given: null): Promise<Configuration>;
  validateConfiguration(
    this: void,
    config: unknown,
    log: { readonly isEnabled: false },
  ): Promise<void>;
};

const config = await getConfig(root, "electron-builder.yml", null);
const validate = (given: unknown) => validateConfiguration(given, { isEnabled: false });

it("electron-builder.yml is what electron-builder understands", async () => {
  await expect(validate(config)).resolves.toBeUndefined();
  await expect(validate({ ...config, asarr: true })).rejects.toThrow("asarr");
});

it("electron-builder.yml takes away every way to run other code in Assent's name (ELE-03)", () => {
  expect(config.electronFuses).toMatchObject({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
});

it("electron-builder.yml packages for every platform and publishes nowhere", () => {
  const { asar, publish, linux, win, mac } = config;
  expect({ asar, publish, linux, win, mac }).toMatchObject({
    asar: true,
    publish: null,
    linux: { target: ["AppImage", "deb"] },
    win: { target: "nsis" },
    mac: { target: "dmg" },
  });
});
