import { describe, expect, it } from "vitest";
import { isListOf } from "../../../../src/core/gate/list-popup.ts";
import { rect } from "./desk.ts";

const select = rect(100, 60, 150, 19);

/** Places as Chromium gave them, with the page at the display's corner. */
describe("a popup is the list of a select when it is", () => {
  it.each([
    ["below it, as wide", rect(100, 79, 150, 74), select],
    ["below it, wider", rect(400, 79, 300, 74), rect(400, 60, 60, 19)],
    ["above it", rect(100, 366, 150, 194), rect(100, 560, 150, 19)],
    [
      "flush with its right side, as in a page from right to left",
      rect(160, 79, 300, 74),
      rect(400, 60, 60, 19),
    ],
    ["rounded otherwise than by the page", rect(102, 82, 147, 74), select],
  ])("%s", (_, popup, box) => {
    expect(isListOf(popup, box)).toBe(true);
  });
});

describe("a popup is not the list of a select when", () => {
  it.each([
    ["no select has the keyboard", rect(100, 79, 150, 74), null],
    ["it is offered for a text field", rect(54, 81, 164, 130), rect(0, 60, 158, 21)],
    ["it is narrower", rect(100, 79, 146, 74), select],
    ["there is a gap above it", rect(100, 83, 150, 74), select],
    ["it hides a part of the select", rect(100, 75, 150, 74), select],
    ["there is a gap below it", rect(100, 0, 150, 56), select],
    ["it is further left", rect(96, 79, 162, 74), select],
    ["it is further right", rect(104, 79, 150, 74), select],
    ["it is beside the select", rect(250, 60, 150, 74), select],
    ["it lies over the select", rect(100, 60, 150, 74), select],
  ])("%s", (_, popup, box) => {
    expect(isListOf(popup, box)).toBe(false);
  });
});
