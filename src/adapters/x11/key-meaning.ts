import { keyNameOf } from "./key-names.ts";
import { characterOf } from "./keysyms.ts";

export interface KeyMeaning {
  readonly key: string;
  readonly text?: string;
}

export const noMeaning: KeyMeaning = { key: "Unidentified" };

/**
 * What a press means by its keysym, and by the `plain` one that the key has without modifiers.
 * `types` is false where a modifier makes a command of it.
 */
export function meaningOf(keysym: number, plain: number, types: boolean): KeyMeaning {
  const name = keyNameOf(keysym);
  const typed = characterOf(keysym) ?? keypadCharacter(keysym);
  const text = typed !== undefined && types ? { text: typed } : {};
  if (name !== undefined) return { key: name, ...text };
  if (typed === undefined) return noMeaning;
  const own = keypadCharacter(keysym) ?? keyNameOf(plain) ?? unmodified(plain);
  return { key: own ?? typed, ...text };
}

/** Digits and operators of the keypad have keysyms of their own; their low bits are ASCII. */
function keypadCharacter(keysym: number): string | undefined {
  const types = (keysym >= 0xffaa && keysym <= 0xffb9) || keysym === 0xffbd;
  return types ? String.fromCharCode(keysym - 0xff80) : undefined;
}

function unmodified(keysym: number): string | undefined {
  const character = characterOf(keysym);
  return character !== undefined && /^[^\s\p{C}]$/u.test(character) ? character : undefined;
}
