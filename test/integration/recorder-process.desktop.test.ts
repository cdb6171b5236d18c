/** The agent's real processes on a real X server, worked by real input, and killed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { SessionEvent } from "../../src/contract/events.ts";
import type { SessionId } from "../../src/contract/ids.ts";
import {
  type AgentClient,
  type AgentWorld,
  countPixels,
  editorManifest,
  framePixels,
  joinStudy,
  openAgentWorld,
  passphrase,
  smallDisk,
  startAgentProcesses,
  stateOf,
  until,
} from "../desktop/agent-world.ts";
import { findWindow, moveWindow, raiseWindow } from "../desktop/windows.ts";
import { signManifest } from "../fixtures/study.ts";

/** Between two deeds of a person; the gate drops what comes within 150 ms of a change of focus. */
const breath = () => pause(600);

async function eventsOf(client: AgentClient, session: SessionId): Promise<readonly SessionEvent[]> {
  const { events } = await client.releaseEvents({ session, after: -1, limit: 1_000 });
  return events;
}

const count = (events: readonly SessionEvent[], kind: SessionEvent["kind"]) =>
  events.filter((event) => event.kind === kind).length;

async function click({ hand }: AgentWorld, x: number, y: number): Promise<void> {
  await hand.move(x, y);
  await breath();
  await hand.click("left");
  await breath();
}

/** A window that nobody granted, in one colour, by another program. */
async function openForeign({ desktop, hand }: AgentWorld, x: number, y: number): Promise<number> {
  const colour = ["-bg", "#ff00ff", "-fg", "#ff00ff", "-cr", "#ff00ff"];
  desktop.spawn("/usr/bin/xterm", [...colour, "-bw", "0", "-b", "0", "+sb", "-T", "canary"]);
  const window = await findWindow(hand.connection, { className: "xterm" });
  await moveWindow(hand.connection, window, x, y, 300, 250);
  return window;
}

/** How many pixels a click changed most: a menu that opened. */
async function paintedBelowTheMenuBar(client: AgentClient, session: SessionId): Promise<number> {
  const { steps } = await client.steps({ session, after: -1, limit: 100 });
  const counts = steps.map(async ({ kind, before, after }) => {
    if (kind !== "click" || before === null || after === null) return 0;
    const was = await framePixels(client, session, before.frame);
    const is = await framePixels(client, session, after.frame);
    return countPixels(is, (x, y, ...rgb) => {
      const at = (y * is.width + x) * 3;
      return y > 110 && rgb.some((value, channel) => was.rgb[at + channel] !== value);
    });
  });
  return Math.max(0, ...(await Promise.all(counts)));
}

describe("recording on a real desktop", () => {
  it("keeps clicks, chords and the fact of typing, pictures with the app's menu, and no foreign pixel", async () => {
    await using world = await openAgentWorld();
    const { client, hand } = world;
    const session = await world.start();
    const foreign = await openForeign(world, 300, 150);
    await raiseWindow(hand.connection, foreign);
    await world.toEditor();
    await raiseWindow(hand.connection, foreign);
    await click(world, 120, 250);
    await hand.type("secret words");
    await breath();
    // What the gate is not sure about on a busy machine it drops: a person does things again.
    for (let turn = 0; turn < 3; turn++) {
      await hand.chord("ctrl", "a");
      await breath();
      await click(world, 80, 92);
      await hand.chord("Escape");
      await pause(1_200);
    }
    await world.stop();

    const events = await eventsOf(client, session);
    expect(count(events, "button-pressed")).toBeGreaterThan(1);
    expect(count(events, "typing-hidden")).toBeGreaterThan(0);
    expect(count(events, "text-typed")).toBe(0);
    expect(events).toContainEqual(
      expect.objectContaining({ kind: "key-pressed", key: "a", modifiers: ["ctrl"] }),
    );
    expect(JSON.stringify(events)).not.toContain("secret");
    expect(await paintedBelowTheMenuBar(client, session)).toBeGreaterThan(5_000);

    const { steps } = await client.steps({ session, after: -1, limit: 100 });
    const frames = new Set(
      steps.flatMap(({ before, after }) => [before, after].flatMap((one) => one?.frame ?? [])),
    );
    expect(frames.size).toBeGreaterThan(1);
    for (const frame of frames) {
      const pixels = await framePixels(client, session, frame);
      expect(countPixels(pixels, (_x, _y, r, g, b) => r > 240 && g < 16 && b > 240)).toBe(0);
    }
  });

  it("stops at the pause hotkey: nothing that is done meanwhile is stored", async () => {
    await using world = await openAgentWorld();
    const { client, hand } = world;
    const session = await world.start();
    await click(world, 120, 250);
    await pause(1_000);
    await hand.chord("ctrl", "alt", "p");
    await stateOf(client, ({ recording }) => recording === "paused");
    await hand.type("never");
    await hand.chord("ctrl", "b");
    await click(world, 150, 300);
    await hand.chord("ctrl", "alt", "p");
    await stateOf(client, ({ recording }) => recording === "recording");
    await breath();
    await click(world, 180, 320);
    await pause(1_000);
    await world.stop();
    const events = await eventsOf(client, session);
    expect([count(events, "gap"), count(events, "key-pressed")]).toEqual([0, 0]);
    expect(count(events, "typing-hidden")).toBe(0);
    const presses = events.filter((event) => event.kind === "button-pressed");
    expect(presses.map(({ x, y }) => [x, y])).not.toContainEqual([150, 300]);
    expect(presses).toHaveLength(2);
  });

  it("forgets the last minutes, and goes on", async () => {
    await using world = await openAgentWorld();
    const session = await world.start();
    await click(world, 120, 250);
    await stateOf(world.client, ({ kept }) => kept > 0);
    await pause(1_500);
    await world.client.forget({ minutes: 5 });
    await breath();
    await click(world, 150, 300);
    await pause(1_000);
    await world.stop();
    const events = await eventsOf(world.client, session);
    const presses = events.filter((event) => event.kind === "button-pressed");
    expect(presses).toMatchObject([{ x: 150, y: 300 }]);
  });
});

describe("when something is killed", () => {
  it("the recorder: it comes back locked, with everything up to 200 ms before, and says so", async () => {
    await using world = await openAgentWorld();
    const { client, agent } = world;
    const session = await world.start();
    await click(world, 120, 250);
    await click(world, 150, 300);
    const { kept } = await stateOf(client, (state) => state.kept >= 4);
    await pause(200);
    process.kill(agent.recorder(), "SIGKILL");
    await stateOf(client, ({ vault }) => vault === "locked");
    expect(await client.unlock({ passphrase })).toEqual({ outcome: "open" });
    const summary = (await client.sessions()).find((one) => one.session === session);
    expect(summary?.state).toBe("unreviewed");
    expect(summary?.events).toBeGreaterThanOrEqual(kept);
    const { notices } = await client.state();
    expect(notices.map(({ code }) => code)).toEqual(["recorder-restarted"]);
    expect(count(await eventsOf(client, session), "button-pressed")).toBe(2);
  });

  it("the X server: recording ends, says why, and the session is whole", async () => {
    await using world = await openAgentWorld();
    const { client, agent } = world;
    const session = await world.start();
    await click(world, 120, 250);
    await stateOf(client, ({ kept }) => kept >= 2);
    const recorder = agent.recorder();
    world.desktop.server.kill("SIGKILL");
    const state = await stateOf(client, ({ recording }) => recording === "off");
    expect(state.notices.map(({ code }) => code)).toEqual(["display-lost"]);
    expect(agent.recorder()).toBe(recorder);
    expect(count(await eventsOf(client, session), "button-pressed")).toBe(1);
    const again = await client.startRecording({ study: world.study.manifest.studyId });
    expect(again).toMatchObject({ outcome: "refused", why: expect.stringMatching(/^Cannot/) });
  });
});

describe("recording is refused in words", () => {
  const cases = [
    ["without a display", { DISPLAY: undefined, XDG_SESSION_TYPE: undefined }, /no display/],
    [
      "under Wayland",
      { WAYLAND_DISPLAY: "wayland-0", XDG_SESSION_TYPE: "wayland", DISPLAY: undefined },
      /Wayland/,
    ],
  ] as const;
  it.each(cases)("%s", async (_name, environment, words) => {
    const home = mkdtempSync(join(tmpdir(), "assent-refused-"));
    {
      await using agent = await startAgentProcesses(home, environment);
      const { client } = agent;
      await client.createVault({ passphrase });
      const study = signManifest(editorManifest());
      await joinStudy(client, study);
      const outcome = await client.startRecording({ study: study.manifest.studyId });
      expect(outcome).toMatchObject({ outcome: "refused", why: expect.stringMatching(words) });
      expect(await client.sessions()).toEqual([]);
    }
    rmSync(home, { recursive: true });
  });

  it("to a second agent on the same home", async () => {
    const home = mkdtempSync(join(tmpdir(), "assent-second-"));
    {
      await using first = await startAgentProcesses(home, { DISPLAY: undefined });
      await first.client.createVault({ passphrase });
      await using second = await startAgentProcesses(home, { DISPLAY: undefined });
      const opening = second.client.unlock({ passphrase });
      await expect(opening).rejects.toMatchObject({ code: "store-in-use" });
    }
    rmSync(home, { recursive: true });
  });
});

describe("a full disk", () => {
  it("ends recording, says so, and what was committed can be reviewed after space is freed", async ({
    skip,
  }) => {
    using disk = smallDisk(12_000_000);
    if (disk === undefined) return skip("this machine does not let us make a small disk");
    await using world = await openAgentWorld({ home: join(disk.path, "home") });
    const { client, hand } = world;
    const session = await world.start();
    await click(world, 120, 250);
    await stateOf(client, ({ kept }) => kept >= 2);
    await pause(300);
    const ballast = join(disk.path, "ballast");
    fillDisk(ballast);
    const ended = until(async () => {
      await hand.move(100 + Math.round(Math.random() * 200), 200);
      const state = await client.state();
      return state.recording === "off" ? state : undefined;
    });
    expect((await ended).notices.map(({ code }) => code)).toContain("store-full");
    rmSync(ballast);
    const events = await eventsOf(client, session);
    expect(count(events, "button-pressed")).toBe(1);
    const refused = await client.sessions();
    expect(refused.find((one) => one.session === session)?.state).toBe("unreviewed");
  });
});

function fillDisk(path: string): void {
  const block = Buffer.alloc(4_096, 1);
  try {
    for (;;) writeFileSync(path, block, { flag: "a" });
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== "ENOSPC") throw problem;
  }
}
