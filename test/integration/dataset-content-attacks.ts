import sharp from "sharp";
import { type Attack, changing, forging, type NamedAttack } from "./dataset-attack.ts";
import { forge, withEvents, withFrames } from "./dataset-forge.ts";

const picture =
  (make: () => Promise<Uint8Array>): Attack =>
  async (received, bundle) => {
    const bytes = await make();
    await forge(received, bundle, { files: (files) => void files.set("tiles/000000.webp", bytes) });
  };
const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#123" } });

/** What the sealed content can be made to hold. */
export const contentAttacks: readonly NamedAttack[] = [
  ["a place on no screen", "malformed-events", changing("button-pressed", { x: 1_000_000 })],
  ["a place that is no number", "malformed-events", changing("button-pressed", { x: "NaN" })],
  ["an event of the future", "malformed-events", changing("button-pressed", { at: 1e12 })],
  ["an unknown field", "malformed-events", changing("button-pressed", { password: "x" })],
  ["an unknown place", "malformed-events", changing("button-pressed", { context: "c99" })],
  ["typing that ends before it begins", "malformed-events", changing("text-typed", { until: 1 })],
  [
    "a redaction outside of its text",
    "malformed-events",
    changing("text-typed", { redactions: [{ kind: "EMAIL", rule: "x/1", start: 0, end: 9_999 }] }),
  ],
  ["a picture of no event", "malformed-events", changing("frame-taken", { of: 9_999 })],
  ["a picture that is not there", "malformed-frames", changing("frame-taken", { frame: "f99" })],
  [
    "events out of order",
    "malformed-events",
    forging({ files: withEvents((events) => events.toReversed()) }),
  ],
  [
    "an event twice",
    "malformed-events",
    forging({ files: withEvents((events) => [...events, events.at(-1)]) }),
  ],
  [
    "a number that is not finite",
    "malformed-events",
    forging({
      files: withEvents((events) => [
        ...events,
        '{"at":1e999,"kind":"gap","reason":"paused","seq":900,"until":1e999}',
      ]),
    }),
  ],
  [
    "a key named twice in a line",
    "malformed-events",
    forging({
      files: withEvents((events) => [
        ...events,
        '{"at":1,"at":2,"kind":"gap","reason":"paused","seq":900,"until":2}',
      ]),
    }),
  ],
  [
    "a last line without its end",
    "malformed-events",
    forging({
      files: (files) =>
        void files.set(
          "events.jsonl",
          (files.get("events.jsonl") ?? new Uint8Array()).slice(0, -1),
        ),
    }),
  ],
  [
    "a picture twice",
    "malformed-frames",
    forging({ files: withFrames((frames) => [...frames, frames[0]]) }),
  ],
  [
    "a picture less",
    "malformed-frames",
    forging({ files: withFrames((frames) => frames.slice(1)) }),
  ],
  [
    "a picture of another display",
    "malformed-frames",
    forging({
      files: withFrames((frames) => [
        { ...frames[0], display: { width: 32_000, height: 32_000 } },
        ...frames.slice(1),
      ]),
    }),
  ],
  [
    "a display larger than any",
    "malformed-frames",
    forging({ manifest: { display: { width: 32_000, height: 32_000 } } }),
  ],
  [
    "a piece outside of the display",
    "malformed-frames",
    forging({
      files: withFrames((frames) => [{ ...frames[0], tiles: [[20, 0]] }, ...frames.slice(1)]),
    }),
  ],
  [
    "a piece that is in no file",
    "bad-picture",
    forging({
      files: withFrames((frames) => [{ ...frames[0], tiles: [[0, 700]] }, ...frames.slice(1)]),
    }),
  ],
  [
    "a picture file that is no picture",
    "bad-picture",
    picture(async () => Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>")),
  ],
  [
    "a picture file of another format",
    "bad-picture",
    picture(() => blank(1024, 128).png().toBuffer()),
  ],
  [
    "a picture file of another size",
    "bad-picture",
    picture(() => blank(1024, 256).webp({ lossless: true }).toBuffer()),
  ],
  [
    "a picture bomb",
    "bad-picture",
    picture(() => blank(16_000, 16_000).webp({ lossless: true, effort: 0 }).toBuffer()),
  ],
  [
    "a picture file with loss",
    "bad-picture",
    picture(() => blank(1024, 128).webp({ quality: 50 }).toBuffer()),
  ],
  [
    "a picture file with something behind it",
    "bad-picture",
    picture(async () =>
      Buffer.concat([
        await blank(1024, 128).webp({ lossless: true }).toBuffer(),
        Buffer.from("zip"),
      ]),
    ),
  ],
  [
    "a picture file that ends early",
    "bad-picture",
    async (received, bundle) =>
      forge(received, bundle, {
        files: (files) =>
          void files.set(
            "tiles/000000.webp",
            (files.get("tiles/000000.webp") ?? new Uint8Array()).slice(0, -200),
          ),
      }),
  ],
  [
    "a file with a name that leads elsewhere",
    "bad-picture",
    forging({ files: (files) => void files.set("tiles/../../../escape", Buffer.from("x")) }),
  ],
];
