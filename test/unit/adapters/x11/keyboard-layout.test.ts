import { expect, it } from "vitest";
import { KeyboardLayout } from "../../../../src/adapters/x11/keyboard-layout.ts";
import { keysymNamed } from "../../../../src/adapters/x11/keysyms.ts";

const sym = (name: string): number => keysymNamed(name) ?? 0;
const a = 97;
/** A German and a Russian layout: columns as in the server's table. */
const rows = [
  [sym("q"), sym("Q"), sym("Cyrillic_shorti"), sym("Cyrillic_SHORTI"), 64, sym("Greek_OMEGA")],
  [sym("KP_Left"), sym("KP_4")],
  [sym("dead_acute"), sym("dead_grave")],
  [sym("Num_Lock")],
  [sym("ISO_Level3_Shift")],
  [sym("1"), sym("exclam")],
  [0x0100_1e9e],
];
const none: readonly number[] = [];
const layout = new KeyboardLayout(a, rows, [none, none, none, none, [a + 3], none, none, [a + 4]]);
const [shift, lock, control, numLock, altgr] = [1, 2, 4, 16, 128];
const meaning = (key: number, mods = 0, group = 0) => layout.meaning(a + key, { mods, group });

it.each([
  ["plain", 0, { key: "q", text: "q" }],
  ["Shift", shift, { key: "q", text: "Q" }],
  ["CapsLock", lock, { key: "q", text: "Q" }],
  ["CapsLock and Shift", lock | shift, { key: "q", text: "q" }],
  ["AltGr", altgr, { key: "q", text: "@" }],
  ["Ctrl", control, { key: "q" }],
])("meaning() of a letter with %s", (_name, mods, expected) => {
  expect(meaning(0, mods)).toEqual(expected);
});

it("meaning() follows the second layout, and knows nothing of a third", () => {
  expect(meaning(0, shift, 1)).toEqual({ key: "й", text: "Й" });
  expect(meaning(0, 0, 2)).toEqual({ key: "Unidentified" });
});

it("meaning() takes a key that the second layout lacks from the first", () => {
  expect(meaning(5, 0, 1)).toEqual({ key: "1", text: "1" });
});

it("meaning() of a keypad key turns with NumLock, and CapsLock leaves digits alone", () => {
  expect([meaning(1), meaning(1, numLock), meaning(1, numLock | shift)]).toEqual([
    { key: "ArrowLeft" },
    { key: "4", text: "4" },
    { key: "ArrowLeft" },
  ]);
  expect(meaning(5, lock)).toEqual({ key: "1", text: "1" });
});

it("meaning() of an accent that waits for its letter types nothing", () => {
  expect(meaning(2)).toEqual({ key: "Dead" });
});

it("meaning() reads Unicode keysyms, and keys that the keyboard lacks are unidentified", () => {
  expect(meaning(6)).toEqual({ key: "ẞ", text: "ẞ" });
  expect(meaning(40)).toEqual({ key: "Unidentified" });
});

it("modifiers() are named, AltGr apart from Alt", () => {
  expect(layout.modifiers({ mods: control | shift | altgr | numLock, group: 0 })).toEqual([
    "ctrl",
    "shift",
    "altgr",
  ]);
});
