/** What the recorder's process is told by its parent, and the sources of this machine. */
import { realpathSync } from "node:fs";
import * as z from "zod";
import { CompanionServer } from "../../adapters/browser/companion-server.ts";
import { chooseInputSource } from "../../adapters/x11/choose-input-source.ts";
import { monotonicNow } from "../../adapters/x11/monotonic.ts";
import { X11PauseHotkey } from "../../adapters/x11/pause-hotkey.ts";
import { probeDisplay } from "../../adapters/x11/probe.ts";
import { WindowPixels } from "../../adapters/x11/window-pixels.ts";
import { X11WindowTracker } from "../../adapters/x11/window-tracker.ts";
import type { Clock } from "../../core/ports/clock.ts";
import { SourceUnavailable } from "../../core/ports/input-source.ts";
import { thisBuild } from "./build.ts";
import type { RecorderOptions } from "./recorder-service.ts";
import type { Sources } from "./sources.ts";

const Told = z.object({
  ASSENT_HOME: z.string().startsWith("/"),
  ASSENT_COMPANION: z.string().startsWith("/"),
  ASSENT_PAUSE_HOTKEY: z.string().min(1).max(60),
  ASSENT_HOST_PID: z.coerce.number().int().positive(),
  ASSENT_PASSPHRASE_COST: z.coerce.number().int().min(10).max(22).optional(),
});

export interface RecorderEnvironment extends Pick<
  RecorderOptions,
  "clock" | "sources" | "build" | "deny" | "own" | "environment"
> {
  readonly home: string;
  readonly passphraseCost: number | undefined;
}

export function recorderEnvironment(environment: NodeJS.ProcessEnv): RecorderEnvironment {
  const told = Told.parse(environment);
  const clock: Clock = { now: monotonicNow, wall: () => Date.now() };
  return {
    home: told.ASSENT_HOME,
    passphraseCost: told.ASSENT_PASSPHRASE_COST,
    clock,
    build: thisBuild(),
    // Electron's executable is Assent's own; plain Node runs other programs as well.
    deny: { apps: [], origins: [], own: [realpathSync(process.execPath)] },
    own: new Set([process.pid, told.ASSENT_HOST_PID]),
    environment,
    sources: () => x11Sources(environment, clock, told.ASSENT_COMPANION, told.ASSENT_PAUSE_HOTKEY),
  };
}

async function x11Sources(
  environment: NodeJS.ProcessEnv,
  clock: Clock,
  directory: string,
  combination: string,
): Promise<Sources> {
  const { display, reachable, wayland, size } = await probeDisplay(environment);
  if (wayland) {
    throw new SourceUnavailable(
      "Cannot record: this is a Wayland session, in which input to other apps cannot be read honestly. Log in with an X11 session",
    );
  }
  if (display !== null && !/^(?:unix)?:\d/.test(display)) {
    throw new SourceUnavailable(
      "Cannot record: the display is another computer's, and Assent does not reach it over a network. Start Assent on the computer that shows the windows",
    );
  }
  if (display === null || !reachable || size === null) {
    throw new SourceUnavailable(
      "Cannot record: there is no display that can be reached. Start Assent in a graphical session",
    );
  }
  return {
    input: chooseInputSource(environment).source,
    windows: new X11WindowTracker(display),
    pixels: new WindowPixels(display),
    browser: new CompanionServer({
      directory,
      now: () => clock.now(),
      epochToMono: (epochMs) => clock.now() - (clock.wall() - epochMs),
    }),
    hotkey: new X11PauseHotkey(display, combination),
    display: size,
  };
}
