import { describe, expect, it } from "vitest";
import { PossibleTimeline, unknown } from "../../../../src/core/timeline/possible-timeline.ts";

function timeline(): PossibleTimeline<string> {
  const made = new PossibleTimeline<string>();
  made.observe({ kind: "changed", value: "a", earliest: 0, latest: 0 });
  return made;
}

describe("PossibleTimeline", () => {
  it("has no answer before the evidence reaches the end of the span", () => {
    const line = timeline();
    line.observe({ kind: "confirmed", upTo: 99 });
    expect([line.possibleOver(10, 100), line.possibleOver(10, 99)]).toEqual(["not-yet", ["a"]]);
  });

  it("holds both values possible between the earliest and the latest moment of a change", () => {
    const line = timeline();
    line.observe({ kind: "changed", value: "b", earliest: 50, latest: 60 });
    line.observe({ kind: "confirmed", upTo: 100 });
    const at = (moment: number) => line.possibleOver(moment, moment);
    expect([at(49), at(50), at(60), at(61)]).toEqual([["a"], ["a", "b"], ["a", "b"], ["b"]]);
  });

  it("names every value of a span, also one that held for no time", () => {
    const line = timeline();
    line.observe({ kind: "changed", value: "b", earliest: 50, latest: 50 });
    line.observe({ kind: "changed", value: "a", earliest: 50, latest: 50 });
    line.observe({ kind: "confirmed", upTo: 100 });
    expect(line.possibleOver(40, 60)).toEqual(["a", "b", "a"]);
  });

  it("answers unknown for a time before the first report", () => {
    const line = timeline();
    line.observe({ kind: "confirmed", upTo: 100 });
    expect(line.possibleOver(-10, 10)).toEqual([unknown, "a"]);
  });

  it("answers unknown at once when the source has lost sight, and until the next change", () => {
    const line = timeline();
    line.observe({ kind: "confirmed", upTo: 50 });
    line.observe({ kind: "lost", from: 60 });
    expect(line.possibleOver(55, 70)).toEqual(["a", unknown]);
    line.observe({ kind: "changed", value: "b", earliest: 80, latest: 90 });
    line.observe({ kind: "confirmed", upTo: 200 });
    expect([line.possibleOver(85, 85), line.possibleOver(91, 91)]).toEqual([[unknown, "b"], ["b"]]);
  });

  it("takes back what it knew when the source says that it was lost earlier", () => {
    const line = timeline();
    line.observe({ kind: "changed", value: "b", earliest: 50, latest: 50 });
    line.observe({ kind: "lost", from: 30 });
    line.observe({ kind: "changed", value: "c", earliest: 80, latest: 80 });
    line.observe({ kind: "confirmed", upTo: 200 });
    expect(line.possibleOver(35, 40)).toContain(unknown);
    expect(line.possibleOver(81, 90)).toEqual(["c"]);
  });

  it("holds more possible when changes are reported out of order, never less", () => {
    const line = timeline();
    line.observe({ kind: "changed", value: "b", earliest: 50, latest: 80 });
    line.observe({ kind: "changed", value: "c", earliest: 20, latest: 30 });
    line.observe({ kind: "confirmed", upTo: 200 });
    expect([line.possibleOver(25, 25), line.possibleOver(81, 90)]).toEqual([
      ["a", "b", "c"],
      ["c"],
    ]);
  });

  it("forgets what is older than its history, and says unknown about it", () => {
    const line = new PossibleTimeline<string>({ historyMs: 1_000, maxChanges: 100 });
    line.observe({ kind: "changed", value: "a", earliest: 0, latest: 0 });
    line.observe({ kind: "changed", value: "b", earliest: 500, latest: 500 });
    line.observe({ kind: "confirmed", upTo: 2_000 });
    expect([line.possibleOver(400, 450), line.possibleOver(501, 600)]).toEqual([[unknown], ["b"]]);
  });

  it("remembers a bounded number of changes, and says unknown about the rest", () => {
    const line = new PossibleTimeline<number>({ historyMs: 1e9, maxChanges: 10 });
    for (let n = 0; n < 2_000; n++)
      line.observe({ kind: "changed", value: n, earliest: n * 10, latest: n * 10 });
    line.observe({ kind: "confirmed", upTo: 30_000 });
    expect(line.possibleOver(15_000, 15_001)).toEqual([unknown]);
    expect(line.possibleOver(19_905, 19_975)).toEqual([
      1990, 1991, 1992, 1993, 1994, 1995, 1996, 1997,
    ]);
  });

  it("refuses a moment that is not a number", () => {
    expect(() => timeline().observe({ kind: "confirmed", upTo: Number.NaN })).toThrow(TypeError);
  });
});
