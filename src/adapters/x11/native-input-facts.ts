import { KeyName, Modifier, type PointerButton } from "../../contract/keys.ts";
import type { InputFact } from "../../core/ports/input-source.ts";
import type { Mono } from "../../core/ports/observation.ts";
import { meaningOf } from "./key-meaning.ts";
import type { PackedInput } from "./native-addon.ts";

/** kind, stamp, x, y, first, second, modifiers, flags: see native/src/input_event.hh. */
const fields = 8;
const kinds = ["pointer-moved", "button", "wheel", "key", "focus"] as const;
const downFlag = 1;
const repeatFlag = 2;

const buttons: Readonly<Record<number, PointerButton>> = {
  1: "left",
  2: "middle",
  3: "right",
  8: "x1",
  9: "x2",
};

/** Every combination of modifiers, made once. */
const heldBy: readonly (readonly Modifier[])[] = Array.from(
  { length: 1 << Modifier.options.length },
  (_, bits) => Modifier.options.filter((_name, index) => (bits & (1 << index)) !== 0),
);
const commanding: ReadonlySet<Modifier> = new Set(["ctrl", "alt", "meta"]);
const commands = heldBy.map((held) => held.some((modifier) => commanding.has(modifier)));

/** A window was told that it has the keyboard, or has it no more. */
export interface FocusSeen {
  readonly kind: "focus";
  readonly at: Mono;
  readonly window: number;
  readonly entered: boolean;
  /** As the X protocol numbers it: 0 normal, 1 grab, 2 ungrab, 3 while grabbed. */
  readonly mode: number;
}

/** Everything in the server's own order. */
export type InputSeen = InputFact | FocusSeen;

/** Buttons that have no name are left out. */
export function unpackInput(
  events: PackedInput,
  toMono: (stamp: number) => Mono,
): readonly InputSeen[] {
  const seen: InputSeen[] = [];
  for (let place = 0; place < events.length; place += fields) {
    const number = (field: number): number => events[place + field] ?? 0;
    const at = toMono(number(1));
    const x = number(2);
    const y = number(3);
    const bits = number(6);
    const modifiers = heldBy[bits] ?? [];
    const down = (number(7) & downFlag) !== 0;
    switch (kinds[number(0)]) {
      case "pointer-moved":
        seen.push({ kind: "pointer-moved", at, x, y });
        break;
      case "button": {
        const button = buttons[number(4)];
        if (button !== undefined) seen.push({ kind: "button", at, x, y, button, down, modifiers });
        break;
      }
      case "wheel":
        seen.push({ kind: "wheel", at, x, y, dx: number(4), dy: number(5), modifiers });
        break;
      case "key": {
        const { key: name, text } = meaningOf(number(4), number(5), commands[bits] !== true);
        const key = KeyName.safeParse(name).success ? name : "Unidentified";
        const typed = down && text !== undefined ? { text } : {};
        const repeat = (number(7) & repeatFlag) !== 0;
        seen.push({ kind: "key", at, down, key, ...typed, modifiers, repeat });
        break;
      }
      case "focus":
        seen.push({ kind: "focus", at, window: number(4), entered: down, mode: number(5) });
        break;
      case undefined:
        throw new TypeError("Cannot read input: the native part is of another version");
    }
  }
  return seen;
}
