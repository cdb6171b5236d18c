import { expect, it } from "vitest";
import { FrameId } from "../../../../src/contract/ids.ts";
import { released, releasedDrops } from "../../../../src/core/review/released.ts";
import { began, frameTaken, moved } from "../../../fixtures/vault.ts";

const silent = { disclosesDeletions: false };
const cut = (from: number, until: number) => ({ kind: "cut", from, until }) as const;
const at = (frame: string, moment: number) => ({ frame: FrameId.parse(frame), at: moment });

it("released() numbers events and frames anew, so that no hole tells of a cut (CON-17)", () => {
  const whole = released(
    [
      began(0, 0, "Notes"),
      moved(1, 10),
      frameTaken(2, 10, "f1", 1),
      moved(3, 50),
      moved(4, 90),
      frameTaken(5, 90, "f2", 4),
    ],
    [at("f1", 9), at("f2", 89)],
    [cut(5, 60)],
    silent,
  );
  const never = released(
    [began(0, 0, "Notes"), moved(1, 90), frameTaken(2, 90, "f1", 1)],
    [at("f1", 89)],
    [],
    silent,
  );
  const withoutPlaces = (one: typeof whole) => ({
    events: one.events.map((event) =>
      event.kind === "pointer-moved" ? { ...event, x: 0, y: 0 } : event,
    ),
    frames: one.frames.map(({ frame, at: moment, boxes }) => ({ frame, moment, boxes })),
  });
  expect(withoutPlaces(whole)).toEqual(withoutPlaces(never));
  expect(whole.frames.map(({ stored }) => stored)).toEqual(["f2"]);
});

it("releasedDrops() counts only minutes that no cut touches, and never pauses", () => {
  const minutes = [
    { minute: 0, drops: { "not-allowed-app": 2, paused: 1 } },
    { minute: 1, drops: { "not-allowed-app": 5, "secure-field": 1 } },
    { minute: 2, drops: { "not-allowed-app": 1 } },
  ] as const;
  expect(releasedDrops(minutes, [cut(70_000, 80_000)])).toEqual({ "not-allowed-app": 3 });
  expect(releasedDrops(minutes, [])).toEqual({ "not-allowed-app": 8, "secure-field": 1 });
});
