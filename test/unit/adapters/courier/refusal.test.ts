import { expect, it } from "vitest";
import { refusal } from "../../../../src/adapters/courier/collector-client.ts";

const problem = (status: number, code: string) =>
  JSON.stringify({ type: `urn:assent:problem:${code}`, title: "", status, code });

it("refusal() takes trouble of the collector for passing, and keeps its Retry-After", () => {
  expect(refusal(500, "<html>", null)).toEqual({ outcome: "failed", why: "collector-failing" });
  expect(refusal(503, problem(503, "busy"), "30")).toEqual({
    outcome: "failed",
    why: "collector-busy",
    atLeastMs: 30_000,
  });
  expect(refusal(429, "", "5")).toMatchObject({ why: "collector-busy", atLeastMs: 5_000 });
  expect(refusal(502, "", "soon")).toEqual({ outcome: "failed", why: "collector-failing" });
});

it("refusal() takes a race over one upload for passing", () => {
  for (const code of ["offset-conflict", "upload-expired"])
    expect(refusal(409, problem(409, code), null)).toMatchObject({ outcome: "failed" });
});

it("refusal() reports what will stay so by the collector's code", () => {
  const told = (status: number, code: string) => refusal(status, problem(status, code), null);
  expect(told(412, "consent-withdrawn")).toEqual({ outcome: "refused", code: "consent-withdrawn" });
  expect(told(422, "hash-mismatch")).toEqual({ outcome: "refused", code: "hash-mismatch" });
  expect(told(507, "quota-exceeded")).toEqual({ outcome: "refused", code: "quota-exceeded" });
});

it("refusal() says unauthorized for a 401 without a problem, and not-understood for the rest", () => {
  expect(refusal(401, "", null)).toEqual({ outcome: "refused", code: "unauthorized" });
  expect(refusal(404, "<html>", null)).toEqual({ outcome: "refused", code: "not-understood" });
  expect(refusal(412, '{"code":"consent-withdrawn"}', null)).toMatchObject({
    code: "not-understood",
  });
});
