import type { XEvent, Xkb } from "x11";
import type { Modifier } from "../../contract/keys.ts";
import { SourceUnavailable } from "../../core/ports/input-source.ts";
import type { XConnection } from "./connection.ts";
import type { KeyMeaning } from "./key-meaning.ts";
import { KeyboardLayout, type KeyState } from "./keyboard-layout.ts";

const mostAhead = 4096;
const keyPress = 2;
const allMapParts = 0xff;
/** NewKeyboardNotify and MapNotify, which replace MappingNotify for who speaks XKEYBOARD. */
const layoutEvents: ReadonlySet<number> = new Set([0, 1]);

interface StateChange extends KeyState {
  readonly stamp: number;
  /** The key that changed the state; 0 when it was not a key. */
  readonly keycode: number;
  readonly down: boolean;
}

export interface KeyEvent {
  readonly stamp: number;
  readonly keycode: number;
  readonly down: boolean;
}

export interface MetKey extends KeyMeaning {
  readonly modifiers: readonly Modifier[];
}

/**
 * The keyboard as each event met it. Events are asked about in the server's order. The server
 * tells each change of modifiers and layout with its stamp and the key that made it, so that
 * the order is known also within one millisecond; after {@link Keyboard.catchUp} all changes
 * that came before any event received so far are known.
 */
export class Keyboard {
  readonly #connection: XConnection;
  /** Changes that no event asked about has met yet. */
  #ahead: StateChange[] = [];
  #state: KeyState;
  #layout: KeyboardLayout;
  #reading: Promise<void> = Promise.resolve();

  private constructor(connection: XConnection, layout: KeyboardLayout, state: KeyState) {
    this.#connection = connection;
    this.#layout = layout;
    this.#state = state;
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
    const { StateNotify, NewKeyboardNotify, MapNotify } = xkb.EventType;
    const all = StateNotify | NewKeyboardNotify;
    xkb.SelectEvents(xkb.UseCoreKbd, all | MapNotify, 0, all, allMapParts, allMapParts);
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

  /** What a key meant when it was pressed or released; what it changes counts from then on. */
  key(event: KeyEvent): MetKey {
    this.#advance(event.stamp);
    const modifiers = this.#layout.modifiers(this.#state);
    const meaning = this.#layout.meaning(event.keycode, this.#state);
    const own = this.#ahead.findIndex(
      (change) =>
        change.stamp === event.stamp &&
        // A key that uiohook has no name for arrives as 0; AltGr is such a key on some keyboards.
        (change.keycode === event.keycode || event.keycode === 0) &&
        change.down === event.down,
    );
    if (own >= 0) this.#pass(own + 1);
    return { ...meaning, modifiers };
  }

  modifiers(stamp: number): readonly Modifier[] {
    this.#advance(stamp);
    return this.#layout.modifiers(this.#state);
  }

  #advance(stamp: number): void {
    const next = this.#ahead.findIndex((change) => !isBefore(change.stamp, stamp));
    this.#pass(next < 0 ? this.#ahead.length : next);
  }

  #pass(count: number): void {
    const last = this.#ahead[count - 1];
    if (last === undefined) return;
    this.#state = last;
    this.#ahead = this.#ahead.slice(count);
  }

  #onEvent(event: XEvent): void {
    if (event.name === "XkbStateNotify") {
      this.#ahead.push({
        stamp: Number(event["time"]),
        keycode: Number(event["keycode"]),
        down: Number(event["eventType"]) === keyPress,
        mods: Number(event["mods"]),
        group: Number(event["group"]),
      });
      if (this.#ahead.length > mostAhead) this.#pass(1);
    } else if (layoutEvents.has(Number(event["xkbType"] ?? -1))) {
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
  return ((a - b) | 0) < 0;
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
