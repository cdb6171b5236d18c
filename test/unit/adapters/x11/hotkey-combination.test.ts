import { expect, it } from "vitest";
import { parseCombination } from "../../../../src/adapters/x11/hotkey-combination.ts";

it("parseCombination() reads modifiers and a key by its name or letter", () => {
  expect(parseCombination("Ctrl+Alt+Pause")).toEqual({
    modifiers: new Set(["Ctrl", "Alt"]),
    keysym: 0xff13,
  });
  expect(parseCombination("ctrl+P")?.keysym).toBe(0x70);
});

it.each(["", "P", "Shift+P", "Ctrl+", "Strg+P", "Ctrl+Nothing", "Ctrl+Alt"])(
  "parseCombination() refuses %j: no combination, or one that typing needs",
  (text) => {
    expect(parseCombination(text)).toBeUndefined();
  },
);
