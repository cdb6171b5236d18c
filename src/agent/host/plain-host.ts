/** The host on plain Node: two child processes, and the window in a browser on this machine. */
import { join } from "node:path";
import { ChildSpawner } from "../../adapters/node/child-spawner.ts";
import { later } from "../../adapters/node/timer.ts";
import { serveWindow } from "../../adapters/loopback/serve-window.ts";
import { type Agent, startAgent } from "../agent.ts";

const source = join(import.meta.dirname, "..", "..");

export const childEntries = {
  recorder: join(source, "agent/recorder/recorder-main.ts"),
  courier: join(source, "adapters/courier/courier-main.ts"),
} as const;

/** What the children may see of the environment; nothing in it is a secret. */
const passedOn = [
  "PATH",
  "HOME",
  "LANG",
  "LC_ALL",
  "TMPDIR",
  "TZ",
  "DISPLAY",
  "XAUTHORITY",
  "WAYLAND_DISPLAY",
  "XDG_SESSION_TYPE",
  "XDG_RUNTIME_DIR",
  "XDG_DATA_HOME",
  "XDG_DATA_DIRS",
  "XDG_CONFIG_HOME",
  "DBUS_SESSION_BUS_ADDRESS",
] as const;

export interface PlainHostOptions {
  /** Where everything that is kept lives, encrypted. */
  readonly home: string;
  /** The built window. */
  readonly bundle: string;
  /** Shared with the relays that browsers start. */
  readonly companionDirectory: string;
  readonly pauseHotkey: string;
  readonly environment: NodeJS.ProcessEnv;
  /** log2 of scrypt's cost for a new passphrase. */
  readonly passphraseCost?: number;
}

export interface PlainHost extends AsyncDisposable {
  readonly agent: Agent;
  /** Holds this launch's token: for the participant's own browser only. */
  readonly url: string;
}

export async function startPlainHost(options: PlainHostOptions): Promise<PlainHost> {
  const { environment, home, passphraseCost } = options;
  const agent = startAgent(
    new ChildSpawner({
      entries: childEntries,
      environment: {
        ...Object.fromEntries(passedOn.map((name) => [name, environment[name]])),
        ASSENT_HOME: home,
        ASSENT_COMPANION: options.companionDirectory,
        ASSENT_PAUSE_HOTKEY: options.pauseHotkey,
        ASSENT_HOST_PID: String(process.pid),
        ...(passphraseCost !== undefined && { ASSENT_PASSPHRASE_COST: String(passphraseCost) }),
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
