import { expect, it } from "vitest";
import { windowOrigin } from "../../../src/adapters/electron/hardened-window.ts";
import { channel } from "../../../src/adapters/electron/window-wire.ts";
import { AppWindow } from "../../../src/main/app-window.ts";
import { FakeIpcMain } from "../../fakes/fake-electron.ts";
import { FakeWindow } from "../../fakes/fake-window.ts";

function setUp() {
  const ipc = new FakeIpcMain();
  const made: FakeWindow[] = [];
  const heard: unknown[] = [];
  let served = 0;
  const window = new AppWindow({
    make() {
      const one = new FakeWindow(windowOrigin);
      made.push(one);
      return one.api;
    },
    ipc: ipc.api,
    serve(wire) {
      served++;
      const listening = wire.onFrame((frame) => heard.push(frame));
      return {
        [Symbol.dispose]() {
          served--;
          listening[Symbol.dispose]();
        },
      };
    },
  });
  return { ipc, made, heard, window, served: () => served };
}

const opened = async () => {
  const all = setUp();
  await all.window.open();
  return { ...all, shown: all.made[0] as FakeWindow };
};

it("AppWindow makes no window before it is opened, and then one that other programs cannot see", async () => {
  const { made, window } = setUp();
  expect(made).toEqual([]);
  await window.open();
  expect(made.map(({ done }) => done)).toEqual([
    ["protect true", `load ${windowOrigin}/`, "show", "focus"],
  ]);
});

it("AppWindow serves the calls of its window", async () => {
  const { ipc, shown, heard } = await opened();
  ipc.deliver(channel, shown.contents, shown.contents.mainFrame, { t: "hello" });
  expect(heard).toEqual([{ t: "hello" }]);
});

it("AppWindow hides when it is closed, and shows the same window again", async () => {
  const { window, made, shown, served } = await opened();
  shown.close();
  shown.minimized = true;
  await window.open();
  expect(shown.done.slice(-4)).toEqual(["hide", "restore", "show", "focus"]);
  expect([made.length, served()]).toEqual([1, 1]);
});

it("AppWindow makes another window when its own is gone, and serves only that one", async () => {
  const { window, made, shown, served } = await opened();
  shown.api.destroy();
  await window.open();
  expect([made.length, served()]).toEqual([2, 1]);
});

it("AppWindow ends with its window and opens none afterwards", async () => {
  const { window, made, shown, served } = await opened();
  window[Symbol.dispose]();
  await window.open();
  expect([shown.api.isDestroyed(), made.length, served()]).toEqual([true, 1, 0]);
});
