import { expect, it } from "vitest";
import { unpackInput } from "../../../../src/adapters/x11/native-input-facts.ts";
import { keysymNamed } from "../../../../src/adapters/x11/keysyms.ts";

const [move, button, wheel, key, focus] = [0, 1, 2, 3, 4];
const [ctrl, shift, meta, altgr] = [1, 4, 8, 16];
const [down, repeat] = [1, 2];
const later = (stamp: number): number => stamp + 0.5;

const unpack = (...events: readonly (readonly number[])[]) =>
  unpackInput(Float64Array.from(events.flat()), later);

/** Kind, stamp, x, y, symbol, plain symbol, modifiers, flags. */
const press = (symbol: number, plain: number, modifiers = 0, flags = down) =>
  unpack([key, 7, 0, 0, symbol, plain, modifiers, flags])[0];

it("unpackInput() keeps the order, places and moments of events", () => {
  expect(
    unpack(
      [move, 10, -5, 6, 0, 0, 0, 0],
      [button, 11, -5, 6, 3, 0, shift | meta, down],
      [focus, 12, 0, 0, 0x400_0001, 3, 0, down],
      [button, 13, -5, 6, 9, 0, 0, 0],
    ),
  ).toEqual([
    { kind: "pointer-moved", at: 10.5, x: -5, y: 6 },
    {
      kind: "button",
      at: 11.5,
      x: -5,
      y: 6,
      button: "right",
      down: true,
      modifiers: ["shift", "meta"],
    },
    { kind: "focus", at: 12.5, window: 0x400_0001, entered: true, mode: 3 },
    { kind: "button", at: 13.5, x: -5, y: 6, button: "x2", down: false, modifiers: [] },
  ]);
});

it("unpackInput() keeps parts of a notch, and leaves out buttons without a name", () => {
  expect(unpack([button, 1, 0, 0, 12, 0, 0, down], [wheel, 2, 3, 4, 0.25, -1.5, ctrl, 0])).toEqual([
    { kind: "wheel", at: 2.5, x: 3, y: 4, dx: 0.25, dy: -1.5, modifiers: ["ctrl"] },
  ]);
});

it.each([
  ["a letter", 97, 97, 0, { key: "a", text: "a", modifiers: [] }],
  ["a capital", 65, 97, shift, { key: "a", text: "A", modifiers: ["shift"] }],
  ["a character of AltGr", 64, 113, altgr, { key: "q", text: "@", modifiers: ["altgr"] }],
  ["a command", 115, 115, ctrl, { key: "s", modifiers: ["ctrl"] }],
  ["a dead key", keysymNamed("dead_acute") ?? 0, 0, 0, { key: "Dead", modifiers: [] }],
  ["Compose", keysymNamed("Multi_key") ?? 0, 0, 0, { key: "Compose", modifiers: [] }],
  ["a keypad digit", keysymNamed("KP_4") ?? 0, 0xff96, 0, { key: "4", text: "4", modifiers: [] }],
  ["a key without a symbol", 0, 0, 0, { key: "Unidentified", modifiers: [] }],
])("unpackInput() says what a press of %s means", (_name, symbol, plain, modifiers, expected) => {
  const fact = { kind: "key", at: 7.5, down: true, repeat: false, ...expected };
  expect(press(symbol, plain, modifiers)).toStrictEqual(fact);
});

it("unpackInput() gives text to presses and repeats, not to releases", () => {
  expect(press(97, 97, 0, down | repeat)).toMatchObject({ text: "a", repeat: true });
  expect(press(97, 97, 0, 0)).not.toHaveProperty("text");
});

it("unpackInput() refuses what another version of the native part packed", () => {
  expect(() => unpack([17, 0, 0, 0, 0, 0, 0, 0])).toThrow(TypeError);
});
