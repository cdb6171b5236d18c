import { type InputSource, SourceUnavailable } from "../../core/ports/input-source.ts";
import { builtAddon, loadAddon } from "./native-addon.ts";
import { NativeInput } from "./native-input.ts";
import { UiohookInput } from "./uiohook-input.ts";

export interface ChosenInput {
  readonly source: InputSource;
  readonly name: "native" | "uiohook";
  /** For people: why this one. */
  readonly reason: string;
}

/** Assent's own addon where it loads and the X server has what it needs; otherwise uiohook. */
export function chooseInputSource(env: NodeJS.ProcessEnv, addon: string = builtAddon): ChosenInput {
  const obstacle = obstacleToNative(env, addon);
  return obstacle === undefined
    ? {
        source: new NativeInput(env, { addon }),
        name: "native",
        reason: "The addon loads, and the X server has RECORD and XInput 2.1.",
      }
    : {
        source: new UiohookInput(env),
        name: "uiohook",
        reason: `Assent's own input source cannot be used: ${obstacle}.`,
      };
}

function obstacleToNative(
  { DISPLAY: display = "" }: NodeJS.ProcessEnv,
  addon: string,
): string | undefined {
  // The X library would read the process's own environment instead.
  if (display === "") return "no display is set";
  try {
    return loadAddon(addon).InputListener.missing(display);
  } catch (problem) {
    if (problem instanceof SourceUnavailable) return "the addon is not built";
    throw problem;
  }
}
