import { defineConfig } from "vitest/config";

/** One more try on a machine that others load as well; scripts/lib/flaky-reporter.mjs names who needed it. */
const retry = process.env["CI"] === "true" ? 1 : 0;

/** `*.desktop.test.ts` needs an X server of its own and runs one file at a time. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "fast",
          include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
          exclude: ["test/**/*.desktop.test.ts", "test/**/*.e2e.test.ts", "node_modules/**"],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "desktop",
          include: ["test/**/*.desktop.test.ts"],
          retry,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/**/*.e2e.test.ts"],
          retry,
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
