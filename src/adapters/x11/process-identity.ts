import { readFileSync, readlinkSync } from "node:fs";
import type { AppIdentity } from "../../core/ports/window-tracker.ts";
import type { XConnection } from "./connection.ts";
import type { XRes } from "x11";

/** Who owns a window, by what the kernel told the X server about the connection that made it. */
export class ProcessIdentity {
  readonly #connection: XConnection;
  readonly #resources: XRes | null;
  readonly #pids = new Map<number, number | null>();

  private constructor(connection: XConnection, resources: XRes | null) {
    this.#connection = connection;
    this.#resources = resources;
  }

  /** Without the X-Resource extension nobody can be verified, and every window is nobody's. */
  static async open(connection: XConnection): Promise<ProcessIdentity> {
    const resources = await new Promise<XRes | null>((resolve) =>
      connection.client.require("res", (error, ext) => resolve(error === null ? ext : null)),
    );
    const recent = resources !== null && (resources.major > 1 || resources.minor >= 2);
    return new ProcessIdentity(connection, recent ? resources : null);
  }

  get canVerify(): boolean {
    return this.#resources !== null;
  }

  async pidOf(window: number): Promise<number | null> {
    const known = this.#pids.get(window);
    if (known !== undefined) return known;
    const resources = this.#resources;
    if (resources === null) return null;
    const mask = resources.ClientIdMask.LocalClientPID;
    const ids = await this.#connection.askIfThere<readonly { value: readonly number[] }[]>(
      (answer) => resources.QueryClientIds([{ client: window, mask }], answer),
    );
    const pid = ids?.[0]?.value[0] ?? null;
    this.#pids.set(window, pid);
    return pid;
  }

  /** The window is gone; its number may be used again. */
  forget(window: number): void {
    this.#pids.delete(window);
  }
}

/** Reads anew each time: a process may have become another program. `null` when it cannot be told. */
export function appOf(pid: number): AppIdentity | null {
  try {
    const exe = readlinkSync(`/proc/${pid}/exe`);
    // The file was replaced since: what runs is not what is at that path.
    if (exe.endsWith(" (deleted)")) return null;
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name in parentheses may hold spaces and parentheses; field 3 follows the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const startedAt = Number(fields[19]);
    return Number.isFinite(startedAt) ? { pid, exe, startedAt } : null;
  } catch {
    // Gone, or another person's.
    return null;
  }
}
