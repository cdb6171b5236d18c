import type { Health, Mono } from "../../src/core/ports/observation.ts";
import { HotkeyTaken, type PauseHotkey } from "../../src/core/ports/pause-hotkey.ts";

/** Combinations that are held, as on one display. */
export class FakeHotkeyDisplay {
  readonly held = new Map<string, (at: Mono) => void>();

  press(combination: string, at: Mono): void {
    this.held.get(combination)?.(at);
  }
}

export class FakePauseHotkey implements PauseHotkey {
  readonly combination: string;
  readonly #display: FakeHotkeyDisplay;
  #set = false;

  constructor(display: FakeHotkeyDisplay, combination = "Ctrl+Alt+Pause") {
    this.#display = display;
    this.combination = combination;
  }

  start(pressed: (at: Mono) => void): Promise<AsyncDisposable> {
    const { held } = this.#display;
    if (held.has(this.combination)) return Promise.reject(new HotkeyTaken(this.combination));
    held.set(this.combination, pressed);
    this.#set = true;
    return Promise.resolve({
      [Symbol.asyncDispose]: () => {
        held.delete(this.combination);
        this.#set = false;
        return Promise.resolve();
      },
    });
  }

  health(): Health {
    const ok = this.#set;
    return { ok, reasons: ok ? [] : ["not started"] };
  }
}
