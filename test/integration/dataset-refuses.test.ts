import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { RefusalCode } from "../../src/contract/dataset.ts";
import type { BundleId } from "../../src/contract/ids.ts";
import { buildDataset } from "../../src/exporter/build-dataset.ts";
import { verifyDataset } from "../../src/exporter/verify-dataset.ts";
import { contentAttacks } from "./dataset-content-attacks.ts";
import { documentAttacks } from "./dataset-document-attacks.ts";
import { type ReceivedFolder, receivedFolder } from "./dataset-fixture.ts";
import { another } from "./dataset-forge.ts";

const attacks = [...documentAttacks, ...contentAttacks];
let received: ReceivedFolder;
let dataset: string;
const good: BundleId[] = [];
const expected: { bundle: string; code: RefusalCode }[] = [];

const told: unknown[] = [];

beforeAll(async () => {
  received = await receivedFolder();
  const first = await received.receive(1);
  good.push(first);
  for (const [index, [, code, attack]] of attacks.entries()) {
    const bundle = await another(received, first, index + 2);
    await attack(received, bundle);
    const renamed = !existsSync(join(received.path, bundle));
    expected.push({ bundle: renamed ? bundle.replace("9000", "9abc") : bundle, code });
  }
  good.push(await another(received, first, attacks.length + 2));
  dataset = received.place("dataset");
  await buildDataset({
    from: received.path,
    identities: [received.home.identity],
    to: dataset,
    toolVersion: "0.1.0",
    onBundle: (one) => one.outcome === "built" && told.push(one.bundle),
  });
}, 120_000);

afterAll(() => received[Symbol.asyncDispose]());

async function problems(): Promise<readonly { bundle: string; code: string; reason: string }[]> {
  const text = await readFile(join(dataset, "problems.jsonl"), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

it.each(attacks.map(([name, code], index) => ({ name, code, index })))(
  "assent dataset build refuses $name",
  async ({ code, index }) => {
    const { bundle } = expected[index] ?? {};
    const problem = (await problems()).find((one) => one.bundle === bundle);
    expect(problem).toMatchObject({ bundle, code });
    expect(problem?.reason).toMatch(/^Cannot use bundle: [^\n]{10,300}$/);
  },
);

it("assent dataset build builds the rest, and assent dataset verify agrees with it", async () => {
  expect(told).toEqual(good);
  expect((await problems()).length).toBe(attacks.length);
  expect((await verifyDataset(dataset)).faults).toEqual([]);
});
