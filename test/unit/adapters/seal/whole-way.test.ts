import { execFileSync } from "node:child_process";
import { globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { approveSession, releaseOf } from "../../../../src/adapters/seal/approve.ts";
import { openBundle } from "../../../../src/adapters/seal/bundle-reader.ts";
import { FrameId } from "../../../../src/contract/ids.ts";
import { bundleId, joinedHome, statementOf } from "../../../fixtures/reviewed-session.ts";
import { aHash } from "../../../fixtures/vault.ts";

const f1 = FrameId.parse("f1");

it("approveSession() sends exactly what was looked at, signed, to the study's key", async () => {
  await using test = await joinedHome();
  const session = await test.record(1);
  test.edit(
    session,
    { kind: "cut", from: 4_000, until: 6_000 },
    { kind: "hide-text", text: "jane doe" },
    { kind: "black-box", frames: [f1], rect: { x: 10, y: 10, width: 80, height: 20 } },
    { kind: "describe", task: "Greet", outcome: "success" },
  );
  const release = await releaseOf(test.home, session);
  const { entry, path } = await test.approve(session);
  const opened = await openBundle({
    path,
    identities: [test.identity],
    stated: statementOf(entry),
  });
  expect(opened.manifest).toMatchObject({
    files: release.files,
    treeHash: release.treeHash,
    task: "Greet",
    outcome: "success",
    durationS: 2,
    seq: 0,
  });
  expect(opened.review).toMatchObject({ treeHash: release.treeHash, reviewedOn: "2027-03-02" });
  const events = Buffer.from(opened.files.get("events.jsonl")!).toString().trim().split("\n");
  expect(events.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([0, 1, 2, 3]);
  expect(events[3]).toContain("hello ‹REDACTED#1›");
});

it("the age and tar of Debian open a bundle", async () => {
  await using test = await joinedHome();
  const { path } = await test.approve(await test.record(1));
  const key = join(test.directory, "identity");
  writeFileSync(key, `${test.identity}\n`);
  const tar = execFileSync("age", ["-d", "-i", key, path]);
  const names = execFileSync("tar", ["-t"], { input: tar }).toString().trim().split("\n");
  expect(names).toEqual([
    "bundle.json",
    "bundle.dsse.json",
    "review.dsse.json",
    "receipt.dsse.json",
    "manifest.dsse.json",
    "events.jsonl",
    "frames.jsonl",
    "tiles/000000.webp",
  ]);
});

it("approveSession() signs nothing when the release is not the one that was looked at", async () => {
  await using test = await joinedHome();
  const session = await test.record(1);
  const { treeHash } = await releaseOf(test.home, session);
  test.edit(session, { kind: "cut", from: 0, until: 150 });
  const approval = { home: test.home, session, manifest: test.study.manifest, today: "2027-03-02" };
  const outcome = await approveSession({ ...approval, treeHash, bundle: bundleId(1) });
  expect(outcome).toEqual({ outcome: "changed", release: await releaseOf(test.home, session) });
  expect(test.home.outbox()).toEqual([]);
});

it("approveSession() refuses a session that was approved, is empty, or has no valid receipt", async () => {
  await using test = await joinedHome();
  const approval = { home: test.home, manifest: test.study.manifest, today: "2027-03-02" };
  const approved = await test.record(1);
  await test.approve(approved);
  const empty = await test.record(2);
  test.edit(empty, { kind: "cut", from: 0, until: 10_000 });
  const { treeHash } = await releaseOf(test.home, empty);
  const outcome = async (session: typeof empty, hash = aHash("0")) =>
    approveSession({ ...approval, session, treeHash: hash, bundle: bundleId(9) });
  expect(await outcome(approved)).toEqual({ outcome: "refused", why: "not-unreviewed" });
  expect(await outcome(empty, treeHash)).toEqual({ outcome: "refused", why: "nothing-left" });
  const [receipt] = test.home.receipts();
  test.home.putReceipt({ ...receipt!, state: "withdrawn" });
  expect(await outcome(await test.record(3))).toEqual({ outcome: "refused", why: "no-receipt" });
});

it("approving twice at once sends once", async () => {
  await using test = await joinedHome();
  const session = await test.record(1);
  const { treeHash } = await releaseOf(test.home, session);
  const approval = { home: test.home, session, treeHash, manifest: test.study.manifest };
  const outcomes = await Promise.all(
    [1, 2].map((n) => approveSession({ ...approval, bundle: bundleId(n), today: "2027-03-02" })),
  );
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["approved", "refused"]);
  expect(test.home.outbox()).toHaveLength(1);
  expect(globSync("*", { cwd: join(test.directory, "outbox") })).toHaveLength(1);
});

it("what was approved stays in the store, and building it again gives the same hash", async () => {
  await using test = await joinedHome();
  const session = await test.record(1);
  test.edit(
    session,
    { kind: "black-box", frames: [f1], rect: { x: 10, y: 10, width: 80, height: 20 } },
    { kind: "hide-text", text: "Jane" },
    { kind: "cut", from: 4_000, until: 6_000 },
  );
  const before = await releaseOf(test.home, session);
  await test.approve(session);
  await test.reopen();
  expect(await releaseOf(test.home, session)).toEqual(before);
});
