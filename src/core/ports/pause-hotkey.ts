/**
 * The key combination with which the participant stops recording at once.
 *
 * It is a grab of its own at the display server, never read from recorded input: so it works
 * also when recording hangs, and what is pressed reaches no app.
 *
 * @module
 */
import type { Health, Mono } from "./observation.ts";

/** Every implementation must pass test/contracts/pause-hotkey.contract.ts. */
export interface PauseHotkey {
  /** As the participant reads it: `Ctrl+Alt+Pause`. */
  readonly combination: string;
  /**
   * Calls back with the moment of each press. Throws {@link HotkeyTaken} when another program
   * holds the combination, and SourceUnavailable when this machine has none.
   */
  start(pressed: (at: Mono) => void): Promise<AsyncDisposable>;
  health(): Health;
}

/** Another program has the combination. The participant has to choose another one. */
export class HotkeyTaken extends Error {
  override readonly name = "HotkeyTaken";
  readonly code = "hotkey-taken";
  constructor(combination: string) {
    super(
      `Cannot use ${combination} to pause: another program has taken it. Choose another combination`,
    );
  }
}
