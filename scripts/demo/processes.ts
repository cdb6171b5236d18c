/** Our own programs, started as a person would, with everything they write kept in one place. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

const root = join(import.meta.dirname, "..", "..");
const program = join(root, "bin", "assent.mjs");
const patienceMs = 10_000;

export interface Program extends AsyncDisposable {
  readonly pid: number;
  /** The first line that it prints. */
  readonly firstLine: string;
}

export class Programs implements AsyncDisposable {
  readonly #logs: string;
  readonly #env: NodeJS.ProcessEnv;
  readonly #running = new AsyncDisposableStack();

  constructor(logs: string, env: NodeJS.ProcessEnv) {
    this.#logs = logs;
    this.#env = env;
    // The agent prints its address there, which is for one person only.
    mkdirSync(logs, { recursive: true, mode: 0o700 });
  }

  /** Runs `assent …` to its end and returns what it printed. */
  async run(name: string, args: readonly string[]): Promise<string> {
    const child = this.#start(name, args);
    const lines: string[] = [];
    const reader = createInterface({ input: child.stdout as Readable });
    reader.on("line", (line) => lines.push(line));
    const [code] = (await once(child, "close")) as [number | null];
    if (code !== 0)
      throw new Error(`Cannot go on: "assent ${args[0]} ${args[1]}" failed. See ${this.#logs}`);
    return lines.join("\n");
  }

  /** Starts `assent …` and waits for its first line. */
  async serve(name: string, args: readonly string[]): Promise<Program> {
    const child = this.#start(name, args);
    const [firstLine] = (await Promise.race([
      once(createInterface({ input: child.stdout as Readable }), "line"),
      once(child, "exit").then(() => {
        throw new Error(`Cannot start "assent ${args[0]}". See ${this.#logs}`);
      }),
    ])) as [string];
    const end = async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      child.kill("SIGTERM");
      const kill = setTimeout(() => child.kill("SIGKILL"), patienceMs);
      await gone;
      clearTimeout(kill);
    };
    return this.#running.use({ pid: child.pid ?? 0, firstLine, [Symbol.asyncDispose]: end });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#running.disposeAsync();
  }

  #start(name: string, args: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: root,
      env: this.#env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const log = createWriteStream(join(this.#logs, `${name}.log`), { flags: "a" });
    child.stdout?.pipe(log, { end: false });
    child.stderr?.pipe(log, { end: false });
    return child;
  }
}
