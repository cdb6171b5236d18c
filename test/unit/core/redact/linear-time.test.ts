import { expect, it } from "vitest";
import { SessionRedactor } from "../../../../src/core/redact/session-redactor.ts";

/** Each would take minutes with one quadratic rule, and so run into the test's time limit. */
const patterns = [
  "a",
  "1",
  "key=",
  "key= ",
  "a@",
  "@",
  "4 ",
  "0123456789 ",
  "-----BEGIN PRIV",
  "://",
  "eyJ",
  "sk-",
  "DE89 ",
  "aB3",
  "ab:",
  "1.",
  "\u0301",
  "password ",
  'key="a',
  "-u a:",
];

it.each(patterns)("a megabyte of %j is searched in linear time", (pattern) => {
  const text = pattern.repeat(1_000_000 / pattern.length);
  const redactor = new SessionRedactor({ profile: "protective", userTerms: ["aaaaaaaaab"] });
  expect(redactor.redact(text).text.length).toBeGreaterThan(0);
});
