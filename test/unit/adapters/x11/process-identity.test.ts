import { realpathSync } from "node:fs";
import { expect, it } from "vitest";
import { plainTitle } from "../../../../src/adapters/x11/desktop-reader.ts";
import { appOf } from "../../../../src/adapters/x11/process-identity.ts";

it("appOf() tells this process by its program and start, and nothing of one that is not there", () => {
  const app = appOf(process.pid);
  expect(app).toMatchObject({ pid: process.pid, exe: realpathSync(process.execPath) });
  expect(app?.startedAt).toBeGreaterThan(0);
  expect(appOf(2 ** 22 + 1)).toBeNull();
});

it("plainTitle() drops control characters and all beyond 500 characters", () => {
  expect(plainTitle(Buffer.from("a\u0000b\u001b[1mc"))).toBe("ab[1mc");
  expect(plainTitle(Buffer.from("ü".repeat(600)))).toHaveLength(500);
});
