import * as fc from "fast-check";
import { expect, it } from "vitest";
import {
  encodeFrame,
  FrameReader,
  FrameTooLarge,
} from "../../../../src/adapters/browser/frames.ts";

it("push() gives back every frame however the bytes are cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string(), { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
      (texts, cuts) => {
        const bytes = Buffer.concat(texts.map((text) => encodeFrame(text)));
        const reader = new FrameReader();
        const read: unknown[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const end = at + (cuts[i % cuts.length] ?? 1);
          for (const body of reader.push(bytes.subarray(at, end)))
            read.push(JSON.parse(body.toString("utf8")));
          at = end;
        }
        expect(read).toEqual(texts);
      },
    ),
  );
});

it("push() refuses a frame larger than 1 MiB before its bytes came", () => {
  expect(() => new FrameReader().push(Buffer.from([1, 0, 0x10, 0]))).toThrow(FrameTooLarge);
});

it("encodeFrame() refuses to send one", () => {
  expect(() => encodeFrame("x".repeat(1024 * 1024))).toThrow(FrameTooLarge);
});
