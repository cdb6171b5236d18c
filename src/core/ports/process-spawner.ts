import type { Wire } from "../../contract/rpc.ts";

/**
 * The agent's two children. The recorder sees plaintext and has no network; the courier has the
 * network and sees sealed bundles only.
 */
export type ChildName = "recorder" | "courier";

export interface Child extends AsyncDisposable {
  readonly wire: Wire;
  /** Told once, when the process has ended for whatever reason. */
  onExit(listener: () => void): Disposable;
}

/**
 * Starts the agent's children: `child_process` on plain Node, `utilityProcess` under Electron.
 * Every implementation must pass test/contracts/process-spawner.contract.ts.
 */
export interface ProcessSpawner {
  spawn(name: ChildName): Child;
}
