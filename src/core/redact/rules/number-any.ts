/**
 * For the protective profiles: any number of 9 digits or more, however it is grouped.
 *
 * @module
 */
import type { Rule } from "../rule.ts";

export const numberAny: Rule = {
  name: "number-any/1",
  kind: "NUMBER",
  *find(_text, view) {
    for (const { digits, starts, ends } of view.digitRuns)
      if (digits.length >= 9)
        yield { start: starts[0] ?? 0, end: ends.at(-1) ?? 0, confidence: 0.4 };
  },
};
