/** Every check and every suite, and at the end one line: `N passed, N failed`. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrap } from "./bootstrap.mjs";
import { run } from "./lib/pinned-node.mjs";
import { main, say } from "./lib/say.mjs";

const checks = [
  ["format", "oxfmt", ["--check", "."]],
  ["lint", "oxlint", []],
  ["types", "tsc", ["-b"]],
];
const suites = ["fast", "desktop", "e2e"];

async function suite(name, folder) {
  const file = join(folder, `${name}.json`);
  const code = await run("vitest", [
    "run",
    "--project",
    name,
    "--reporter=default",
    "--reporter=json",
    "--reporter=./scripts/lib/flaky-reporter.mjs",
    `--outputFile.json=${file}`,
  ]);
  try {
    const report = JSON.parse(readFileSync(file, "utf8"));
    // A suite that could not be loaded holds no test; it still failed.
    const broken = report.testResults.filter(
      (result) =>
        result.status === "failed" &&
        result.assertionResults.every((one) => one.status !== "failed"),
    ).length;
    const failed = report.numFailedTests + broken;
    return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

await main(async () => {
  await bootstrap("test");
  const folder = mkdtempSync(join(tmpdir(), "assent-test-"));
  const rows = [];
  const record = async (name, work) => {
    const began = performance.now();
    say(`\n── ${name} ──`);
    rows.push({ name, ...(await work()), seconds: (performance.now() - began) / 1000 });
  };
  for (const [name, command, args] of checks) {
    await record(name, async () =>
      (await run(command, args)) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 },
    );
  }
  for (const name of suites) await record(name, () => suite(name, folder));
  rmSync(folder, { recursive: true, force: true });

  say("");
  for (const { name, passed, failed, seconds } of rows) {
    say(
      `${name.padEnd(10)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed ${seconds.toFixed(1).padStart(8)} s`,
    );
  }
  const total = (field) => rows.reduce((sum, row) => sum + row[field], 0);
  const [passed, failed] = [total("passed"), total("failed")];
  if (failed > 0 || passed === 0) process.exitCode = 1;
  say(`${passed} passed, ${failed} failed`);
});
