import type { GlobalShortcut, PowerMonitor } from "electron";
import { expect, it } from "vitest";
import type { AgentState, RecordingState } from "../../../src/contract/participant-api.ts";
import { CallFailed } from "../../../src/contract/rpc.ts";
import { PauseWays, type PausingAgent } from "../../../src/main/pause-ways.ts";

function setUp(failure?: Error) {
  const done: string[] = [];
  let tell: (state: AgentState) => void = () => {};
  const call = (name: string) => async (input: unknown) => {
    done.push(input === undefined ? name : `${name} ${JSON.stringify(input)}`);
    if (failure !== undefined) throw failure;
    return {};
  };
  const agent: PausingAgent = {
    api: { pause: call("pause"), resume: call("resume"), forget: call("forget") },
    onState(listener) {
      tell = listener;
      return { [Symbol.dispose]: () => {} };
    },
  };
  const ways = new PauseWays(agent);
  const now = (recording: RecordingState) => tell({ recording } as AgentState);
  return { ways, done, now };
}

function power() {
  const listeners = new Map<string, () => void>();
  const api: Pick<PowerMonitor, "on"> = {
    on: ((name: string, listener: () => void) => void listeners.set(name, listener)) as never,
  };
  return { api, happens: (name: string) => listeners.get(name)?.() };
}

it.each(["lock-screen", "suspend"])("PauseWays pauses on %s, and does not resume", (what) => {
  const { ways, done, now } = setUp();
  const machine = power();
  ways.onAway(machine.api);
  now("recording");
  machine.happens(what);
  machine.happens("unlock-screen");
  machine.happens("resume");
  expect(done).toEqual(["pause"]);
});

it("PauseWays pauses also while Assent looks away from an app that is not allowed", async () => {
  const { ways, done, now } = setUp();
  now("allowed-elsewhere");
  await ways.pause();
  expect(done).toEqual(["pause"]);
});

it("PauseWays asks for nothing where nothing is recorded", async () => {
  const { ways, done, now } = setUp();
  await ways.pause();
  now("paused");
  await ways.pause();
  expect(done).toEqual([]);
});

it("PauseWays grabs no key on X11, where the recorder has its own grab", () => {
  const { ways } = setUp();
  const taken: string[] = [];
  const shortcut: Pick<GlobalShortcut, "register"> = {
    register: (keys) => taken.push(keys) > 0,
  };
  expect(ways.onHotkey(shortcut, "Ctrl+Alt+P", "linux")).toBe(true);
  expect(taken).toEqual([]);
});

it("PauseWays pauses and resumes by a system-wide shortcut elsewhere, and says when it is taken", () => {
  const { ways, done, now } = setUp();
  let press = () => {};
  const register = (_keys: string, pressed: () => void) => {
    press = pressed;
    return true;
  };
  expect(ways.onHotkey({ register }, "Ctrl+Alt+P", "win32")).toBe(true);
  now("recording");
  press();
  now("paused");
  press();
  expect(done).toEqual(["pause", "resume"]);
  expect(ways.onHotkey({ register: () => false }, "Ctrl+Alt+P", "darwin")).toBe(false);
});

it("PauseWays gives the tray every action", () => {
  const { ways, done, now } = setUp();
  const tray = ways.trayActions(
    () => done.push("open"),
    () => done.push("quit"),
  );
  now("recording");
  for (const action of Object.values(tray)) action();
  expect(done).toEqual(["pause", "resume", 'forget {"minutes":5}', "open", "quit"]);
});

it("PauseWays bears that the recorder is gone, and nothing else", async () => {
  const gone = setUp(new CallFailed("wire-lost"));
  gone.now("recording");
  await expect(gone.ways.pause()).resolves.toBeUndefined();
  const broken = setUp(new TypeError("a bug"));
  broken.now("recording");
  await expect(broken.ways.pause()).rejects.toThrow("a bug");
});
