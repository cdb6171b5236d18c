import { KeyName, type PointerButton } from "../../contract/keys.ts";
import type { InputFact } from "../../core/ports/input-source.ts";
import type { Mono } from "../../core/ports/observation.ts";
import type { Keyboard } from "./keyboard.ts";
import { xKeycodeOf } from "./uiohook-keycodes.ts";
import type { HookEvent } from "./uiohook-message.ts";

/** uiohook's numbers: right is 2 and middle is 3, other than X's. */
const buttons: readonly (PointerButton | undefined)[] = [
  undefined,
  "left",
  "right",
  "middle",
  "x1",
  "x2",
];

/** Turns what was hooked into facts; remembers which keys are down, to tell repeats from presses. */
export class InputTranslation {
  readonly #keyboard: Keyboard;
  readonly #toMono: (stamp: number) => Mono;
  readonly #down = new Set<number>();

  constructor(keyboard: Keyboard, toMono: (stamp: number) => Mono) {
    this.#keyboard = keyboard;
    this.#toMono = toMono;
  }

  /** `undefined` for buttons that have no name. */
  fact(event: HookEvent): InputFact | undefined {
    const at = this.#toMono(event.stamp);
    switch (event.kind) {
      case "move":
        return { kind: "pointer-moved", at, x: event.x, y: event.y };
      case "key":
        return this.#key(event, at);
      case "button": {
        const { x, y, down } = event;
        const button = buttons[event.button];
        if (button === undefined) return undefined;
        const modifiers = this.#keyboard.modifiers(event.stamp);
        return { kind: "button", at, x, y, button, down, modifiers };
      }
      case "wheel": {
        const { x, y, rotation, horizontal } = event;
        const modifiers = this.#keyboard.modifiers(event.stamp);
        // uiohook counts away from the person as negative.
        const dx = horizontal ? rotation : 0;
        const dy = horizontal ? 0 : -rotation;
        return { kind: "wheel", at, x, y, dx, dy, modifiers };
      }
    }
  }

  /** Releases were missed: no key counts as held any more. */
  forgetHeld(): void {
    this.#down.clear();
  }

  #key(event: HookEvent & { kind: "key" }, at: Mono): InputFact {
    const { down, scancode, stamp } = event;
    const keycode = xKeycodeOf(scancode) ?? 0;
    const repeat = down && keycode !== 0 && this.#down.has(keycode);
    if (down) this.#down.add(keycode);
    else this.#down.delete(keycode);
    const { key: name, text, modifiers } = this.#keyboard.key({ stamp, keycode, down });
    const key = KeyName.safeParse(name).success ? name : "Unidentified";
    const typed = down && text !== undefined ? { text } : {};
    return { kind: "key", at, down, key, ...typed, modifiers, repeat };
  }
}
