import { SourceUnavailable } from "../../core/ports/input-source.ts";
import type { Health, Mono } from "../../core/ports/observation.ts";
import { HotkeyTaken, type PauseHotkey } from "../../core/ports/pause-hotkey.ts";
import { RequestRefused, XConnection } from "./connection.ts";
import {
  grabsFor,
  parseCombination,
  type Combination,
  type KeyGrab,
} from "./hotkey-combination.ts";
import { readLayout } from "./keyboard.ts";
import { ServerTime } from "./server-time.ts";

export const defaultPauseCombination = "Ctrl+Alt+Pause";

const badAccess = 10;
const asynchronous = 1;

/** A key grab on the X server with a connection of its own. */
export class X11PauseHotkey implements PauseHotkey {
  readonly combination: string;
  readonly #parsed: Combination;
  readonly #display: string;
  #health: Health = { ok: false, reasons: ["The pause hotkey has not started."] };

  constructor(display: string, combination: string = defaultPauseCombination) {
    const parsed = parseCombination(combination);
    if (parsed === undefined) {
      throw new SourceUnavailable(
        "Cannot use this pause hotkey: it is no combination. Write it as in Ctrl+Alt+Pause",
      );
    }
    this.#parsed = parsed;
    this.#display = display;
    this.combination = combination;
  }

  async start(pressed: (at: Mono) => void): Promise<AsyncDisposable> {
    await using undo = new AsyncDisposableStack();
    const connection = undo.use(await this.#open());
    const time = await ServerTime.calibrate(connection);
    let held = await this.#grab(connection, []);
    let down = false;
    connection.onEvent((event) => {
      if (event.name === "MappingNotify") {
        this.#grab(connection, held).then(
          (grabs) => (held = grabs),
          () => {
            const reasons = [`${this.combination} does not pause on this keyboard layout.`];
            this.#health = { ok: false, reasons };
          },
        );
      }
      if (event.name === "KeyRelease") down = false;
      if (event.name !== "KeyPress" || down) return;
      down = true;
      pressed(time.toMono(Number(event["time"])));
    });
    connection.onLost(() => {
      this.#health = { ok: false, reasons: ["The display was lost."] };
    });
    undo.defer(() => {
      this.#health = { ok: false, reasons: ["The pause hotkey has ended."] };
    });
    return undo.move();
  }

  health(): Health {
    return this.#health;
  }

  async #open(): Promise<XConnection> {
    try {
      return await XConnection.open(this.#display);
    } catch (cause) {
      throw new SourceUnavailable(
        "Cannot set the pause hotkey: the display cannot be reached. Start Assent in an X11 session",
        { cause },
      );
    }
  }

  /** Takes what the layout needs on top of what is held; only then gives back the rest. */
  async #grab(connection: XConnection, held: readonly KeyGrab[]): Promise<readonly KeyGrab[]> {
    const { client, root } = connection;
    const wanted = grabsFor(this.#parsed, await readLayout(connection));
    if (wanted.length === 0) {
      throw new SourceUnavailable(
        `Cannot use ${this.combination} to pause: this keyboard has no such key. Choose another combination`,
      );
    }
    const added = without(wanted, held);
    try {
      await Promise.all(
        added.map(({ keycode, modifiers }) =>
          connection.ask<void>((answer) =>
            client.GrabKey(root, false, modifiers, keycode, asynchronous, asynchronous, answer),
          ),
        ),
      );
    } catch (error) {
      release(connection, added);
      if (error instanceof RequestRefused && error.xError === badAccess) {
        throw new HotkeyTaken(this.combination);
      }
      throw error;
    }
    release(connection, without(held, wanted));
    this.#health = { ok: true, reasons: [] };
    return wanted;
  }
}

function without(grabs: readonly KeyGrab[], others: readonly KeyGrab[]): readonly KeyGrab[] {
  return grabs.filter(
    (grab) =>
      !others.some(
        ({ keycode, modifiers }) => keycode === grab.keycode && modifiers === grab.modifiers,
      ),
  );
}

function release({ client, root, isOpen }: XConnection, grabs: readonly KeyGrab[]): void {
  if (!isOpen) return;
  for (const { keycode, modifiers } of grabs) client.UngrabKey(root, keycode, modifiers);
}
