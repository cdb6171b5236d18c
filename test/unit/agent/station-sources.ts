/** Fake sources that a station makes anew for each recording, all on its own clock. */
import type { Sources } from "../../../src/agent/recorder/sources.ts";
import { FakeBrowserContext } from "../../fakes/fake-browser-context.ts";
import { FakeHotkeyDisplay, FakePauseHotkey } from "../../fakes/fake-pause-hotkey.ts";
import { FakeInputSource } from "../../fakes/fake-input-source.ts";
import { FakePixelSource } from "../../fakes/fake-pixel-source.ts";
import { FakeWindowTracker } from "../../fakes/fake-window-tracker.ts";
import { browser, display, editor, world } from "./scene.ts";

export interface TestSources extends Sources {
  readonly input: FakeInputSource;
  readonly windows: FakeWindowTracker;
  readonly pixels: FakePixelSource;
}

export class ObservedSources {
  readonly hotkeys = new FakeHotkeyDisplay();
  #current: TestSources | undefined;

  /** Those of the newest recording. */
  get current(): TestSources {
    if (this.#current === undefined) throw new TypeError("Cannot use sources: none were made");
    return this.#current;
  }

  create(now: () => number): TestSources {
    const pixels = new FakePixelSource(now);
    for (const { id, bounds } of world(editor).stack)
      pixels.paint(id, { width: bounds.width, height: bounds.height, colour: id });
    this.#current = {
      input: new FakeInputSource(),
      windows: new FakeWindowTracker(world(editor), now),
      pixels,
      browser: new FakeBrowserContext(browser.pid),
      hotkey: new FakePauseHotkey(this.hotkeys),
      display,
    };
    return this.#current;
  }
}
