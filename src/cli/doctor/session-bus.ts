/** Two questions to the participant's session bus, asked by whichever tool is there. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { MachineFacts } from "../../core/doctor/facts.ts";

type Ask = (destination: string, path: string, method: string) => string | undefined;

export function askSessionBus(
  environment: NodeJS.ProcessEnv,
): Pick<MachineFacts, "accessibilityBus" | "keychain"> {
  // Asked without an address, the tools would start a bus of their own.
  if (!hasSessionBus(environment)) {
    return { accessibilityBus: "no-session-bus", keychain: "no-session-bus" };
  }
  const ask = tools(environment).find((tool) => names(tool, "ListNames") !== undefined);
  if (ask === undefined) return { accessibilityBus: "not-tried", keychain: "not-tried" };
  const known = ["ListNames", "ListActivatableNames"].map((method) => names(ask, method)).join("");
  const address = ask("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress");
  return {
    accessibilityBus: address?.includes("unix:") === true ? "answers" : "absent",
    keychain: known.includes("org.freedesktop.secrets") ? "present" : "absent",
  };
}

const names = (ask: Ask, method: string) =>
  ask("org.freedesktop.DBus", "/org/freedesktop/DBus", `org.freedesktop.DBus.${method}`);

function hasSessionBus({ DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR }: NodeJS.ProcessEnv): boolean {
  if (DBUS_SESSION_BUS_ADDRESS) return true;
  return Boolean(XDG_RUNTIME_DIR) && existsSync(join(XDG_RUNTIME_DIR ?? "", "bus"));
}

function tools(env: NodeJS.ProcessEnv): readonly Ask[] {
  const run = (command: string, args: readonly string[]) => {
    const { status, stdout } = spawnSync(command, args, { env, encoding: "utf8", timeout: 5_000 });
    return status === 0 ? stdout : undefined;
  };
  return [
    (destination, path, method) =>
      run("gdbus", ["call", "--session", "-d", destination, "-o", path, "-m", method]),
    (destination, path, method) =>
      run("dbus-send", ["--session", "--print-reply", `--dest=${destination}`, path, method]),
  ];
}
