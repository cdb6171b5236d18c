import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { installedApps } from "../../../../src/adapters/node/installed-apps.ts";

function announced(files: Readonly<Record<string, string>>) {
  const data = mkdtempSync(join(tmpdir(), "assent-apps-"));
  const bin = join(data, "bin");
  mkdirSync(join(data, "applications"), { recursive: true });
  mkdirSync(bin);
  for (const program of ["editor", "reader"])
    writeFileSync(join(bin, program), "#!/bin/sh\n", { mode: 0o755 });
  for (const [name, lines] of Object.entries(files))
    writeFileSync(
      join(data, "applications", `${name}.desktop`),
      `[Desktop Entry]\nType=Application\n${lines}\n`,
    );
  const apps = installedApps({ PATH: bin, XDG_DATA_HOME: data, XDG_DATA_DIRS: join(data, "none") });
  return apps.map(({ name, exe }) => [name, exe.slice(bin.length + 1)]);
}

it("installedApps() names an app by the entry that starts it without options", () => {
  const found = announced({
    "a-settings": "Name=Editor Settings\nExec=editor --preferences",
    "b-editor": "Name=Editor\nExec=editor %U",
    "c-window": "Name=New Window\nExec=editor --new-window",
  });
  expect(found).toEqual([["Editor", "editor"]]);
});

it("installedApps() lists an app that is announced with options only", () => {
  expect(announced({ a: "Name=Reader\nExec=reader --open %F" })).toEqual([["Reader", "reader"]]);
});

it("installedApps() leaves out what is hidden, is not there, or runs other programs", () => {
  const found = announced({
    a: "Name=Hidden\nExec=editor\nNoDisplay=true",
    b: "Name=Gone\nExec=nowhere",
    c: "Name=Shell\nExec=/bin/sh",
  });
  expect(found).toEqual([]);
});
