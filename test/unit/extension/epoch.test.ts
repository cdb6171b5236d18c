import { expect, it } from "vitest";
import { EpochClock } from "../../../src/extension/page/epoch.ts";

function clockWith(offset: { value: number }, page: { now: number }): EpochClock {
  return new EpochClock(
    () => Math.floor(page.now + offset.value),
    () => page.now,
  );
}

it("of() keeps order and distance of events although the machine's clock rounds", () => {
  const page = { now: 1000.9 };
  const clock = clockWith({ value: 5_000_000 }, page);
  const times = [0.1, 0.45, 0.99].map((fraction) => {
    page.now = 1001 + fraction;
    return clock.of(page.now);
  });
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  for (const time of times) expect(Math.abs(time - (5_001_001 + 0.5))).toBeLessThan(1.5);
});

it("of() follows a machine's clock that is set forwards and back", () => {
  const page = { now: 10 };
  const offset = { value: 1000 };
  const clock = clockWith(offset, page);
  clock.of(10);
  offset.value = 9000;
  expect(clock.of(10)).toBe(9010);
  offset.value = 500;
  expect(clock.of(10)).toBe(510);
});
