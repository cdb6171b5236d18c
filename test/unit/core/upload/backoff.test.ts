import { expect, it } from "vitest";
import { backoffMs, retryAt } from "../../../../src/core/upload/backoff.ts";

it("backoffMs() doubles from two seconds to half an hour and stays there", () => {
  const waits = [0, 1, 2, 9, 10, 11, 1_000_000].map((failures) => backoffMs(failures, 1));
  expect(waits).toEqual([2_000, 4_000, 8_000, 1_024_000, 1_800_000, 1_800_000, 1_800_000]);
});

it("backoffMs() leaves half of each wait to chance", () => {
  expect([0, 0.5, 1].map((random) => backoffMs(3, random))).toEqual([8_000, 12_000, 16_000]);
});

it("retryAt() is never before the time that the collector asked for, up to a day", () => {
  const failure = { now: 1_000, failures: 0, random: 0 };
  expect(retryAt(failure)).toBe(2_000);
  expect(retryAt({ ...failure, atLeastMs: 60_000 })).toBe(61_000);
  expect(retryAt({ ...failure, failures: 30, atLeastMs: 60_000 })).toBe(901_000);
  expect(retryAt({ ...failure, atLeastMs: Infinity })).toBe(86_401_000);
});
