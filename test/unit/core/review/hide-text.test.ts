import { expect, it } from "vitest";
import { hideText } from "../../../../src/core/review/hide-text.ts";

const hide = (text: string, hidden: string, max = 1_000) =>
  hideText(text, [], hidden, 7, max)?.text ?? null;
const token = "‹REDACTED#7›";

it("hideText() replaces every occurrence and says where the tokens stand", () => {
  const email = { kind: "EMAIL", rule: "email/1", start: 7, end: 16 };
  expect(hideText("Bob to ‹EMAIL#1› by bob.", [email], "bob", 7, 1_000)).toEqual({
    text: `${token} to ‹EMAIL#1› by ${token}.`,
    redactions: [
      { kind: "REDACTED", rule: "participant/1", start: 0, end: 12 },
      { ...email, start: 16, end: 25 },
      { kind: "REDACTED", rule: "participant/1", start: 29, end: 41 },
    ],
  });
});

it("hideText() returns null when there is nothing to hide", () => {
  expect(hide("nothing here", "Bob")).toBeNull();
});

it("hideText() leaves the inside of a token alone", () => {
  expect(hide("‹EMAIL#1›", "EMAIL")).toBeNull();
});

it("hideText() takes a token whole when the hidden text reaches into it", () => {
  const email = { kind: "EMAIL", rule: "email/1", start: 3, end: 12 };
  expect(hideText("to ‹EMAIL#1› now", [email], "to ‹EMAIL#1›", 7, 1_000)).toEqual({
    text: `${token} now`,
    redactions: [{ kind: "REDACTED", rule: "participant/1", start: 0, end: 12 }],
  });
  expect(hide("to ‹EMAIL#1› now", "to ‹EM")).toBe(`${token} now`);
});

it("hideText() does not tell how often a text was repeated without a break", () => {
  expect([hide("ababab", "ab"), hide("aaaa", "aa"), hide("aaaaa", "aa")]).toEqual([
    token,
    token,
    `${token}a`,
  ]);
});

it("hideText() takes signs that mean something in patterns as they are", () => {
  const odd = "a.b*[c](d)|e^f$g\\h{2}?+/-";
  expect([hide(`x ${odd} y`, odd), hide("aXb", "a.b")]).toEqual([`x ${token} y`, null]);
});

it("hideText() finds letters outside of ASCII in any case", () => {
  expect(hide("ÄRZTE und Ärzte", "ärzte")).toBe(`${token} und ${token}`);
});

it("hideText() never makes a text longer than its field, nor cuts a token in two", () => {
  expect(hide("ab ab", "ab", 20)).toBe(`${token} `);
  expect(hide("xy🙂 ab", "xy", 13)).toBe(token);
});
