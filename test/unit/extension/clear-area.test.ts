import * as fc from "fast-check";
import { expect, it } from "vitest";
import { clearArea } from "../../../src/extension/page/clear-area.ts";

const area = fc.record({
  x: fc.integer({ min: -50, max: 150 }),
  y: fc.integer({ min: -50, max: 150 }),
  width: fc.integer({ min: 1, max: 120 }),
  height: fc.integer({ min: 1, max: 120 }),
});
const page = { x: 0, y: 0, width: 100, height: 100 };

it("clearArea() lies within the page and touches no foreign frame", () => {
  fc.assert(
    fc.property(fc.array(area, { maxLength: 6 }), (foreign) => {
      const left = clearArea(page, foreign);
      if (left === null) return;
      expect(left.x).toBeGreaterThanOrEqual(0);
      expect(left.y).toBeGreaterThanOrEqual(0);
      expect(left.x + left.width).toBeLessThanOrEqual(100);
      expect(left.y + left.height).toBeLessThanOrEqual(100);
      for (const frame of foreign)
        expect(
          frame.x >= left.x + left.width ||
            frame.x + frame.width <= left.x ||
            frame.y >= left.y + left.height ||
            frame.y + frame.height <= left.y,
        ).toBe(true);
    }),
  );
});

it("clearArea() of a page without foreign frames is the page", () => {
  expect(clearArea(page, [])).toEqual(page);
});

it("clearArea() is nothing when a foreign frame covers the page", () => {
  expect(clearArea(page, [{ x: -1, y: -1, width: 200, height: 200 }])).toBeNull();
});
