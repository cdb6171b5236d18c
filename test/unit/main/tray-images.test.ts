import type { AddRepresentationOptions, NativeImage } from "electron";
import { expect, it } from "vitest";
import { bitmapOf, trayImages } from "../../../src/main/tray-images.ts";

const states = ["recording", "allowed-elsewhere", "paused", "off"] as const;
const side = 22;
/** Dark points, the way somebody sees them who sees no colours. */
const darkPoints = (state: (typeof states)[number]) =>
  new Set(
    Array.from({ length: side * side }, (_, pixel) => pixel).filter((pixel) => {
      const bitmap = bitmapOf(state, side);
      return (bitmap[pixel * 4 + 3] ?? 0) > 128 && (bitmap[pixel * 4] ?? 0) < 128;
    }),
  );

const differing = (one: ReadonlySet<number>, other: ReadonlySet<number>) =>
  [...one].filter((point) => !other.has(point)).length +
  [...other].filter((point) => !one.has(point)).length;

it("bitmapOf() draws four shapes that differ in at least a tenth of the picture", () => {
  const drawn = states.map(darkPoints);
  const differences = drawn.flatMap((one, index) =>
    drawn.slice(index + 1).map((other) => differing(one, other) / side ** 2),
  );
  expect(differences.length).toBe(6);
  expect(Math.min(...differences)).toBeGreaterThan(0.1);
});

it("bitmapOf() leaves the corners clear, uses greys only, and premultiplies them", () => {
  const bitmap = bitmapOf("recording", side);
  expect([...bitmap.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
  for (let at = 0; at < bitmap.length; at += 4) {
    const [blue, green, red, alpha] = [...bitmap.subarray(at, at + 4)] as [
      number,
      number,
      number,
      number,
    ];
    expect([green, red]).toEqual([blue, blue]);
    expect(blue).toBeLessThanOrEqual(alpha);
  }
});

it("trayImages() gives every state a picture for ordinary and for dense screens", () => {
  const added: AddRepresentationOptions[] = [];
  const createEmpty = () =>
    ({
      addRepresentation: (one: AddRepresentationOptions) => void added.push(one),
    }) as NativeImage;
  expect(Object.keys(trayImages({ createEmpty }))).toEqual([...states]);
  expect(
    added.map(({ scaleFactor, width, buffer }) => [scaleFactor, width, buffer?.length]),
  ).toEqual(
    states.flatMap(() => [
      [1, 22, 22 * 22 * 4],
      [2, 44, 44 * 44 * 4],
    ]),
  );
});
