/** The four tray pictures, drawn when the app starts: told apart by shape, never by colour. */
import type { NativeImage, nativeImage } from "electron";
import type { RecordingState } from "../contract/participant-api.ts";
import type { TrayImages } from "../adapters/electron/tray-icon.ts";

const states = ["recording", "allowed-elsewhere", "paused", "off"] as const;
const points = 22;
const scales = [1, 2];
/** Dark inside a light rim, so that it can be seen on dark and on light panels. */
const ink = 0x1d;
const rim = 0xff;
const rimWidth = 0.07;
const samples = 4;

/** How far a point of the unit square lies outside of a shape; negative inside. */
type Shape = (x: number, y: number) => number;

const fromCentre = (x: number, y: number) => Math.hypot(x - 0.5, y - 0.5);
const circle: Shape = (x, y) => Math.abs(fromCentre(x, y) - 0.34) - 0.06;
const bar =
  (middle: number): Shape =>
  (x, y) =>
    Math.max(Math.abs(x - middle) - 0.09, Math.abs(y - 0.5) - 0.34);
const dash: Shape = (x, y) => Math.max(Math.abs(x - 0.5) - 0.34, Math.abs(y - 0.5) - 0.09);
const both =
  (one: Shape, other: Shape): Shape =>
  (x, y) =>
    Math.min(one(x, y), other(x, y));

const shapes: Readonly<Record<RecordingState, Shape>> = {
  recording: (x, y) => fromCentre(x, y) - 0.38,
  "allowed-elsewhere": circle,
  paused: both(bar(0.3), bar(0.7)),
  off: dash,
};

export function trayImages(images: Pick<typeof nativeImage, "createEmpty">): TrayImages {
  const drawn = states.map((state) => [state, imageOf(state, images)] as const);
  return Object.fromEntries(drawn) as Record<RecordingState, NativeImage>;
}

function imageOf(
  state: RecordingState,
  images: Pick<typeof nativeImage, "createEmpty">,
): NativeImage {
  const image = images.createEmpty();
  for (const scaleFactor of scales) {
    const side = points * scaleFactor;
    const buffer = Buffer.from(bitmapOf(state, side));
    image.addRepresentation({ scaleFactor, width: side, height: side, buffer });
  }
  return image;
}

/** Premultiplied grey with alpha, four bytes a pixel: the same in BGRA and in RGBA. */
export function bitmapOf(state: RecordingState, side: number): Uint8Array {
  const bitmap = new Uint8Array(side * side * 4);
  for (let pixel = 0; pixel < side * side; pixel++) {
    let inked = 0;
    let covered = 0;
    for (let sample = 0; sample < samples * samples; sample++) {
      const x = ((pixel % side) + ((sample % samples) + 0.5) / samples) / side;
      const y = (Math.floor(pixel / side) + (Math.floor(sample / samples) + 0.5) / samples) / side;
      const distance = shapes[state](x, y);
      if (distance <= 0) inked++;
      if (distance <= rimWidth) covered++;
    }
    const share = 1 / (samples * samples);
    const grey = Math.round((inked * ink + (covered - inked) * rim) * share);
    bitmap.fill(grey, pixel * 4, pixel * 4 + 3);
    bitmap[pixel * 4 + 3] = Math.round(covered * share * 255);
  }
  return bitmap;
}
