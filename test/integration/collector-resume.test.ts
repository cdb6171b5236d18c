import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { NetworkCourier } from "../../src/adapters/courier/network-courier.ts";
import { processWire } from "../../src/adapters/node/process-wire.ts";
import { connect } from "../../src/contract/rpc.ts";
import { courierApi, type UploadItem } from "../../src/contract/upload.ts";
import { later } from "../fakes/later.ts";
import { HandClient, sampleCollector } from "../fixtures/collector-http.ts";
import { collectorProcess, killed } from "../fixtures/collector-process.ts";
import { collectorNow, sha256, temporaryFolder, Volunteer } from "../fixtures/participation.ts";
import { Relay } from "../fixtures/relay.ts";

const MiB = 1_024 ** 2;
const bytes = randomBytes(8 * MiB);
const root = join(import.meta.dirname, "..", "..");
const courier = new NetworkCourier({ wall: Date.now, random: Math.random });

async function sending(relay: Relay, file: string): Promise<UploadItem> {
  const volunteer = new Volunteer();
  const common = { collector: relay.url, failures: 0 };
  const outcome = await courier.register({ ...common, ...volunteer.registration() });
  if (outcome.outcome !== "registered") throw new Error(JSON.stringify(outcome));
  const { bundle, statement } = volunteer.seal(bytes);
  return { ...common, token: outcome.token, bundle, file, statement };
}

/** Resolves once the collector's disk holds a good part of the upload. */
const arriving = (data: string) =>
  vi.waitFor(
    () => {
      const [name = ""] = readdirSync(join(data, "incoming"));
      expect(statSync(join(data, "incoming", name)).size).toBeGreaterThan(2 * MiB);
    },
    { timeout: 20_000 },
  );

const kept = (data: string, { bundle }: UploadItem) =>
  sha256(readFileSync(join(data, "sealed", `${bundle}.age`)));

it("an upload goes on where it was when the collector is killed in the middle of it", async () => {
  await using folder = await temporaryFolder();
  const data = join(folder.path, "collector");
  await using first = await collectorProcess(data);
  await using relay = await Relay.open(first.url);
  const item = await sending(relay, await folder.write("sealed.age", bytes));
  const held = relay.holdAfter(4 * MiB);
  const cutOff = courier.upload(item);
  await held;
  await arriving(data);
  await first.kill();
  expect(await cutOff).toMatchObject({ outcome: "waiting", why: "unreachable" });

  await using second = await collectorProcess(data);
  relay.target = second.url;
  relay.free();
  expect(await courier.upload({ ...item, failures: 1 })).toEqual({ outcome: "stored" });
  expect(relay.sent).toBeLessThan(6.5 * MiB);
  expect(kept(data, item)).toBe(sha256(bytes));
});

it("an upload goes on where it was when the courier's process is killed in the middle of it", async () => {
  await using collector = await sampleCollector();
  await using relay = await Relay.open(collector.running.url);
  const outbox = collector.folder.path;
  const item = await sending(relay, await collector.folder.write("sealed.age", bytes));
  const held = relay.holdAfter(4 * MiB);
  const first = courierProcess(outbox);
  const cutOff = first.client.upload(item).catch((error: unknown) => error);
  await held;
  await arriving(collector.data);
  await killed(first.child);
  expect(await cutOff).toMatchObject({ code: "closed" });

  relay.free();
  const second = courierProcess(outbox);
  expect(await second.client.upload(item)).toEqual({ outcome: "stored" });
  await killed(second.child);
  expect(relay.sent).toBeLessThan(6.5 * MiB);
  expect(kept(collector.data, item)).toBe(sha256(bytes));
});

/** As strictly as Node can: it reads its own code and the sealed files, and writes nothing. */
function courierProcess(outbox: string) {
  const packages = realpathSync(join(root, "node_modules"));
  const readable = [join(root, "src", "*"), join(packages, "*"), join(outbox, "*")];
  const child = fork(join(root, "src/agent/courier/courier-main.ts"), [], {
    env: {},
    serialization: "advanced",
    execArgv: [
      "--permission",
      `--allow-fs-read=${join(root, "package.json")}`,
      ...readable.map((path) => `--allow-fs-read=${path}`),
    ],
  });
  return { child, client: connect(courierApi, processWire(child), { later }) };
}

it("an upload goes on where it was when the line is cut", async () => {
  await using collector = await sampleCollector();
  await using relay = await Relay.open(collector.running.url);
  const item = await sending(relay, await collector.folder.write("sealed.age", bytes));
  const stop = new AbortController();
  const held = relay.holdAfter(4 * MiB);
  const cutOff = courier.upload(item, stop.signal);
  await held;
  await arriving(collector.data);
  stop.abort();
  expect(await cutOff).toMatchObject({ outcome: "waiting", why: "stopped" });
  relay.free();
  expect(await courier.upload(item)).toEqual({ outcome: "stored" });
  expect(relay.sent).toBeLessThan(6.5 * MiB);
});

it("a file that had arrived whole when the collector stopped is verified when it starts again", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const file = client.volunteer.seal(bytes);
  const upload = (await client.begin(file)).split("/").at(-1) ?? "";
  await collector.running.close();
  writeFileSync(join(collector.data, "incoming", upload), bytes);
  await collector.restart();
  const state = await client.at(collector.running.url).state(file);
  expect(JSON.parse(state.text)).toMatchObject({ state: "complete" });
  expect(readdirSync(join(collector.data, "sealed"))).toEqual([`${file.bundle}.age`]);
});

it("incomplete uploads expire, and complete ones outlive any number of restarts", async () => {
  let now = collectorNow;
  await using collector = await sampleCollector({ wall: () => now, incompleteExpiryMs: 1_000 });
  const client = await HandClient.register(collector);
  const [done, left] = [client.volunteer.seal(bytes), client.volunteer.seal(bytes)];
  await client.patch(await client.begin(done), 0, bytes);
  const upload = await client.begin(left);
  const { headers } = await client.patch(upload, 0, bytes.subarray(0, 1_000));
  expect(headers.get("upload-expires")).toBe("Tue, 02 Mar 2027 12:00:01 GMT");
  now += 2_000;
  await collector.restart();
  await collector.restart();
  const restarted = client.at(collector.running.url);
  expect((await restarted.head(upload)).status).toBe(404);
  expect(readdirSync(join(collector.data, "incoming"))).toEqual([]);
  expect(readdirSync(join(collector.data, "sealed"))).toEqual([`${done.bundle}.age`]);
  expect(JSON.parse((await restarted.state(done)).text)).toMatchObject({ state: "complete" });
});

it("a second collector on the same directory is refused, and touches nothing", async () => {
  await using collector = await sampleCollector();
  const client = await HandClient.register(collector);
  const upload = await client.begin(client.volunteer.seal(bytes));
  const { startCollector } = await import("../../src/collector/start-collector.ts");
  await expect(startCollector({ directory: collector.data })).rejects.toMatchObject({
    code: "directory-in-use",
  });
  expect((await client.patch(upload, 0, bytes)).status).toBe(204);
});
