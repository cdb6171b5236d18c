import { expect, it } from "vitest";
import {
  FramePlan,
  memoryMs,
  patienceMs,
  settleMs,
} from "../../../../src/core/capture/frame-plan.ts";

it("FramePlan asks for one picture when something was painted, and none while nothing is", () => {
  const plan = new FramePlan();
  expect(plan.wants(0, false)).toBe(true);
  plan.taken("a", 0, 2);
  expect([plan.wants(100, false), plan.wants(200, true)]).toEqual([false, true]);
});

it("FramePlan binds the newest complete picture as before, with no age while it was still on screen", () => {
  const plan = new FramePlan();
  plan.taken("a", 0, 2);
  plan.wants(300, false);
  expect(plan.acted(7, 290)).toEqual([{ action: 7, role: "before", ref: "a", ageMs: 0 }]);
});

it("FramePlan says how old the before picture was when the screen had changed since", () => {
  const plan = new FramePlan();
  plan.taken("a", 0, 2);
  plan.wants(50, false);
  plan.wants(60, true);
  expect(plan.acted(7, 80)).toEqual([{ action: 7, role: "before", ref: "a", ageMs: 30 }]);
});

it("FramePlan never binds a picture that ended after the action as its before", () => {
  const plan = new FramePlan();
  plan.taken("late", 95, 105);
  expect(plan.acted(7, 100)).toEqual([]);
});

it("FramePlan gives the after picture once nothing has been painted for the settle time", () => {
  const plan = new FramePlan();
  plan.taken("a", 0, 2);
  plan.acted(7, 10);
  plan.wants(20, true);
  plan.taken("b", 80, 82);
  expect(plan.settle(20 + settleMs - 1)).toEqual([]);
  expect(plan.settle(20 + settleMs)).toEqual([{ action: 7, role: "after", ref: "b", ageMs: 70 }]);
  expect(plan.settle(5_000)).toEqual([]);
});

it("FramePlan gives up waiting for an app that never stops painting", () => {
  const plan = new FramePlan();
  plan.acted(7, 0);
  for (let now = 0; now < patienceMs; now += 100) {
    if (plan.wants(now, true)) plan.taken(`s${now}`, now, now + 2);
    expect(plan.settle(now)).toEqual([]);
  }
  expect(plan.settle(patienceMs)).toMatchObject([{ action: 7, role: "after" }]);
});

it("FramePlan uses the next action's moment as the end of the previous one", () => {
  const plan = new FramePlan();
  plan.acted(1, 0);
  plan.taken("b", 100, 102);
  expect(plan.acted(2, 120)).toEqual([
    { action: 1, role: "after", ref: "b", ageMs: 100 },
    { action: 2, role: "before", ref: "b", ageMs: 18 },
  ]);
});

it("FramePlan matches input that arrives late by the time of the event", () => {
  const plan = new FramePlan();
  plan.taken("a", 0, 2);
  plan.wants(100, true);
  plan.taken("b", 100, 102);
  expect(plan.acted(7, 50)).toMatchObject([{ role: "before", ref: "a" }]);
});

it("FramePlan frees pictures that nothing can need any more, and keeps the one on screen", () => {
  const plan = new FramePlan();
  plan.taken("a", 0, 2);
  plan.wants(10, true);
  plan.taken("b", 100, 102);
  expect(plan.expire(memoryMs + 50)).toEqual(["a"]);
  expect(plan.expire(100 * memoryMs)).toEqual([]);
});

it("FramePlan forgets everything when cleared, and asks for a new picture", () => {
  const plan = new FramePlan();
  plan.taken("a", 0, 2);
  plan.acted(1, 10);
  expect(plan.clear()).toEqual(["a"]);
  expect(plan.settle(10_000)).toEqual([]);
  expect(plan.wants(10_000, false)).toBe(true);
});
