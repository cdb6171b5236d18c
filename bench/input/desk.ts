/** A desktop with a hand in C, and listeners on it whose processor time can be read. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as pause } from "node:timers/promises";
import { startVirtualDesktop } from "../../test/desktop/virtual-desktop.ts";

export interface Heard {
  readonly events: number;
  /** Of key presses, in monotonic nanoseconds. */
  readonly arrivals: readonly number[];
  readonly cpuMicroseconds: number;
}

export interface InputDesk extends AsyncDisposable {
  /** Moves with so many events a second above a window that takes them, while somebody listens. */
  moves(listener: readonly string[], rate: number, seconds: number): Promise<Heard>;
  /** Presses keys with nobody else awake; the latencies in milliseconds. */
  keys(listener: readonly string[], rate: number, seconds: number): Promise<readonly number[]>;
  /** The C program, with words. */
  c(...words: readonly string[]): readonly string[];
}

const settled = 400;

export async function openInputDesk(): Promise<InputDesk> {
  await using undo = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "assent-bench-"));
  undo.defer(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, "x11");
  const source = join(import.meta.dirname, "..", "native", "x11.c");
  const { status, stderr } = spawnSync(
    "gcc",
    ["-O2", source, "-o", program, "-lX11", "-lXtst", "-lXi"],
    { encoding: "utf8" },
  );
  if (status !== 0)
    throw new Error(`Cannot measure: bench/native/x11.c does not build.\n${stderr}`);
  const { env } = undo.use(await startVirtualDesktop({ width: 400, height: 300, wm: false }));

  const hear = async (
    [command = "", ...words]: readonly string[],
    hand: readonly string[],
  ): Promise<Heard & { readonly presses: readonly number[] }> => {
    const listener = spawn(command, words, { env, stdio: ["pipe", "pipe", "inherit"] });
    const lines: string[] = [];
    const reader = createInterface({ input: listener.stdout });
    reader.on("line", (line) => lines.push(line));
    const ended = once(listener, "exit");
    await once(reader, "line");
    // What starting costs is not what listening costs.
    await pause(settled);
    const before = cpuOf(listener.pid ?? 0);
    const presses = spawn(program, hand, { env, stdio: ["ignore", "pipe", "inherit"] });
    const injected: string[] = [];
    createInterface({ input: presses.stdout }).on("line", (line) => injected.push(line));
    await once(presses, "close");
    await pause(settled);
    const cpuMicroseconds = cpuOf(listener.pid ?? 0) - before;
    listener.stdin.end();
    await ended;
    const [events = 0, ...arrivals] = lines.slice(1).map(Number);
    return { events, arrivals, cpuMicroseconds, presses: injected.map(Number) };
  };

  const stack = undo.move();
  return {
    c: (...words) => [program, ...words],
    moves: (listener, rate, seconds) => hear(listener, ["move", `${rate}`, `${seconds}`, "sink"]),
    keys: async (listener, rate, seconds) => {
      const heard = await hear(listener, ["key", `${rate}`, `${seconds}`]);
      return heard.arrivals.map((at, index) => (at - (heard.presses[index] ?? NaN)) / 1e6);
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Microseconds on a processor so far, of all threads of a process. */
function cpuOf(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  const spent = readdirSync(tasks)
    .map((task) => join(tasks, task, "schedstat"))
    .filter(existsSync)
    .map((file) => Number(readFileSync(file, "utf8").split(" ")[0]));
  return spent.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1000;
}
