/** Starts the agent's children with `child_process.fork`. */
import { fork } from "node:child_process";
import { once } from "node:events";
import type { Child, ChildName, ProcessSpawner } from "../../core/ports/process-spawner.ts";
import { processWire } from "./process-wire.ts";

const patienceMs = 5_000;

export interface ChildEntry {
  readonly script: string;
  /** All that the child may see of it. */
  readonly environment: NodeJS.ProcessEnv;
  /** Options of Node itself, such as what the child may not do. */
  readonly flags?: readonly string[];
}

export class ChildSpawner implements ProcessSpawner {
  readonly #entries: Readonly<Record<ChildName, ChildEntry>>;

  constructor(entries: Readonly<Record<ChildName, ChildEntry>>) {
    this.#entries = entries;
  }

  spawn(name: ChildName): Child {
    const { script, environment, flags = [] } = this.#entries[name];
    const child = fork(script, [], {
      env: environment,
      execArgv: [...flags],
      serialization: "advanced",
      // A terminal's Ctrl-C is for the host: it lets its children finish what they hold.
      detached: true,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const gone = once(child, "exit");
    return {
      wire: processWire(child),
      onExit(listener) {
        if (child.exitCode !== null || child.signalCode !== null) queueMicrotask(listener);
        else child.once("exit", listener);
        return { [Symbol.dispose]: () => void child.off("exit", listener) };
      },
      // The child ends by itself once its parent hangs up; one that does not is killed.
      async [Symbol.asyncDispose]() {
        if (child.connected) child.disconnect();
        const kill = setTimeout(() => child.kill("SIGKILL"), patienceMs);
        await gone;
        clearTimeout(kill);
      },
    };
  }
}
