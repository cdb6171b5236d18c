import { describe, expect, it } from "vitest";
import { FrameId } from "../../../src/contract/ids.ts";
import { clock, siteName, wordsIn } from "../../../src/renderer/kit/words.ts";
import { countedDrops } from "../../../src/renderer/views/home/counted-drops.ts";
import { between } from "../../../src/renderer/views/review/drawing.ts";
import {
  boxesIn,
  cutOf,
  framesOf,
  hidden,
  isCut,
  mentions,
} from "../../../src/renderer/views/review/edits.ts";
import { waitMs } from "../../../src/renderer/views/review/playing.ts";
import { scrollFor, seenRange } from "../../../src/renderer/views/review/seen-range.ts";
import { period, termName } from "../../../src/renderer/views/studies/join/terms.ts";
import { scriptedSteps } from "../../fakes/fake-session.ts";

const steps = scriptedSteps(6);
const [first, second, third] = [steps[0]!, steps[1]!, steps[2]!];

describe("editing a session", () => {
  it("cuts from the beginning of the first step to the end of the last", () => {
    expect(cutOf(steps, { first: 1, last: 2 })).toEqual({ kind: "cut", from: 1500, until: 3900 });
    expect(cutOf(steps, { first: 9, last: 9 })).toBeUndefined();
  });

  it("shows as cut every step that a cut touches, and no other", () => {
    const cut = [{ kind: "cut", from: 2400, until: 3000 }] as const;
    expect(steps.map((step) => isCut(step, cut))).toEqual([false, true, true, false, false, false]);
  });

  it("names every picture of the steps once, also where one is missing", () => {
    expect(framesOf([first, first, second])).toEqual(["f0", "f1", "f2", "f3"]);
    expect(framesOf([{ ...first, before: null, after: null }])).toEqual([]);
  });

  it("shows the black boxes of a picture and of no other", () => {
    const rect = { x: 1, y: 2, width: 3, height: 4 };
    const edits = [{ kind: "black-box", frames: [FrameId.parse("f2")], rect }] as const;
    expect([boxesIn(FrameId.parse("f2"), edits), boxesIn(FrameId.parse("f3"), edits)]).toEqual([
      [rect],
      [],
    ]);
  });

  it("finds text wherever it stands, and hides each of its places", () => {
    expect([mentions(third, "ada"), mentions(first, "ada")]).toEqual([true, false]);
    expect(hidden("Ada and Ada", [{ kind: "hide-text", text: "Ada" }], "#")).toBe("# and #");
  });

  it("draws whole pixels that hold all that was drawn, inside of the display", () => {
    const display = { width: 100, height: 50 };
    expect(between({ x: 20.7, y: 30.2 }, { x: 10.2, y: 10.9 }, display)).toEqual({
      x: 10,
      y: 10,
      width: 11,
      height: 21,
    });
    expect(between({ x: -5, y: -5 }, { x: 500, y: 500 }, display)).toEqual({
      x: 0,
      y: 0,
      width: 100,
      height: 50,
    });
  });
});

describe("looking through a session", () => {
  it("draws only the rows in sight and a few around them", () => {
    expect(seenRange(6000, 600, 60, 100_000)).toEqual({ first: 96, end: 114 });
    expect(seenRange(0, 600, 60, 3)).toEqual({ first: 0, end: 3 });
    expect(seenRange(600, 600, 60, 0)).toEqual({ first: 0, end: 0 });
  });

  it("scrolls as little as needed to show the current row", () => {
    expect([
      scrollFor(0, 120, 600, 60),
      scrollFor(5, 0, 600, 60),
      scrollFor(10, 0, 600, 60),
    ]).toEqual([0, 0, 60]);
  });

  it("plays at up to 16 times the speed, and does not wait through pauses in the work", () => {
    expect([
      waitMs(0, 1000, 1),
      waitMs(0, 1000, 16),
      waitMs(0, 60_000, 1),
      waitMs(5, 5, 1),
    ]).toEqual([1000, 62.5, 2000, 120]);
  });
});

describe("words", () => {
  it("tell lengths, sizes and days", () => {
    const words = wordsIn("en");
    expect([clock(59.9), clock(61), clock(3723)]).toEqual(["0:59", "1:01", "1:02:03"]);
    expect([words.bytes(0), words.bytes(1), words.bytes(999), words.bytes(1_840_000)]).toEqual([
      "0 bytes",
      "1 byte",
      "999 bytes",
      "1.8 MB",
    ]);
    expect(wordsIn("de").day("2026-12-05")).toBe("5. Dezember 2026");
  });

  it("take the participant's language from a study, else English, else what there is", () => {
    const german = wordsIn("de");
    expect([
      german.study({ en: "a", de: "b" }),
      german.study({ en: "a" }),
      german.study({ fr: "c" }),
      german.study({}),
    ]).toEqual(["b", "a", "c", ""]);
  });

  it("show look-alike site names as browsers do", () => {
    expect(siteName("https://аpple.com")).toBe("https://xn--pple-43d.com");
  });

  it("read machine terms and periods aloud", () => {
    expect(termName("https://w3id.org/dpv#PersonnelManagement")).toBe("Personnel management");
    expect([period("P1Y6M", "en"), period("P30D", "de")]).toEqual(["1 year, 6 months", "30 Tage"]);
  });

  it("list reasons for drops by how often they occurred", () => {
    expect(countedDrops({ paused: 1, "not-allowed-app": 0, "secure-field": 7 })).toEqual([
      ["secure-field", 7],
      ["paused", 1],
    ]);
  });
});
