/** Where facts come from on this machine. */
import type { Size } from "../../contract/geometry.ts";
import type { AgentState } from "../../contract/participant-api.ts";
import type { BrowserContext } from "../../core/ports/browser-context.ts";
import type { Clock } from "../../core/ports/clock.ts";
import type { InputSource } from "../../core/ports/input-source.ts";
import type { PauseHotkey } from "../../core/ports/pause-hotkey.ts";
import type { PixelSource } from "../../core/ports/pixel-source.ts";
import type { WindowTracker } from "../../core/ports/window-tracker.ts";

export interface Sources {
  readonly input: InputSource;
  readonly windows: WindowTracker;
  readonly pixels: PixelSource;
  readonly browser: BrowserContext;
  readonly hotkey: PauseHotkey;
  readonly display: Size;
}

/** Makes new sources for one recording. Rejects with SourceUnavailable. */
export type SourcesFactory = (clock: Clock) => Promise<Sources>;

export function partsOf(sources: Sources): AgentState["parts"] {
  const of = (part: AgentState["parts"][number]["part"], source: { health(): Health }) => {
    const { ok, reasons } = source.health();
    return { part, ok, reasons: reasons.map((reason) => reason.slice(0, 400)).slice(0, 20) };
  };
  return [
    of("input", sources.input),
    of("windows", sources.windows),
    of("pixels", sources.pixels),
    of("browser", sources.browser),
    of("hotkey", sources.hotkey),
  ];
}

type Health = ReturnType<InputSource["health"]>;
