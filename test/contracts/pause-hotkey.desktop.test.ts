import { expect, it } from "vitest";
import { X11PauseHotkey } from "../../src/adapters/x11/pause-hotkey.ts";
import { Injector } from "../desktop/injector.ts";
import { Told } from "../desktop/until.ts";
import { startVirtualDesktop } from "../desktop/virtual-desktop.ts";
import { pauseHotkeyContract } from "./pause-hotkey.contract.ts";

pauseHotkeyContract("X11PauseHotkey", async () => {
  await using undo = new AsyncDisposableStack();
  const desktop = undo.use(await startVirtualDesktop({ width: 400, height: 300 }));
  const hand = undo.use(await Injector.open(desktop.display));
  const stack = undo.move();
  return {
    hotkey: () => new X11PauseHotkey(desktop.display),
    press: () => hand.chord("ctrl", "alt", "Pause"),
    now: () => hand.now(),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
});

it("X11PauseHotkey works with CapsLock and NumLock on, and with a letter", async () => {
  await using desktop = await startVirtualDesktop({ width: 400, height: 300 });
  using hand = await Injector.open(desktop.display);
  const told = new Told<number>();
  const hotkey = new X11PauseHotkey(desktop.display, "Ctrl+Alt+P");
  await using _set = await hotkey.start((at) => told.listen(at));
  await hand.chord("Caps_Lock");
  await hand.chord("Num_Lock");
  await hand.chord("ctrl", "alt", "p");
  await told.count(() => true, 1);
  await hand.chord("ctrl", "p");
  await hand.chord("Num_Lock");
  await hand.chord("ctrl", "alt", "p");
  await told.count(() => true, 2);
  expect(told.all).toHaveLength(2);
});
