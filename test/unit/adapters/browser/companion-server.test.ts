import { chmodSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, expect, it } from "vitest";
import { socketIn } from "../../../../src/adapters/browser/companion-directory.ts";
import {
  CompanionServer,
  type CompanionServerOptions,
} from "../../../../src/adapters/browser/companion-server.ts";
import { encodeFrame, FrameReader } from "../../../../src/adapters/browser/frames.ts";
import { installHostManifest } from "../../../../src/adapters/browser/host-manifest.ts";
import type { Origin } from "../../../../src/contract/ids.ts";
import { RecordingSink } from "../../../fakes/recording-sink.ts";
import { hello, RelayClient, viewOf } from "../../../fakes/relay-client.ts";

const site = "https://site.test";
/** The relay's parent is this process, which plays the browser. */
const browsers = [realpathSync("/proc/self/exe")];
const epochNow = () => Date.now();

let directory: string;
let sink: RecordingSink;
let cleanup: AsyncDisposableStack;

beforeEach(() => {
  cleanup = new AsyncDisposableStack();
  const root = mkdtempSync(join(tmpdir(), "assent-companion-"));
  cleanup.defer(() => rmSync(root, { recursive: true }));
  directory = join(root, "companion");
  sink = new RecordingSink();
});
afterEach(() => cleanup.disposeAsync());

async function serve(more: Partial<CompanionServerOptions> = {}): Promise<CompanionServer> {
  await installHostManifest({ directory, into: [] });
  const server = new CompanionServer({
    directory,
    browsers,
    now: () => performance.now(),
    epochToMono: (epoch) => performance.now() - (epochNow() - epoch),
    ...more,
  });
  cleanup.use(await server.start(sink));
  return server;
}

function companion(caller?: string): RelayClient {
  return cleanup.use(new RelayClient(directory, caller));
}

const changes = (s: RecordingSink) =>
  s.observations.flatMap((o) => (o.kind === "changed" ? [o] : []));
const isLost = (s: RecordingSink) => s.observations.find((o) => o.kind === "lost");

it("a companion's view reaches the core under the pid of the browser that started the relay", async () => {
  await serve();
  const browser = companion();
  browser.say(hello);
  browser.say({ kind: "view", view: viewOf(site, { title: "Site" }) });
  const told = await sink.until((s) => s.told[0]);
  expect(told).toMatchObject({
    kind: "view",
    pid: process.pid,
    observation: {
      kind: "changed",
      value: {
        origin: site,
        pageFocused: true,
        secure: "clear",
        viewport: null,
        secretAreas: [],
        listBox: null,
        title: "Site",
      },
    },
  });
});

it("a vouched pong confirms the moment before its ping, and another pong confirms nothing", async () => {
  await serve();
  const browser = companion();
  let vouched = false;
  browser.answer = (id) => ({ kind: "pong", id, vouched, view: viewOf(site) });
  browser.say(hello);
  await sink.until((s) => changes(s)[0]);
  await browser.next("ping");
  await browser.next("ping");
  expect(sink.observations.filter((o) => o.kind === "confirmed")).toEqual([]);
  vouched = true;
  const confirmed = await sink.until((s) => s.observations.find((o) => o.kind === "confirmed"));
  expect(confirmed.upTo).toBeLessThan(performance.now() - 20);
});

it("a private window's site is not passed on", async () => {
  await serve();
  const browser = companion();
  browser.say(hello);
  browser.say({ kind: "view", view: viewOf(site, { private: true, title: "Hidden" }) });
  const first = await sink.until((s) => changes(s)[0]);
  expect(first.value).toEqual({
    origin: null,
    pageFocused: false,
    secure: "unknown",
    viewport: null,
    secretAreas: null,
    listBox: null,
    title: undefined,
  });
});

it("a relay that is killed loses the view from the last confirmed moment", async () => {
  await serve();
  const browser = companion();
  browser.answer = (id) => ({ kind: "pong", id, vouched: true, view: viewOf(site) });
  browser.say(hello);
  await sink.until((s) => s.observations.find((o) => o.kind === "confirmed"));
  browser.child.kill("SIGKILL");
  const lost = await sink.until(isLost);
  const confirmed = sink.observations.flatMap((o) => (o.kind === "confirmed" ? [o.upTo] : []));
  expect(lost).toEqual({ kind: "lost", from: confirmed.at(-1) });
});

it("a companion that stops answering is lost although it stays connected", async () => {
  await serve({ lostAfterMs: 50, pollMs: 20 });
  const browser = companion();
  browser.say(hello);
  browser.say({ kind: "view", view: viewOf(site) });
  await sink.until(isLost);
  expect(browser.child.exitCode).toBeNull();
});

it("offered sites reach a companion that is there and one that comes later", async () => {
  const server = await serve();
  server.offer([site as Origin]);
  const browser = companion();
  browser.say(hello);
  expect((await browser.next("offer")).origins).toEqual([site]);
  server.offer([]);
  expect((await browser.next("offer")).origins).toEqual([]);
});

it("granted hosts are told and remembered by browser", async () => {
  const granted = Promise.withResolvers<readonly string[]>();
  const server = await serve({ onGranted: (_, hosts) => granted.resolve(hosts) });
  const browser = companion();
  browser.say(hello);
  browser.say({ kind: "granted", hosts: ["https://site.test/*"] });
  expect(await granted.promise).toEqual(["https://site.test/*"]);
  expect([...server.granted()]).toEqual([[process.pid, ["https://site.test/*"]]]);
});

it("landings and elements arrive on the monotonic clock, impossible times not at all", async () => {
  await serve();
  const browser = companion();
  browser.say(hello);
  const now = epochNow();
  const landing = { kind: "landing", landed: "clear", origin: site };
  browser.say({ ...landing, at: now + 60_000 });
  browser.say({ ...landing, at: now - 3_600_000 });
  browser.say({ ...landing, at: now });
  browser.say({
    kind: "element",
    at: now,
    cause: "changed",
    origin: site,
    element: {
      role: "combobox",
      bounds: { x: 1, y: 2, width: 3, height: 4 },
      chosen: "B",
      optionCount: 3,
    },
  });
  const element = await sink.until((s) => s.elements[0]);
  expect(sink.landings).toHaveLength(1);
  expect(Math.abs((sink.landings[0]?.at ?? 0) - element.at)).toBeLessThan(5);
  expect(element.element).toMatchObject({ chosen: "B", optionCount: 3 });
});

it("a program without the token is closed before it is heard", async () => {
  const server = await serve();
  const rogue = connect(socketIn(directory));
  const reader = new FrameReader();
  rogue.on("data", (chunk: Buffer) => {
    for (const body of reader.push(chunk)) {
      expect(JSON.parse(body.toString("utf8")).kind).toBe("challenge");
      rogue.write(encodeFrame({ kind: "answer", mac: "0".repeat(64) }));
      rogue.write(encodeFrame(hello));
      rogue.write(encodeFrame({ kind: "view", view: viewOf(site) }));
    }
  });
  // This process stands in for the browser; a direct connection's parent is another one.
  await once(rogue, "close");
  expect(sink.told).toEqual([]);
  expect(server.health().ok).toBe(false);
});

it("a relay that proves itself wrongly is closed", async () => {
  const server = await serve();
  writeFileSync(join(directory, "token"), `${"ab".repeat(32)}\n`);
  const browser = companion();
  browser.say(hello);
  await browser.ended();
  expect(sink.told).toEqual([]);
  expect(server.health().reasons.join()).toContain("without Assent's token");
});

it("a relay that no known browser started is closed", async () => {
  const server = await serve({ browsers: ["/usr/lib/chromium/chromium"] });
  const browser = companion();
  browser.say(hello);
  await browser.ended();
  expect(server.health().reasons.join()).toContain("not started by a browser");
});

it("a relay that another extension calls ends with code 1", async () => {
  await serve();
  expect(await companion(`chrome-extension://${"a".repeat(32)}/`).ended()).toBe(1);
});

it("a relay ends at once when no agent listens", async () => {
  await installHostManifest({ directory, into: [] });
  expect(await companion().ended()).toBe(0);
});

it.each([
  ["an unknown message", { kind: "key", text: "a" }],
  ["an unknown field", { kind: "view", view: { ...viewOf(site), url: `${site}/path` } }],
  ["a title that is too long", { kind: "view", view: viewOf(site, { title: "x".repeat(301) }) }],
  ["an origin with a path", { kind: "view", view: viewOf(`${site}/path`) }],
  [
    "an answer to a ping that was never sent",
    { kind: "pong", id: 999, vouched: true, view: viewOf(site) },
  ],
])("%s closes the connection", async (_, message) => {
  await serve();
  const browser = companion();
  browser.say(hello);
  browser.say(message);
  await browser.ended();
  expect(changes(sink)).toEqual([]);
});

it("a first message other than hello closes the connection", async () => {
  await serve();
  const browser = companion();
  browser.say({ kind: "view", view: viewOf(site) });
  await browser.ended();
  expect(sink.told).toEqual([]);
});

it("a view with more secret areas than a page may have closes the connection", async () => {
  await serve();
  const browser = companion();
  browser.say(hello);
  const secretAreas = Array(201).fill({ x: 1, y: 2, width: 3, height: 4 });
  browser.say({ kind: "view", view: viewOf(site, { secretAreas }) });
  await browser.ended();
  expect(changes(sink)).toEqual([]);
});

it("a frame that announces more than the limit closes the connection", async () => {
  await serve();
  const browser = companion();
  browser.say(hello);
  browser.sayBytes(Buffer.from([0xff, 0xff, 0xff, 0x7f]));
  expect(await browser.ended()).toBe(1);
});

it("a companion that says more than a person can cause is disconnected", async () => {
  const server = await serve();
  const browser = companion();
  browser.say(hello);
  for (let i = 0; i < 4000; i++)
    browser.say({ kind: "landing", at: epochNow(), landed: "clear", origin: site });
  await browser.ended();
  expect(sink.landings.length).toBeLessThan(4000);
  expect(server.health().reasons.join()).toContain("more than a person can cause");
});

it("a second companion of the same browser is refused and the first goes on", async () => {
  await serve();
  const first = companion();
  first.answer = (id) => ({ kind: "pong", id, vouched: true, view: viewOf(site) });
  first.say(hello);
  await sink.until((s) => changes(s)[0]);
  const second = companion();
  second.say(hello);
  await second.ended();
  expect(first.child.exitCode).toBeNull();
});

it("the folder, the socket and the token can be entered by this participant only", async () => {
  await serve();
  const mode = (path: string) => statSync(path).mode & 0o777;
  expect(mode(directory)).toBe(0o700);
  expect(mode(socketIn(directory))).toBe(0o600);
  expect(mode(join(directory, "token"))).toBe(0o600);
});

it("a second agent refuses to listen where one does", async () => {
  await serve();
  const second = new CompanionServer({ directory, now: () => 0, epochToMono: () => 0 });
  await expect(second.start(sink)).rejects.toThrow("another Assent does already");
});

it("an agent takes over the socket that a killed one left", async () => {
  await installHostManifest({ directory, into: [] });
  const code = `require("node:net").createServer().listen(${JSON.stringify(socketIn(directory))}, () => process.kill(process.pid, "SIGKILL"))`;
  await once(spawn(process.execPath, ["-e", code]), "exit");
  expect(statSync(socketIn(directory)).isSocket()).toBe(true);
  await serve();
  const browser = companion();
  browser.say(hello);
  await browser.next("ping");
});

it("a token that others could read is not used", async () => {
  await installHostManifest({ directory, into: [] });
  chmodSync(join(directory, "token"), 0o644);
  const server = new CompanionServer({ directory, now: () => 0, epochToMono: () => 0 });
  await expect(server.start(sink)).rejects.toThrow("others could read it");
});
