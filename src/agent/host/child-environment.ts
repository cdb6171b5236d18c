/** What the agent's children are told by their host; nothing in it is a secret. */
import { homedir } from "node:os";
import { join } from "node:path";

export const defaultPauseHotkey = "Ctrl+Alt+P";

/** The same under both hosts: whoever changes the host keeps what was recorded. */
export const defaultHome = (environment: NodeJS.ProcessEnv): string =>
  join(environment["XDG_DATA_HOME"] || join(homedir(), ".local", "share"), "assent");

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

export interface ChildOptions {
  /** Where everything that is kept lives, encrypted. */
  readonly home: string;
  /** Shared with the relays that browsers start. */
  readonly companionDirectory: string;
  readonly pauseHotkey: string;
  readonly environment: NodeJS.ProcessEnv;
  /** log2 of scrypt's cost for a new passphrase. */
  readonly passphraseCost?: number;
}

export function childEnvironment(options: ChildOptions): NodeJS.ProcessEnv {
  const { environment, home, passphraseCost } = options;
  return {
    ...Object.fromEntries(passedOn.map((name) => [name, environment[name]])),
    ASSENT_HOME: home,
    ASSENT_COMPANION: options.companionDirectory,
    ASSENT_PAUSE_HOTKEY: options.pauseHotkey,
    ASSENT_HOST_PID: String(process.pid),
    ...(passphraseCost !== undefined && { ASSENT_PASSPHRASE_COST: String(passphraseCost) }),
  };
}
