import type { Modifier } from "../../contract/keys.ts";
import { meaningOf, noMeaning, type KeyMeaning } from "./key-meaning.ts";
import { characterOf, keysymNamed } from "./keysyms.ts";

/** The modifiers' bits and the layout in use, as the server counts them. */
export interface KeyState {
  readonly mods: number;
  /** 0 is the first layout. */
  readonly group: number;
}

const shiftBit = 1;
const lockBit = 2;
const controlBit = 4;

/**
 * What keys mean in the keyboard layouts that the X server has now.
 *
 * Columns of the server's table: plain and shifted of the first layout, the same of the
 * second, then AltGr and AltGr + Shift of the first and of the second. Third and fourth
 * layouts have no certain place in it; their keys stay unidentified.
 */
export class KeyboardLayout {
  readonly #first: number;
  readonly #rows: readonly (readonly number[])[];
  readonly #alt: number;
  readonly #meta: number;
  readonly #altgr: number;
  readonly #numLock: number;

  /** `modifierKeys`: for each of the eight modifier bits the keycodes that set it. */
  constructor(
    first: number,
    rows: readonly (readonly number[])[],
    modifierKeys: readonly (readonly number[])[],
  ) {
    this.#first = first;
    this.#rows = rows;
    const bit = (...names: readonly string[]): number => {
      const wanted = names.map(keysymNamed);
      return modifierKeys.reduce((mask, keycodes, index) => {
        const sets = keycodes.some((keycode) => wanted.includes(this.#row(keycode)[0]));
        return sets ? mask | (1 << index) : mask;
      }, 0);
    };
    this.#alt = bit("Alt_L", "Alt_R");
    this.#meta = bit("Super_L", "Super_R") & ~this.#alt;
    this.#altgr = bit("ISO_Level3_Shift", "Mode_switch") & ~this.#alt;
    this.#numLock = bit("Num_Lock");
  }

  modifiers({ mods }: KeyState): readonly Modifier[] {
    const held: Modifier[] = [];
    if ((mods & controlBit) !== 0) held.push("ctrl");
    if ((mods & this.#alt) !== 0) held.push("alt");
    if ((mods & shiftBit) !== 0) held.push("shift");
    if ((mods & this.#meta) !== 0) held.push("meta");
    if ((mods & this.#altgr) !== 0) held.push("altgr");
    return held;
  }

  meaning(keycode: number, state: KeyState): KeyMeaning {
    if (state.group > 1) return noMeaning;
    const row = this.#row(keycode);
    const group = (row[state.group * 2] ?? 0) === 0 ? 0 : state.group;
    const pair = this.#pair(row, group, state);
    return meaningOf(this.#level(pair, state), row[group * 2] ?? 0, this.#types(state));
  }

  keycodesOf(keysym: number): readonly number[] {
    return this.#rows.flatMap((row, index) =>
      row[0] === keysym || row[1] === keysym ? [this.#first + index] : [],
    );
  }

  get numLockBit(): number {
    return this.#numLock;
  }

  get altBit(): number {
    return this.#alt;
  }

  get metaBit(): number {
    return this.#meta;
  }

  /** Whether a press types at all: a command with Ctrl, Alt or Meta does not. */
  #types({ mods }: KeyState): boolean {
    return (mods & (controlBit | this.#alt | this.#meta)) === 0;
  }

  #pair(row: readonly number[], group: number, { mods }: KeyState): readonly [number, number] {
    if ((mods & this.#altgr) !== 0) {
      const third = row[4 + group * 2] ?? 0;
      const fourth = row[5 + group * 2] ?? 0;
      if (third !== 0 || fourth !== 0) return [third, fourth === 0 ? third : fourth];
    }
    const first = row[group * 2] ?? 0;
    const second = row[group * 2 + 1] ?? 0;
    return [first, second === 0 ? first : second];
  }

  #level([plain, shifted]: readonly [number, number], { mods }: KeyState): number {
    let shift = (mods & shiftBit) !== 0;
    if (isKeypad(shifted) || isKeypad(plain)) {
      if ((mods & this.#numLock) !== 0) shift = !shift;
    } else if ((mods & lockBit) !== 0 && isLetterPair(plain, shifted)) shift = !shift;
    return shift ? shifted : plain;
  }

  #row(keycode: number): readonly number[] {
    return this.#rows[keycode - this.#first] ?? [];
  }
}

function isKeypad(keysym: number): boolean {
  return keysym >= 0xff80 && keysym <= 0xffbd;
}

function isLetterPair(plain: number, shifted: number): boolean {
  const lower = characterOf(plain);
  const upper = characterOf(shifted);
  return lower !== undefined && lower !== upper && lower.toUpperCase() === upper;
}
