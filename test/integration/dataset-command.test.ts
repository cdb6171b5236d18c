import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type ReceivedFolder, receivedFolder } from "./dataset-fixture.ts";

const script = join(import.meta.dirname, "dataset-cli.ts");

async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { code: child.exitCode, out: out.trimEnd().split("\n"), err: err.trimEnd() };
}

let received: ReceivedFolder;
const bundles: string[] = [];
let identity: string;

beforeAll(async () => {
  received = await receivedFolder();
  bundles.push(await received.receive(1), await received.receive(2));
  identity = received.place("identity.txt");
  writeFileSync(identity, `# made for a test\n${received.home.identity}\n`);
});
afterAll(() => received[Symbol.asyncDispose]());

const building = (to: string) => [
  "build",
  "--from",
  received.path,
  "--identity",
  identity,
  "--to",
  received.place(to),
];

it("assent dataset build tells each bundle and the totals, and assent dataset verify checks the result", async () => {
  const built = await run(...building("all"));
  expect(built).toMatchObject({ code: 0, err: "" });
  expect(built.out.slice(0, 3)).toEqual([
    ...bundles.map((bundle) => `${bundle}: 16 actions, 43 events, 4 frames`),
    "sessions: 2",
  ]);
  expect(built.out).toContain("actions.click: 12");
  expect(built.out).toContain("refused: 0");
  const verified = await run("verify", received.place("all"));
  expect(verified).toMatchObject({ code: 0, err: "" });
  expect(verified.out.at(-1)).toBe("faults: 0");
  writeFileSync(join(received.place("all"), "README.md"), "other");
  const changed = await run("verify", received.place("all"));
  expect(changed.code).toBe(1);
  expect(changed.out[0]).toBe("README.md: changed");
});

it("assent dataset build exits with 1 when a bundle was refused and with 2 when nothing was built", async () => {
  rmSync(join(received.path, bundles[1] ?? "", "receipt.dsse.json"));
  const one = await run(...building("one"));
  expect(one.code).toBe(1);
  expect(one.out).toContain(
    `${bundles[1]}: refused (incomplete), Cannot use bundle: receipt.dsse.json is missing or not a file. Fetch it again`,
  );
  expect(one.out).toContain("sessions: 1");
  rmSync(join(received.path, bundles[0] ?? "", "manifest.dsse.json"));
  const none = await run(...building("none"));
  expect(none).toMatchObject({
    code: 2,
    err: "Cannot build dataset: there is no bundle to use. Nothing was written",
  });
  expect(existsSync(received.place("none"))).toBe(false);
});

it("assent dataset says in one sentence what is wrong with its arguments", async () => {
  const empty = received.place("empty.txt");
  writeFileSync(empty, "nothing\n");
  const noIdentity = await run(...building("x").with(4, empty));
  expect(noIdentity).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^Cannot read the identity: [^\n]+$/),
  });
  const noFolder = await run(...building("x").with(2, received.place("nowhere")));
  expect(noFolder).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^Cannot read the received bundles: [^\n]+$/),
  });
  const noDataset = await run("verify", received.path);
  expect(noDataset).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^Cannot verify: [^\n]+$/),
  });
});
