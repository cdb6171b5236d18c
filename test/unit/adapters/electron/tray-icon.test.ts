import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from "electron";
import { expect, it } from "vitest";
import { TrayIcon } from "../../../../src/adapters/electron/tray-icon.ts";

const image = (name: string) => ({ name }) as unknown as NativeImage;
const images = {
  recording: image("disc"),
  "allowed-elsewhere": image("ring"),
  paused: image("bars"),
  off: image("empty"),
};

function open() {
  const done: string[] = [];
  const shown: { image?: string; tip?: string; items: MenuItemConstructorOptions[] } = {
    items: [],
  };
  let click = () => {};
  const tray: Pick<Tray, "setImage" | "setToolTip" | "setContextMenu" | "on"> = {
    setImage: (next) => void (shown.image = (next as unknown as { name: string }).name),
    setToolTip: (tip) => void (shown.tip = tip),
    setContextMenu: () => {},
    on: ((_name: string, listener: () => void) => void (click = listener)) as never,
  };
  const icon = new TrayIcon({
    tray,
    images,
    menu: (items) => {
      shown.items = items;
      return {} as Menu;
    },
    actions: {
      pause: () => done.push("pause"),
      resume: () => done.push("resume"),
      forgetFiveMinutes: () => done.push("forget"),
      open: () => done.push("open"),
      quit: () => done.push("quit"),
    },
  });
  return { icon, done, shown, click: () => click() };
}

it("TrayIcon shows each state by another shape and other words", () => {
  const { icon, shown } = open();
  const seen = (["recording", "allowed-elsewhere", "paused", "off"] as const).map((state) => {
    icon.show(state);
    return `${shown.image}: ${shown.tip}`;
  });
  expect(new Set(seen).size).toBe(4);
});

it("TrayIcon pauses and resumes in one click, and opens the window when nothing is recorded", () => {
  const { icon, done, click } = open();
  click();
  icon.show("recording");
  click();
  icon.show("paused");
  click();
  expect(done).toEqual(["open", "pause", "resume"]);
});

it("TrayIcon offers pause first, and cannot be made to hide it while recording", () => {
  const { icon, shown } = open();
  icon.show("recording");
  expect(shown.items[1]).toMatchObject({ label: "Pause", enabled: true });
});
