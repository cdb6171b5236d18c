import { expect, it } from "vitest";
import { ServerTime, stampLag, unwrap } from "../../../../src/adapters/x11/server-time.ts";

const wrap = 2 ** 32;

it("toMono() leaves the stamps of a server on this machine's clock as they are", () => {
  const time = ServerTime.of([{ sent: 1000.2, received: 1000.9, stamp: 1000 }]);
  expect([time.toMono(1000, 1001), time.margin]).toEqual([1000, stampLag]);
});

it("toMono() goes on after the server's 32 bits wrapped", () => {
  const time = ServerTime.of([{ sent: wrap + 10.2, received: wrap + 10.9, stamp: 10 }]);
  expect(time.toMono(10, wrap + 11)).toBe(wrap + 10);
  expect(time.toMono(wrap - 5, wrap + 11)).toBe(wrap - 5);
});

it("toMono() never gives a moment later than the truth for a server with another clock", () => {
  const time = ServerTime.of([
    { sent: 1000, received: 1004, stamp: 50_001 },
    { sent: 1010, received: 1010.5, stamp: 50_010 },
  ]);
  const told = time.toMono(50_010, 1010.5);
  expect(told).toBeLessThanOrEqual(1010.5);
  expect(told + time.margin).toBeGreaterThanOrEqual(1010);
});

it("unwrap() finds the nearest number with these 32 bits", () => {
  expect([unwrap(5, 3 * wrap), unwrap(wrap - 1, 3 * wrap)]).toEqual([3 * wrap + 5, 3 * wrap - 1]);
});
