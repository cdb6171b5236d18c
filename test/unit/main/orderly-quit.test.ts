import type { App } from "electron";
import { expect, it } from "vitest";
import { CallFailed } from "../../../src/contract/rpc.ts";
import { endAgent, quitInOrder } from "../../../src/main/orderly-quit.ts";

function setUp(end: () => Promise<void>) {
  const listeners = new Map<string, (event: { preventDefault(): void }) => void>();
  const codes: (number | undefined)[] = [];
  const { promise: exited, resolve } = Promise.withResolvers<void>();
  const app: Pick<App, "on" | "exit"> = {
    on: ((name: string, listener: () => void) => void listeners.set(name, listener)) as never,
    exit(code) {
      codes.push(code);
      resolve();
    },
  };
  quitInOrder(app, end);
  let prevented = 0;
  const quit = () => listeners.get("before-quit")?.({ preventDefault: () => prevented++ });
  return { quit, codes, exited, listeners, prevented: () => prevented };
}

it("quitInOrder() waits for what is to be ended, once, and then exits", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let ended = 0;
  const { quit, codes, exited, prevented } = setUp(() => {
    ended++;
    return promise;
  });
  quit();
  quit();
  expect([ended, prevented(), codes]).toEqual([1, 2, []]);
  resolve();
  await exited;
  expect(codes).toEqual([0]);
});

it("quitInOrder() exits with 1 when ending fails", async () => {
  const { quit, codes, exited } = setUp(() => Promise.reject(new Error("stuck")));
  quit();
  await exited;
  expect(codes).toEqual([1]);
});

it("quitInOrder() keeps Assent in the tray when its window is closed", () => {
  const { listeners, codes } = setUp(() => Promise.resolve());
  listeners.get("window-all-closed")?.({ preventDefault: () => {} });
  expect([listeners.has("window-all-closed"), codes]).toEqual([true, []]);
});

function agent(lock: () => Promise<void>) {
  const done: string[] = [];
  const api = {
    lock: async () => {
      await lock();
      done.push("lock");
      return {};
    },
  };
  return { done, api, [Symbol.asyncDispose]: async () => void done.push("end") };
}

it("endAgent() lets the recorder close its store before its process is killed", async () => {
  const whole = agent(async () => {});
  await endAgent(whole);
  expect(whole.done).toEqual(["lock", "end"]);
});

it("endAgent() ends an agent whose recorder is gone, and one that has a bug", async () => {
  const gone = agent(() => Promise.reject(new CallFailed("wire-lost")));
  await endAgent(gone);
  const broken = agent(() => Promise.reject(new TypeError("a bug")));
  await expect(endAgent(broken)).rejects.toThrow("a bug");
  expect([gone.done, broken.done]).toEqual([["end"], ["end"]]);
});
