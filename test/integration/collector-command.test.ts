import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { NetworkCourier } from "../../src/adapters/courier/network-courier.ts";
import { startCollector } from "../../src/collector/start-collector.ts";
import { HandClient, sampleCollector } from "../fixtures/collector-http.ts";
import { collectorNow, study, temporaryFolder, Volunteer } from "../fixtures/participation.ts";

const script = join(import.meta.dirname, "..", "fixtures", "collector-cli.ts");

async function run(...args: readonly string[]) {
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { code: child.exitCode, out: out.trimEnd().split("\n"), err: err.trimEnd() };
}

it("assent collector fetch leaves a folder that a dataset can be built from, and keeps it current", async () => {
  await using collector = await sampleCollector();
  const [stays, leaves] = [
    await HandClient.register(collector),
    await HandClient.register(collector),
  ];
  const [kept, gone] = [stays, leaves].map(({ volunteer }) => volunteer.seal(randomBytes(5_000)));
  if (kept === undefined || gone === undefined) throw new TypeError();
  await stays.patch(await stays.begin(kept), 0, kept.bytes);
  await leaves.patch(await leaves.begin(gone), 0, gone.bytes);
  await stays.begin(stays.volunteer.seal(randomBytes(10)));
  const folder = join(collector.folder.path, "fetched");
  const fetching = ["fetch", folder, "--data", collector.data];

  expect((await run(...fetching)).out).toEqual([
    "copied: 2",
    "already there: 0",
    "removed, withdrawn since: 0",
  ]);
  const read = (name: string) => readFileSync(join(folder, kept.bundle, name));
  const json = (name: string) => JSON.parse(read(name).toString("utf8"));
  expect(read("bundle.age").equals(kept.bytes)).toBe(true);
  expect(json("statement.dsse.json")).toEqual(kept.statement);
  expect(json("receipt.dsse.json")).toEqual(stays.volunteer.receipt.envelope);
  expect(json("manifest.dsse.json")).toEqual(study.envelope);

  await leaves.withdraw();
  const foreign = join(folder, randomUUID());
  mkdirSync(foreign);
  writeFileSync(join(foreign, "notes.txt"), "mine");
  expect((await run(...fetching)).out).toEqual([
    "copied: 0",
    "already there: 1",
    "removed, withdrawn since: 1",
  ]);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(existsSync(join(foreign, "notes.txt"))).toBe(true);
});

it("assent collector publish, invite, serve and list carry a study from nothing to a held bundle", async () => {
  await using folder = await temporaryFolder();
  const data = join(folder.path, "collector");
  const signed = await folder.write("study.dsse.json", Buffer.from(JSON.stringify(study.envelope)));
  expect((await run("publish", signed, "--data", data)).out).toEqual([`published: ${study.hash}`]);
  const invited = await run("invite", "--count", "2", "--data", data);
  expect(invited.out.every((code) => /^[A-Za-z0-9_-]{22}$/.test(code))).toBe(true);

  await using running = await startCollector({ directory: data, wall: () => collectorNow });
  const courier = new NetworkCourier({ wall: Date.now, random: Math.random });
  const volunteer = new Volunteer();
  const common = { collector: running.url, failures: 0 };
  const registered = await courier.register({
    ...common,
    ...volunteer.registration(invited.out[1]),
  });
  if (registered.outcome !== "registered") throw new Error(JSON.stringify(registered));
  const sealed = volunteer.seal(randomBytes(777));
  const { bundle, statement } = sealed;
  const file = await folder.write("sealed.age", sealed.bytes);
  await courier.upload({ ...common, token: registered.token, bundle, file, statement });
  expect((await run("list", "--data", data)).out).toEqual([
    [bundle, "complete", 777, "2027-03-02", study.manifest.studyId].join("\t"),
    "bundles: 1",
  ]);
});

it("assent collector serve prints its address and ends cleanly on Ctrl-C", async () => {
  await using folder = await temporaryFolder();
  const data = join(folder.path, "collector");
  const args = [script, "serve", "--data", data, "--port", "0", "--open"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const [, url = ""] = /^collector: (http:\/\/127\.0\.0\.1:\d+\/)\n$/.exec(line.toString()) ?? [];
  const health = await fetch(new URL("v1/health", url));
  expect(await health.json()).toEqual({ status: "ok" });
  child.kill("SIGINT");
  const [code] = await once(child, "exit");
  expect(code).toBe(0);
});

it("assent collector says in one line what is wrong", async () => {
  await using folder = await temporaryFolder();
  const data = join(folder.path, "collector");
  const broken = structuredClone(study.envelope) as { payload: string };
  broken.payload = broken.payload.replace(/^.{8}/, "AAAAAAAA");
  const path = await folder.write("broken.json", Buffer.from(JSON.stringify(broken)));
  const answers = [
    await run("publish", join(folder.path, "missing.json"), "--data", data),
    await run("publish", path, "--data", data),
    await run("invite", "--data", data),
  ];
  expect(answers.map(({ code }) => code)).toEqual([1, 1, 1]);
  for (const { err } of answers) expect(err).toMatch(/^Cannot [^\n]+$/);
});
