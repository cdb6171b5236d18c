import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { SourceUnavailable } from "../../core/ports/input-source.ts";
import type { HookEvent, HookMessage } from "./uiohook-message.ts";

export interface HookListener {
  events(events: readonly HookEvent[]): void;
  overflow(): void;
  /** The process ended although nobody asked it to. */
  died(): void;
}

const childModule = fileURLToPath(new URL("./uiohook-child.ts", import.meta.url));

/** One run of the process that hooks the input. */
export class UiohookProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  #asked = false;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  static async start(
    env: NodeJS.ProcessEnv,
    listener: HookListener,
    module: string = childModule,
  ): Promise<UiohookProcess> {
    const child = fork(module, {
      env,
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      execArgv: [],
    });
    const hook = new UiohookProcess(child);
    const { promise: ready, resolve, reject } = Promise.withResolvers<void>();
    const failed = new SourceUnavailable(
      "Cannot record input: the input process ended. Run assent doctor",
    );
    child.once("error", () => reject(failed));
    let started = false;
    child.once("exit", () => {
      reject(failed);
      if (started && !hook.#asked) listener.died();
    });
    child.on("message", (message: HookMessage) => {
      if (message.kind === "ready") {
        started = true;
        resolve();
      } else if (message.kind === "events") listener.events(message.events);
      else listener.overflow();
    });
    await ready;
    return hook;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#asked = true;
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }
}
