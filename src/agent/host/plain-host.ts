/** The host on plain Node: two child processes, and the window in a browser on this machine. */
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { ChildSpawner } from "../../adapters/node/child-spawner.ts";
import { later } from "../../adapters/node/timer.ts";
import { serveWindow } from "../../adapters/loopback/serve-window.ts";
import { type Agent, startAgent } from "../agent.ts";
import { childEnvironment, type ChildOptions } from "./child-environment.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const source = join(root, "src");

/** Enforced by Node: it reads its own code and sealed files, writes nothing and starts nothing. */
const courierFlags = (home: string): readonly string[] => [
  "--permission",
  `--allow-fs-read=${join(root, "package.json")}`,
  ...[source, realpathSync(join(root, "node_modules")), join(home, "outbox")].map(
    (folder) => `--allow-fs-read=${join(folder, "*")}`,
  ),
];

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
    new ChildSpawner({
      recorder: {
        script: join(source, "agent/recorder/recorder-main.ts"),
        environment: childEnvironment(options),
      },
      courier: {
        script: join(source, "agent/courier/courier-main.ts"),
        environment: {},
        flags: courierFlags(options.home),
      },
    }),
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
