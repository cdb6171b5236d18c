import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { buildDataset } from "../../src/exporter/build-dataset.ts";
import { verifyDataset } from "../../src/exporter/verify-dataset.ts";
import { receivedFolder } from "./dataset-fixture.ts";

it("assent dataset build makes a dataset that assent dataset verify agrees with", async () => {
  await using received = await receivedFolder();
  await received.receive(1);
  await received.receive(2);
  const to = received.place("dataset");
  const built = await buildDataset({
    from: received.path,
    identities: [received.home.identity],
    to,
    toolVersion: "0.1.0",
    onBundle: (told) => told.outcome === "refused" && expect(told.problem).toBe(null),
  });
  expect(built.outcome).toBe("built");
  const verified = await verifyDataset(to);
  expect(verified.faults).toEqual([]);
  expect(readFileSync(join(to, "README.md"), "utf8")).toContain("pseudonymised");
});
