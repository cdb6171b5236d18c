/** What every ProcessSpawner must do with the agent's children. */
import { describe, expect, it } from "vitest";
import type { ProcessSpawner } from "../../src/core/ports/process-spawner.ts";

/** The child echoes every frame, and ends itself when told `"die"`. */
export interface EchoingSpawner {
  readonly spawner: ProcessSpawner;
}

const next = (listen: (listener: (frame: unknown) => void) => Disposable) =>
  new Promise<unknown>((resolve) => {
    listen(resolve);
  });

export function processSpawnerContract(name: string, open: () => Promise<EchoingSpawner>): void {
  describe(`${name} keeps the ProcessSpawner contract`, () => {
    it("carries frames to the child and back", async () => {
      const { spawner } = await open();
      await using child = spawner.spawn("recorder");
      const answer = next((listener) => child.wire.onFrame(listener));
      child.wire.send({ say: "ü", bytes: [1, 2] });
      expect(await answer).toEqual({ say: "ü", bytes: [1, 2] });
    });

    it("tells that the child ended, also to those who ask afterwards", async () => {
      const { spawner } = await open();
      await using child = spawner.spawn("courier");
      const early = next((listener) => child.onExit(() => listener("gone")));
      child.wire.send("die");
      expect(await early).toBe("gone");
      expect(await next((listener) => child.onExit(() => listener("still gone")))).toBe(
        "still gone",
      );
    });

    it("closes the wire when the child ends", async () => {
      const { spawner } = await open();
      await using child = spawner.spawn("recorder");
      const closed = next((listener) => child.wire.onClose(() => listener("closed")));
      child.wire.send("die");
      expect(await closed).toBe("closed");
      child.wire.send("into the void");
    });

    it("ends the child when it is disposed of", async () => {
      const { spawner } = await open();
      const child = spawner.spawn("recorder");
      const gone = next((listener) => child.onExit(() => listener("gone")));
      await child[Symbol.asyncDispose]();
      expect(await gone).toBe("gone");
    });
  });
}
