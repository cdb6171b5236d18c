import { expect, it } from "vitest";
import { boxesInTile, painted } from "../../../../src/core/review/paint.ts";

it("boxesInTile() gives the part of a box in each tile that it touches, and none elsewhere", () => {
  const box = { x: 60, y: 100, width: 10, height: 28 };
  const parts = Array.from({ length: 9 }, (_, place) => boxesInTile([box], place, 3));
  expect(parts).toEqual([
    [],
    [],
    [],
    [{ x: 60, y: 36, width: 4, height: 28 }],
    [{ x: 0, y: 36, width: 6, height: 28 }],
    [],
    [],
    [],
    [],
  ]);
});

it("boxesInTile() clips boxes that reach beyond the display", () => {
  const box = { x: -50, y: -50, width: 1_000, height: 1_000 };
  expect(boxesInTile([box], 0, 1)).toEqual([{ x: 0, y: 0, width: 64, height: 64 }]);
});

it("painted() makes exactly the pixels in the boxes black and leaves the original", () => {
  const rgb = new Uint8Array(64 * 64 * 3).fill(9);
  const result = painted(rgb, [{ x: 62, y: 1, width: 2, height: 2 }]);
  const black = [...result.keys()].filter((index) => result[index] === 0);
  const row = (y: number) => [378, 379, 380, 381, 382, 383].map((x) => x - 192 + 192 * y);
  expect(black).toEqual([...row(1), ...row(2)]);
  expect(rgb.every((value) => value === 9)).toBe(true);
});
