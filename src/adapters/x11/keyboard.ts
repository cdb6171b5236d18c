import type { XEvent, Xkb } from "x11";
import type { Modifier } from "../../contract/keys.ts";
import { SourceUnavailable } from "../../core/ports/input-source.ts";
import type { XConnection } from "./connection.ts";
import { KeyboardLayout, type KeyMeaning, type KeyState } from "./keyboard-layout.ts";

const remembered = 256;

interface StateChange extends KeyState {
  readonly stamp: number;
  /** The key that changed the state; 0 when it was not a key. */
  readonly keycode: number;
}

/**
 * The keyboard as it was at the moment of an event. The server tells each change of modifiers
 * and layout with its stamp; after {@link Keyboard.catchUp} all changes that came before any
 * event received so far are known.
 */
export class Keyboard {
  readonly #connection: XConnection;
  readonly #changes: StateChange[];
  #layout: KeyboardLayout;
  #reading: Promise<void> = Promise.resolve();

  private constructor(connection: XConnection, layout: KeyboardLayout, state: KeyState) {
    this.#connection = connection;
    this.#layout = layout;
    this.#changes = [{ ...state, stamp: Number.NEGATIVE_INFINITY, keycode: 0 }];
    connection.onEvent((event) => this.#onEvent(event));
  }

  static async open(connection: XConnection): Promise<Keyboard> {
    const xkb = await new Promise<Xkb>((resolve, reject) =>
      connection.client.require("xkb", (error, ext) =>
        error === null || error === undefined
          ? resolve(ext)
          : reject(
              new SourceUnavailable(
                "Cannot read the keyboard: the X server has no XKEYBOARD extension",
              ),
            ),
      ),
    );
    await connection.ask((answer) => xkb.UseExtension(1, 0, answer));
    const { StateNotify } = xkb.EventType;
    xkb.SelectEvents(xkb.UseCoreKbd, StateNotify, 0, StateNotify, 0, 0);
    const state = await connection.ask<KeyState>((answer) => xkb.GetState(xkb.UseCoreKbd, answer));
    const { mods, group } = state;
    return new Keyboard(connection, await readLayout(connection), { mods, group });
  }

  get layout(): KeyboardLayout {
    return this.#layout;
  }

  /** Waits until everything is known that happened before this call. */
  async catchUp(): Promise<void> {
    await this.#connection.sync();
    await this.#reading;
  }

  /** What a key meant at a moment of the server. */
  meaning(keycode: number, stamp: number): KeyMeaning {
    return this.#layout.meaning(keycode, this.#stateAt(stamp, keycode));
  }

  modifiers(stamp: number, keycode = 0): readonly Modifier[] {
    return this.#layout.modifiers(this.#stateAt(stamp, keycode));
  }

  /** The state that an event met: not the change that it made itself. */
  #stateAt(stamp: number, keycode: number): KeyState {
    const met = this.#changes.findLast(
      (change) =>
        isBefore(change.stamp, stamp) ||
        (change.stamp === stamp && (change.keycode !== keycode || keycode === 0)),
    );
    return met ?? this.#changes[0] ?? { mods: 0, group: 0 };
  }

  #onEvent(event: XEvent): void {
    if (event.name === "XkbStateNotify") {
      this.#changes.push({
        stamp: Number(event["time"]),
        keycode: Number(event["keycode"]),
        mods: Number(event["mods"]),
        group: Number(event["group"]),
      });
      if (this.#changes.length > remembered) this.#changes.shift();
    } else if (event.name === "MappingNotify") {
      this.#reading = readLayout(this.#connection).then(
        (layout) => void (this.#layout = layout),
        // The connection ended; whoever started it is told by other means.
        () => undefined,
      );
    }
  }
}

/** Stamps are compared on a circle of 32 bits. */
function isBefore(a: number, b: number): boolean {
  return a === Number.NEGATIVE_INFINITY || ((a - b) | 0) < 0;
}

export async function readLayout(connection: XConnection): Promise<KeyboardLayout> {
  const { client } = connection;
  const first = client.display.min_keycode;
  const count = client.display.max_keycode - first + 1;
  const [rows, modifierKeys] = await Promise.all([
    connection.ask<readonly (readonly number[])[]>((answer) =>
      client.GetKeyboardMapping(first, count, answer),
    ),
    connection.ask<readonly (readonly number[])[]>((answer) => client.GetModifierMapping(answer)),
  ]);
  return new KeyboardLayout(first, rows, modifierKeys);
}
