/** The host on plain Node: two child processes, and the window in a browser on this machine. */
import { join } from "node:path";
import { ChildSpawner } from "../../adapters/node/child-spawner.ts";
import { later } from "../../adapters/node/timer.ts";
import { serveWindow } from "../../adapters/loopback/serve-window.ts";
import { type Agent, startAgent } from "../agent.ts";
import { childEnvironment, type ChildOptions } from "./child-environment.ts";

const source = join(import.meta.dirname, "..", "..");

export const childEntries = {
  recorder: join(source, "agent/recorder/recorder-main.ts"),
  courier: join(source, "adapters/courier/courier-main.ts"),
} as const;

export interface PlainHostOptions extends ChildOptions {
  /** The built window. */
  readonly bundle: string;
}

export interface PlainHost extends AsyncDisposable {
  readonly agent: Agent;
  /** Holds this launch's token: for the participant's own browser only. */
  readonly url: string;
}

export async function startPlainHost(options: PlainHostOptions): Promise<PlainHost> {
  const agent = startAgent(
    new ChildSpawner({ entries: childEntries, environment: childEnvironment(options) }),
    later,
  );
  const window = await serveWindow({
    directory: options.bundle,
    onWire: (wire) => agent.serveWindow(wire),
  });
  return {
    agent,
    url: window.url,
    async [Symbol.asyncDispose]() {
      await window.close();
      await agent[Symbol.asyncDispose]();
    },
  };
}
