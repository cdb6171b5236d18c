import { FakeHotkeyDisplay, FakePauseHotkey } from "../fakes/fake-pause-hotkey.ts";
import { pauseHotkeyContract } from "./pause-hotkey.contract.ts";

pauseHotkeyContract("FakePauseHotkey", () => {
  const display = new FakeHotkeyDisplay();
  let time = 0;
  return Promise.resolve({
    hotkey: () => new FakePauseHotkey(display),
    press: () => {
      display.press("Ctrl+Alt+Pause", ++time);
      return Promise.resolve(time);
    },
    now: () => ++time,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
});
