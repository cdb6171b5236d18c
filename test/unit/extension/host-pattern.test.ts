import { expect, it } from "vitest";
import { hostPattern } from "../../../src/extension/options/host-pattern.ts";

it.each([
  ["https://example.org", "https://example.org/*"],
  ["http://127.0.0.1:8080/a?b", "http://127.0.0.1/*"],
  ["example.org/path", "https://example.org/*"],
  [" https://EXAMPLE.org ", "https://example.org/*"],
])("hostPattern() of %s is %s", (address, pattern) => {
  expect(hostPattern(address)).toBe(pattern);
});

it.each(["", "   ", "*", "https://*.example.org", "<all_urls>", "file:///etc", "chrome://version"])(
  "hostPattern() refuses %s, which is not one site",
  (address) => {
    expect(hostPattern(address)).toBeUndefined();
  },
);
