import type { InputFact } from "../../src/core/ports/input-source.ts";
import { FakeInputSource } from "../fakes/fake-input-source.ts";
import { inputSourceContract } from "./input-source.contract.ts";

inputSourceContract("FakeInputSource", () => {
  const source = new FakeInputSource();
  let time = 0;
  let place = { x: 0, y: 0 };
  const none = { modifiers: [] } as const;
  const tell = (...facts: readonly InputFact[]): Promise<number> => {
    source.deliver(...facts);
    return Promise.resolve(facts[0]?.at ?? time);
  };
  const key = (name: string, down: boolean, more: object = {}): InputFact => {
    return { kind: "key", at: ++time, down, key: name, ...none, repeat: false, ...more };
  };
  const shift = { modifiers: ["shift"] } as const;
  return Promise.resolve({
    source,
    now: () => ++time,
    move: (x, y) => {
      place = { x, y };
      return tell({ kind: "pointer-moved", at: ++time, x, y });
    },
    click: (button) =>
      tell(
        ...[true, false].map((down): InputFact => {
          return { kind: "button", at: ++time, ...place, button, down, ...none };
        }),
      ),
    scroll: (direction) => {
      const dx = { left: -1, right: 1 }[direction as string] ?? 0;
      const dy = { up: 1, down: -1 }[direction as string] ?? 0;
      return tell({ kind: "wheel", at: ++time, ...place, dx, dy, ...none });
    },
    type: (text) =>
      tell(
        ...Array.from(text).flatMap((character) => {
          const plain = { "!": "1" }[character] ?? character.toLowerCase();
          if (plain === character) {
            return [key(plain, true, { text: character }), key(plain, false)];
          }
          const typed = key(plain, true, { text: character, ...shift });
          return [key("Shift", true), typed, key(plain, false, shift), key("Shift", false, shift)];
        }),
      ),
    chord: (...keys) => {
      const [held, pressed] = keys.length === 1 ? [undefined, keys[0]] : keys;
      const last = pressed ?? "";
      if (held === undefined) return tell(key(last, true), key(last, false));
      const ctrl = { modifiers: ["ctrl"] };
      return tell(
        key("Control", true),
        key(last, true, ctrl),
        key(last, false, ctrl),
        key("Control", false, ctrl),
      );
    },
    keyDown: (name) => tell(key(name, true)),
    keyUp: (name) => tell(key(name, false)),
    interrupt: async () => void (await tell({ kind: "lost", at: ++time })),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
});
