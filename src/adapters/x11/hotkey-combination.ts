import type { KeyboardLayout } from "./keyboard-layout.ts";
import { keysymNamed, keysymOf } from "./keysyms.ts";

const modifierNames = ["Ctrl", "Alt", "Shift", "Meta"] as const;
type ModifierName = (typeof modifierNames)[number];

const shiftBit = 1;
const lockBit = 2;
const controlBit = 4;

/** A key combination, independent of any keyboard. */
export interface Combination {
  readonly modifiers: ReadonlySet<ModifierName>;
  readonly keysym: number;
}

/** Reads `Ctrl+Alt+Pause` or `Ctrl+Alt+P`; `undefined` when it is no such combination. */
export function parseCombination(text: string): Combination | undefined {
  const parts = text.split("+");
  const key = parts.pop() ?? "";
  const modifiers = new Set<ModifierName>();
  for (const part of parts) {
    const name = modifierNames.find((known) => known.toLowerCase() === part.toLowerCase());
    if (name === undefined) return undefined;
    modifiers.add(name);
  }
  const keysym = /^[\p{L}\p{N}]$/u.test(key)
    ? keysymOf(key.toLowerCase())
    : /^[A-Za-z]\w+$/.test(key)
      ? keysymNamed(key)
      : undefined;
  // A key alone, or with Shift, is typing.
  const typing = modifiers.size === 0 || (modifiers.size === 1 && modifiers.has("Shift"));
  if (keysym === undefined || typing) return undefined;
  return { modifiers, keysym };
}

export interface KeyGrab {
  readonly keycode: number;
  readonly modifiers: number;
}

/**
 * Every grab that the combination needs: on each key that has the symbol, and with CapsLock and
 * NumLock on and off, since the server compares those as well. Pause becomes Break together
 * with Ctrl on many keyboards; it is the same key.
 */
export function grabsFor(combination: Combination, layout: KeyboardLayout): readonly KeyGrab[] {
  const { modifiers: held } = combination;
  const wanted =
    (held.has("Ctrl") ? controlBit : 0) |
    (held.has("Shift") ? shiftBit : 0) |
    (held.has("Alt") ? layout.altBit : 0) |
    (held.has("Meta") ? layout.metaBit : 0);
  const locks = new Set([0, lockBit, layout.numLockBit, lockBit | layout.numLockBit]);
  return layout
    .keycodesOf(combination.keysym)
    .flatMap((keycode) => Array.from(locks, (lock) => ({ keycode, modifiers: wanted | lock })));
}
