/** What every Wire must carry faithfully, whatever it is made of. */
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { call, connect, type Handlers, serve, signal, type Wire } from "../../src/contract/rpc.ts";
import { later } from "../fakes/later.ts";

/** Two ends of one wire; `lose` cuts it as a dying process would. */
export interface WirePair extends AsyncDisposable {
  readonly agentEnd: Wire;
  readonly windowEnd: Wire;
  lose(): void;
}

const contract = {
  double: call(z.strictObject({ of: z.int() }), z.strictObject({ is: z.int() })),
  ping: call(z.void(), z.void()),
  never: call(z.void(), z.void()),
  slow: call(z.void(), z.void(), { deadlineMs: 1 }),
  lies: call(z.void(), z.strictObject({ is: z.int() })),
  breaks: call(z.void(), z.void()),
  changed: signal(z.enum(["off", "on"])),
} as const;

const handlers: Handlers<typeof contract> = {
  double: async ({ of }) => ({ is: of * 2 }),
  ping: async () => undefined,
  never: () => new Promise(() => undefined),
  slow: () => new Promise(() => undefined),
  lies: async () => ({ is: "secret text" }) as unknown as { is: number },
  breaks: async () => {
    throw new Error("secret text");
  },
};

export function wireContract(name: string, open: () => Promise<WirePair>): void {
  describe(`${name} keeps the Wire contract`, () => {
    it("carries a call and its answer", async () => {
      await using pair = await open();
      using _served = serve(contract, handlers, pair.agentEnd);
      using agent = connect(contract, pair.windowEnd, { later });
      await expect(agent.double({ of: 21 })).resolves.toEqual({ is: 42 });
    });

    it("carries a call that was made before anyone served", async () => {
      await using pair = await open();
      using agent = connect(contract, pair.windowEnd, { later });
      const answer = agent.double({ of: 2 });
      await new Promise(setImmediate);
      using _served = serve(contract, handlers, pair.agentEnd);
      await expect(answer).resolves.toEqual({ is: 4 });
    });

    it("carries a call without input and without output", async () => {
      await using pair = await open();
      using _served = serve(contract, handlers, pair.agentEnd);
      using agent = connect(contract, pair.windowEnd, { later });
      await expect(agent.ping()).resolves.toBeUndefined();
    });

    it("refuses input that the contract does not allow", async () => {
      await using pair = await open();
      using _served = serve(contract, handlers, pair.agentEnd);
      using agent = connect(contract, pair.windowEnd, { later });
      await expect(agent.double({ of: 0.5 })).rejects.toMatchObject({ code: "bad-request" });
    });

    it("refuses output that the contract does not allow, without showing it", async () => {
      await using pair = await open();
      using _served = serve(contract, handlers, pair.agentEnd);
      using agent = connect(contract, pair.windowEnd, { later });
      const problem = await agent.lies().catch((thrown: unknown) => thrown);
      expect(problem).toMatchObject({ code: "bad-response" });
      expect(String(problem)).not.toContain("secret");
    });

    it("carries a failure as a code and nothing of its message", async () => {
      await using pair = await open();
      const frames: unknown[] = [];
      using _tap = pair.windowEnd.onFrame((frame) => frames.push(frame));
      using _served = serve(contract, handlers, pair.agentEnd);
      using agent = connect(contract, pair.windowEnd, { later });
      await expect(agent.breaks()).rejects.toMatchObject({ code: "internal" });
      expect(JSON.stringify(frames)).not.toContain("secret");
    });

    it("ends a call at its deadline", async () => {
      await using pair = await open();
      using _served = serve(contract, handlers, pair.agentEnd);
      using agent = connect(contract, pair.windowEnd, { later });
      await agent.ping();
      await expect(agent.slow()).rejects.toMatchObject({ code: "deadline" });
    });

    it("ends a call that its caller aborts, and tells the handler", async () => {
      await using pair = await open();
      const cancelled = Promise.withResolvers<void>();
      const started = Promise.withResolvers<void>();
      const never: Handlers<typeof contract>["never"] = (_input, { onCancel }) => {
        onCancel(cancelled.resolve);
        started.resolve();
        return new Promise(() => undefined);
      };
      using _served = serve(contract, { ...handlers, never }, pair.agentEnd);
      using agent = connect(contract, pair.windowEnd, { later });
      const abort = new AbortController();
      const answer = agent.never(undefined, { signal: abort.signal });
      await started.promise;
      abort.abort();
      await expect(answer).rejects.toMatchObject({ code: "aborted" });
      await expect(cancelled.promise).resolves.toBeUndefined();
    });

    it("ends every call as closed when the wire is lost", async () => {
      await using pair = await open();
      using _served = serve(contract, handlers, pair.agentEnd);
      using agent = connect(contract, pair.windowEnd, { later });
      await agent.ping();
      const answer = agent.never();
      pair.lose();
      await expect(answer).rejects.toMatchObject({ code: "closed" });
      await expect(agent.ping()).rejects.toMatchObject({ code: "closed" });
    });

    it("tells each end that the wire is lost, also one that asks later", async () => {
      await using pair = await open();
      const agentTold = new Promise<void>((told) => pair.agentEnd.onClose(told));
      const windowTold = new Promise<void>((told) => pair.windowEnd.onClose(told));
      pair.lose();
      await Promise.all([agentTold, windowTold]);
      await new Promise<void>((told) => pair.windowEnd.onClose(told));
      expect(() => pair.windowEnd.send({ t: "ready" })).not.toThrow();
    });

    it("hears no call before both ends agreed on a version", async () => {
      await using pair = await open();
      const answers: unknown[] = [];
      using _served = serve(contract, handlers, pair.agentEnd);
      using _tap = pair.windowEnd.onFrame((frame) => answers.push(frame));
      pair.windowEnd.send({ t: "call", id: 7, name: "ping" });
      using agent = connect(contract, pair.windowEnd, { later });
      await agent.ping();
      expect(answers).not.toContainEqual(expect.objectContaining({ id: 7 }));
    });

    it("agrees on the newest version that both know, and refuses when there is none", async () => {
      await using pair = await open();
      const frames: unknown[] = [];
      using _tap = pair.windowEnd.onFrame((frame) => frames.push(frame));
      using _served = serve(contract, handlers, pair.agentEnd, { versions: [1, 2, 3] });
      using agent = connect(contract, pair.windowEnd, { later, versions: [1, 2] });
      await agent.ping();
      expect(frames).toContainEqual({ t: "welcome", version: 2 });
      using newer = connect(contract, pair.windowEnd, { later, versions: [9] });
      await expect(newer.ping()).rejects.toMatchObject({ code: "version" });
    });

    it("delivers signals, and drops those that the contract does not allow", async () => {
      await using pair = await open();
      using served = serve(contract, handlers, pair.agentEnd);
      using agent = connect(contract, pair.windowEnd, { later });
      const { promise, resolve } = Promise.withResolvers<string>();
      using _changed = agent.on("changed", resolve);
      await agent.ping();
      pair.agentEnd.send({ t: "signal", name: "changed", payload: "nonsense" });
      pair.agentEnd.send({ t: "signal", name: "constructor", payload: "on" });
      served.emit("changed", "on");
      await expect(promise).resolves.toBe("on");
    });

    it.each([
      { t: "call", id: 1, name: "constructor" },
      { t: "call", id: 1, name: "__proto__" },
      { t: "call", id: 1, name: "changed" },
    ])("refuses $name, which is no call of the contract", async (frame) => {
      await using pair = await open();
      const { promise, resolve } = Promise.withResolvers<unknown>();
      using _served = serve(contract, handlers, pair.agentEnd);
      using agent = connect(contract, pair.windowEnd, { later });
      await agent.ping();
      using _tap = pair.windowEnd.onFrame(resolve);
      pair.windowEnd.send(frame);
      await expect(promise).resolves.toEqual({ t: "failed", id: 1, code: "bad-request" });
    });

    it("keeps serving after frames that are not of the protocol", async () => {
      await using pair = await open();
      using _served = serve(contract, handlers, pair.agentEnd);
      using agent = connect(contract, pair.windowEnd, { later });
      for (const junk of [0, "text", [], {}, { t: "call" }, { t: "done", id: -1 }, { t: "hello" }])
        pair.windowEnd.send(junk);
      await expect(agent.ping()).resolves.toBeUndefined();
    });
  });
}
