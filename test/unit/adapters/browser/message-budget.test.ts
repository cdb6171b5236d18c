import { expect, it } from "vitest";
import { MessageBudget } from "../../../../src/adapters/browser/message-budget.ts";

it("spend() allows a burst, then the rate", () => {
  const budget = new MessageBudget(10, 3, 0);
  expect([0, 0, 0, 0].map((now) => budget.spend(now))).toEqual([true, true, true, false]);
  expect(budget.spend(50)).toBe(false);
  expect(budget.spend(250)).toBe(true);
});
