/** Starts the agent's children with Electron's `utilityProcess`. */
import type { UtilityProcess } from "electron";
import type { Wire } from "../../contract/rpc.ts";
import type { Child, ChildName, ProcessSpawner } from "../../core/ports/process-spawner.ts";

export type Utility = Pick<UtilityProcess, "postMessage" | "on" | "off" | "once" | "kill">;
export type ForkUtility = (script: string, name: ChildName) => Utility;

export class UtilitySpawner implements ProcessSpawner {
  readonly #entries: Readonly<Record<ChildName, string>>;
  readonly #fork: ForkUtility;

  constructor(options: {
    readonly entries: Readonly<Record<ChildName, string>>;
    readonly fork: ForkUtility;
  }) {
    this.#entries = options.entries;
    this.#fork = options.fork;
  }

  spawn(name: ChildName): Child {
    const utility = this.#fork(this.#entries[name], name);
    let alive = true;
    const gone = new Promise<void>((resolve) =>
      utility.once("exit", () => {
        alive = false;
        resolve();
      }),
    );
    const onExit = (listener: () => void): Disposable => {
      if (!alive) queueMicrotask(listener);
      else utility.once("exit", listener);
      return { [Symbol.dispose]: () => void utility.off("exit", listener) };
    };
    const wire: Wire = {
      send(frame) {
        if (alive) utility.postMessage(frame);
      },
      onFrame(listener) {
        utility.on("message", listener);
        return { [Symbol.dispose]: () => void utility.off("message", listener) };
      },
      onClose: onExit,
    };
    return {
      wire,
      onExit,
      async [Symbol.asyncDispose]() {
        if (alive) utility.kill();
        await gone;
      },
    };
  }
}
