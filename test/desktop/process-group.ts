import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";

/** Marks every process of one desktop, also those that left their process group. */
export const MARK = "ASSENT_TEST_DESKTOP";

/** Starts and ends processes that all carry one mark in their environment. */
export class ProcessGroup {
  readonly #mark: string;
  readonly #children = new Set<ChildProcess>();
  readonly #atExit = (): void => this.#killNow();

  constructor(mark: string) {
    this.#mark = mark;
    process.once("exit", this.#atExit);
  }

  spawn(
    command: string,
    args: readonly string[],
    env: NodeJS.ProcessEnv,
    stdio: StdioOptions,
  ): ChildProcess {
    const child = spawn(command, args, {
      env: { ...env, [MARK]: this.#mark },
      stdio,
      detached: true,
    });
    this.#children.add(child);
    child.once("exit", () => this.#children.delete(child));
    child.once("error", () => this.#children.delete(child));
    return child;
  }

  async end(): Promise<void> {
    const ended = [...this.#children]
      .filter((child) => child.pid !== undefined && child.exitCode === null)
      .map((child) => once(child, "exit"));
    this.#killNow();
    await Promise.all(ended);
    process.removeListener("exit", this.#atExit);
  }

  #killNow(): void {
    for (const child of this.#children) if (child.pid !== undefined) kill(-child.pid);
    for (const pid of marked(this.#mark)) kill(pid);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** Processes that still run with this mark, without this one. */
export function marked(mark: string): readonly number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && carries(pid, mark));
}

function carries(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").includes(`${MARK}=${mark}`);
  } catch {
    // Gone in between, or somebody else's.
    return false;
  }
}

/** Direct children of a process whose command line names something. */
export function childrenOf(parent: number, named: string): readonly number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && isChild(pid, parent, named));
}

function isChild(pid: number, parent: number, named: string): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const [state, ppid] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (state === "Z" || Number(ppid) !== parent) return false;
    return readFileSync(`/proc/${pid}/cmdline`, "latin1").includes(named);
  } catch {
    // Gone in between.
    return false;
  }
}
