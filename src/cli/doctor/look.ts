/** Looks at this machine for `assent doctor`. Changes nothing, and asks nobody outside of it. */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, statfsSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import {
  type BrowserKind,
  browserKinds,
  hostManifestDirectory,
  hostStatus,
} from "../../adapters/browser/host-manifest.ts";
import { findElectron } from "../../adapters/node/electron-binary.ts";
import { builtAddon, loadAddon } from "../../adapters/x11/native-addon.ts";
import { X11PauseHotkey } from "../../adapters/x11/pause-hotkey.ts";
import { type DisplayReport, probeDisplay } from "../../adapters/x11/probe.ts";
import type { MachineFacts } from "../../core/doctor/facts.ts";
import { SourceUnavailable } from "../../core/ports/input-source.ts";
import { HotkeyTaken } from "../../core/ports/pause-hotkey.ts";
import { askSessionBus } from "./session-bus.ts";

export interface Place {
  readonly home: string;
  readonly companion: string;
  readonly pauseHotkey: string;
  readonly environment: NodeJS.ProcessEnv;
}

const root = join(import.meta.dirname, "..", "..", "..");

export async function lookAtMachine(place: Place): Promise<MachineFacts> {
  const { environment, home } = place;
  const report = await probeDisplay(environment);
  const electron = findElectron(join(root, "node_modules"), environment);
  return {
    display: {
      name: report.display,
      reachable: report.reachable,
      wayland: report.wayland,
      extensions: report.extensions,
    },
    pauseHotkey: {
      combination: place.pauseHotkey,
      state: await hotkeyState(report, place.pauseHotkey),
    },
    addon: addonState(),
    inputHook: inputHookState(environment),
    ...askSessionBus(environment),
    browsers: await browsersHere(place),
    electron: electron.outcome === "startable" ? null : electron.why,
    freeBytes: freeBytes(home),
    home: homeState(home),
  };
}

/** Takes the keys for a moment and gives them back. */
async function hotkeyState(
  { display, reachable, wayland }: DisplayReport,
  combination: string,
): Promise<MachineFacts["pauseHotkey"]["state"]> {
  if (display === null || !reachable || wayland) return "not-tried";
  try {
    await using _held = await new X11PauseHotkey(display, combination).start(() => undefined);
    return "free";
  } catch (problem) {
    if (problem instanceof HotkeyTaken) return "taken";
    if (problem instanceof SourceUnavailable) return "unusable";
    throw problem;
  }
}

function addonState(): MachineFacts["addon"] {
  if (!existsSync(builtAddon)) return "missing";
  try {
    loadAddon(builtAddon);
    return "loads";
  } catch (problem) {
    if (problem instanceof SourceUnavailable) return "broken";
    throw problem;
  }
}

/**
 * In a process of its own: a library that is not fit for this machine may take it down. Its exit
 * code says nothing, since without a display one of them ends the process in its own way.
 */
function inputHookState(env: NodeJS.ProcessEnv): MachineFacts["inputHook"] {
  const script = 'require("uiohook-napi"); process.stdout.write("loads")';
  const { stdout } = spawnSync(process.execPath, ["-e", script], {
    cwd: root,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 10_000,
  });
  return stdout === "loads" ? "loads" : "broken";
}

const commands: Readonly<Record<BrowserKind, readonly string[]>> = {
  chromium: ["chromium", "chromium-browser"],
  chrome: ["google-chrome", "google-chrome-stable"],
  edge: ["microsoft-edge", "microsoft-edge-stable"],
  brave: ["brave-browser"],
  firefox: ["firefox", "firefox-esr"],
};

function browsersHere({ companion, environment }: Place): Promise<MachineFacts["browsers"]> {
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const here = browserKinds.filter((kind) =>
    commands[kind].some((name) => folders.some((folder) => existsSync(join(folder, name)))),
  );
  return Promise.all(
    here.map(async (kind) => {
      const folder = hostManifestDirectory(kind, environment);
      return { name: kind, companion: await hostStatus(companion, folder) };
    }),
  );
}

function freeBytes(home: string): number | null {
  const { bavail, bsize } = statfsSync(nearest(home));
  return bsize === 0 ? null : bavail * bsize;
}

function homeState(home: string): MachineFacts["home"] {
  const there = nearest(home);
  if (!isWritable(there)) return "not-writable";
  if (there !== home) return "missing";
  const { mode, uid } = statSync(home);
  if (uid !== process.getuid?.()) return "of-another-user";
  return (mode & 0o077) === 0 ? "private" : "open-to-others";
}

/** The folder itself, or the one in which it would be made. */
function nearest(folder: string): string {
  return existsSync(folder) ? folder : nearest(dirname(folder));
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    // Whatever forbids it: nothing can be kept there.
    return false;
  }
}
