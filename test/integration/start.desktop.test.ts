/** `npm start` after its set-up, on a machine without a display: what it starts, and that it ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readEnvelope } from "../../src/adapters/seal/dsse.ts";
import type { ScopeChoice } from "../../src/contract/choice.ts";
import { connectToAgent } from "../desktop/agent-client.ts";

const root = join(import.meta.dirname, "..", "..");
const trial = mkdtempSync(join(tmpdir(), "assent-trial-"));

interface Started {
  readonly child: ChildProcess;
  readonly words: string;
}

/** In a process group of its own, as a terminal starts it. */
async function start(): Promise<Started> {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  const child = spawn(process.execPath, ["scripts/start/main.ts", "--trial", trial, "--no-apps"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const { promise, resolve } = Promise.withResolvers<string>();
  let words = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    words += chunk;
    if (words.includes("Ctrl-C ends everything")) resolve(words);
  });
  child.once("exit", () => resolve(words));
  return { child, words: await promise };
}

/** A terminal sends Ctrl-C to the whole group, and npm sends it once more. */
async function pressCtrlC({ child }: Started): Promise<number | null> {
  const ended = once(child, "exit") as Promise<[number | null]>;
  process.kill(-(child.pid ?? 0), "SIGINT");
  child.kill("SIGINT");
  return (await ended)[0];
}

const addressIn = (words: string) => /http:\/\/127\.0\.0\.1:\d+\/#token=\S+/.exec(words)?.[0] ?? "";

let running: Started;
beforeAll(async () => {
  chmodSync(trial, 0o755);
  running = await start();
});
afterAll(async () => {
  if (running.child.exitCode === null) await pressCtrlC(running);
  rmSync(trial, { recursive: true, force: true });
});

it("npm start without a display starts a virtual one, and says where to look and what to do", () => {
  const { words } = running;
  expect(words).toMatch(/There is no display here, so a virtual one was started: :\d+\./);
  expect(words).toContain(join(trial, "screen.png"));
  expect(words).toContain(join(trial, "study", "study.dsse.json"));
  expect(words).toMatch(/Electron cannot be started here: .+\./);
});

it("npm start serves the window and the practice site", async () => {
  const window = await fetch(addressIn(running.words));
  expect([window.status, await window.text()]).toEqual([200, expect.stringContaining("<title>")]);
  const { site } = JSON.parse(readFileSync(join(trial, "ports.json"), "utf8")) as { site: number };
  const page = await fetch(`http://127.0.0.1:${site}/`);
  expect(await page.text()).toContain("Library of Sample Town");
});

it("npm start makes a study that its own window accepts, joins and records", async () => {
  using agent = await connectToAgent(addressIn(running.words));
  await agent.createVault({ passphrase: "eight or more characters" });
  const read = readEnvelope(readFileSync(join(trial, "study", "study.dsse.json")));
  if (read.outcome === "refused") throw new Error(read.message);
  const offered = await agent.offerStudy({ envelope: read.envelope });
  expect(offered).toMatchObject({ outcome: "offered", study: { joinable: true } });
  if (offered.outcome === "refused") return;
  const { manifest, manifestHash } = offered.study;
  const everything = manifest.scopes.map(({ id, signals, match }): ScopeChoice => ({
    scope: id,
    signals,
    apps: match.app,
    origins: match.origin,
  }));
  const joined = await agent.join({
    manifestHash,
    choice: everything,
    comprehensionPassed: true,
    invitation: null,
  });
  expect(joined).toMatchObject({ outcome: "joined" });
  expect(await agent.startRecording({ study: manifest.studyId })).toMatchObject({
    outcome: "started",
  });
  await agent.stopRecording();
});

it("npm start keeps the researcher's keys to their owner", () => {
  const modes = ["identity.txt", "study-signing-key.json"].map(
    (name) => statSync(join(trial, "study", name)).mode & 0o077,
  );
  expect(modes).toEqual([0, 0]);
  expect(statSync(trial).mode & 0o077).toBe(0);
});

it("npm start says so when the trial runs already, and leaves it alone", async () => {
  const again = spawn(process.execPath, ["scripts/start/main.ts", "--trial", trial, "--no-apps"], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [code]] = await Promise.all([text(again.stderr), once(again, "exit")]);
  expect([said, code]).toEqual([
    expect.stringMatching(/^Cannot start: this trial runs already, .*--trial FOLDER\n$/),
    1,
  ]);
  expect((await fetch(addressIn(running.words))).status).toBe(200);
});

it("npm start keeps a terminal's Ctrl-C from its recorder, which finishes what it holds", () => {
  const recorders = descendants(running.child.pid ?? 0).filter((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("recorder-main.ts"),
  );
  expect(recorders.length).toBe(1);
  expect(recorders.map((pid) => statOf(pid)?.group)).not.toContain(running.child.pid);
});

it("npm start ends everything that it started when Ctrl-C is pressed, however often it arrives", async () => {
  const started = descendants(running.child.pid ?? 0);
  // Host, recorder, courier, X server, window manager, session bus.
  expect(started.length).toBeGreaterThanOrEqual(5);
  expect(await pressCtrlC(running)).toBe(0);
  expect(started.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
});

it("npm start goes on with the same study, vault and ports the next time", async () => {
  const study = readFileSync(join(trial, "study", "study.dsse.json"), "utf8");
  const ports = readFileSync(join(trial, "ports.json"), "utf8");
  running = await start();
  using agent = await connectToAgent(addressIn(running.words));
  expect(await agent.state()).toMatchObject({ vault: "locked" });
  expect(readFileSync(join(trial, "study", "study.dsse.json"), "utf8")).toBe(study);
  expect(readFileSync(join(trial, "ports.json"), "utf8")).toBe(ports);
  await pressCtrlC(running);
});

function descendants(pid: number): readonly number[] {
  const children = readdirSync("/proc")
    .map(Number)
    .filter((other) => Number.isInteger(other) && statOf(other)?.parent === pid);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

/** Fields 4 and 5 of proc_pid_stat(5); the name in parentheses may hold spaces. */
function statOf(pid: number): { readonly parent: number; readonly group: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [, parent, group] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(parent), group: Number(group) };
  } catch {
    // Gone in between.
    return undefined;
  }
}
