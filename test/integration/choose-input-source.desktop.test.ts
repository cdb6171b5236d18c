import { expect, it } from "vitest";
import { chooseInputSource } from "../../src/adapters/x11/choose-input-source.ts";
import { NativeInput } from "../../src/adapters/x11/native-input.ts";
import { UiohookInput } from "../../src/adapters/x11/uiohook-input.ts";
import { startVirtualDesktop } from "../desktop/virtual-desktop.ts";

it("chooseInputSource() takes the addon where the X server has what it needs", async () => {
  await using desktop = await startVirtualDesktop({ width: 400, height: 300, wm: false });
  const chosen = chooseInputSource(desktop.env);
  expect(chosen.source).toBeInstanceOf(NativeInput);
  expect(chosen).toMatchObject({ name: "native" });
});

it.each([
  ["the addon is not built", [] as const, "/nowhere/assent.node", /addon is not built/u],
  ["RECORD is switched off", ["-extension", "RECORD"], undefined, /no RECORD extension/u],
])("chooseInputSource() falls back to uiohook where %s", async (_name, server, addon, why) => {
  await using desktop = await startVirtualDesktop({ width: 400, height: 300, wm: false, server });
  const chosen = chooseInputSource(desktop.env, addon);
  expect(chosen.source).toBeInstanceOf(UiohookInput);
  expect(chosen.reason).toMatch(why);
});

it("chooseInputSource() falls back without a display, and does not look for another one", () => {
  const chosen = chooseInputSource({});
  expect(chosen).toMatchObject({ name: "uiohook" });
  expect(chosen.reason).toMatch(/no display is set/u);
});
