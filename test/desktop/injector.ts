import type { XEvent, XTest } from "x11";
import { XConnection } from "../../src/adapters/x11/connection.ts";
import { keysymNamed, keysymOf } from "../../src/adapters/x11/keysyms.ts";

export type InjectedButton = "left" | "middle" | "right" | "x1" | "x2";

const BUTTON = { left: 1, middle: 2, right: 3, x1: 8, x2: 9 } as const;
const WHEEL = { up: 4, down: 5, left: 6, right: 7 } as const;
const KEYSYM: Readonly<Record<string, string>> = {
  ctrl: "Control_L",
  shift: "Shift_L",
  alt: "Alt_L",
  meta: "Super_L",
  altgr: "ISO_Level3_Shift",
  Enter: "Return",
  Backspace: "BackSpace",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  ArrowUp: "Up",
  ArrowDown: "Down",
  PageUp: "Prior",
  PageDown: "Next",
};

interface Place {
  readonly keycode: number;
  readonly shift: boolean;
  readonly altgr: boolean;
}

/** A hand that works on a virtual desktop: real events of the X server, through XTEST. */
export class Injector implements Disposable {
  readonly connection: XConnection;
  readonly #xtest: XTest;
  readonly #firstKeycode: number;
  #keysyms: readonly (readonly number[])[];

  private constructor(
    connection: XConnection,
    xtest: XTest,
    firstKeycode: number,
    keysyms: readonly (readonly number[])[],
  ) {
    this.connection = connection;
    this.#xtest = xtest;
    this.#firstKeycode = firstKeycode;
    this.#keysyms = keysyms;
  }

  static async open(display: string): Promise<Injector> {
    const connection = await XConnection.open(display);
    const xtest = await new Promise<XTest>((resolve, reject) =>
      connection.client.require("xtest", (error, ext) =>
        error === null ? resolve(ext) : reject(error),
      ),
    );
    const first = connection.client.display.min_keycode;
    return new Injector(connection, xtest, first, await keyboardOf(connection));
  }

  /** Reads the keyboard's layout again, after it was changed. */
  async refreshKeyboard(): Promise<void> {
    this.#keysyms = await keyboardOf(this.connection);
  }

  /** CLOCK_MONOTONIC milliseconds: the clock that recorded events are on. */
  now(): number {
    return Number(process.hrtime.bigint()) / 1e6;
  }

  /** Moves the pointer; the moment just before the request was sent. */
  async move(x: number, y: number): Promise<number> {
    return this.#sent(() => this.#fake(this.#xtest.MotionNotify, 0, x, y));
  }

  async press(button: InjectedButton): Promise<number> {
    return this.#sent(() => this.#fake(this.#xtest.ButtonPress, BUTTON[button]));
  }

  async release(button: InjectedButton): Promise<number> {
    return this.#sent(() => this.#fake(this.#xtest.ButtonRelease, BUTTON[button]));
  }

  /** Presses and releases a button where the pointer is, or at a place. */
  async click(button: InjectedButton = "left", x?: number, y?: number): Promise<number> {
    if (x !== undefined && y !== undefined) await this.move(x, y);
    return this.#sent(() => {
      this.#fake(this.#xtest.ButtonPress, BUTTON[button]);
      this.#fake(this.#xtest.ButtonRelease, BUTTON[button]);
    });
  }

  async drag(fromX: number, fromY: number, toX: number, toY: number, steps = 8): Promise<number> {
    await this.move(fromX, fromY);
    const at = await this.press("left");
    for (let step = 1; step <= steps; step++) {
      const share = step / steps;
      await this.move(
        Math.round(fromX + (toX - fromX) * share),
        Math.round(fromY + (toY - fromY) * share),
      );
    }
    await this.release("left");
    return at;
  }

  /** Turns the wheel by whole notches. `up` is away from the person. */
  async scroll(direction: keyof typeof WHEEL, notches = 1): Promise<number> {
    return this.#sent(() => {
      for (let notch = 0; notch < notches; notch++) {
        this.#fake(this.#xtest.ButtonPress, WHEEL[direction]);
        this.#fake(this.#xtest.ButtonRelease, WHEEL[direction]);
      }
    });
  }

  /** Holds modifiers, presses and releases a key, as in `chord("ctrl", "s")` or `chord("Enter")`. */
  async chord(...keys: readonly string[]): Promise<number> {
    const keycodes = keys.map((key) => this.keycode(key));
    return this.#sent(() => {
      for (const keycode of keycodes) this.#fake(this.#xtest.KeyPress, keycode);
      for (const keycode of keycodes.toReversed()) this.#fake(this.#xtest.KeyRelease, keycode);
    });
  }

  async keyDown(key: string): Promise<number> {
    return this.#sent(() => this.#fake(this.#xtest.KeyPress, this.keycode(key)));
  }

  async keyUp(key: string): Promise<number> {
    return this.#sent(() => this.#fake(this.#xtest.KeyRelease, this.keycode(key)));
  }

  /** Types what the layout can type, one key after the other; `\n` is Enter, `\t` is Tab. */
  async type(text: string): Promise<number> {
    const at = this.now();
    for (const character of text) {
      const place = this.#place(character);
      const held = [place.shift ? "shift" : [], place.altgr ? "altgr" : []].flat();
      for (const modifier of held) await this.keyDown(modifier);
      await this.#sent(() => {
        this.#fake(this.#xtest.KeyPress, place.keycode);
        this.#fake(this.#xtest.KeyRelease, place.keycode);
      });
      for (const modifier of held.toReversed()) await this.keyUp(modifier);
    }
    return at;
  }

  /** Presses and releases a key by its X keycode. */
  async tapKeycode(keycode: number): Promise<number> {
    return this.#sent(() => {
      this.#fake(this.#xtest.KeyPress, keycode);
      this.#fake(this.#xtest.KeyRelease, keycode);
    });
  }

  /** The next event of this hand's own connection that fits. */
  next(fits: (event: XEvent) => boolean): Promise<XEvent> {
    return new Promise((resolve) => {
      const { client } = this.connection;
      const listener = (event: XEvent): void => {
        if (!fits(event)) return;
        client.removeListener("event", listener);
        resolve(event);
      };
      client.on("event", listener);
    });
  }

  keycode(key: string): number {
    if (Array.from(key).length === 1) return this.#place(key).keycode;
    const keysym = keysymNamed(KEYSYM[key] ?? key);
    const index = this.#keysyms.findIndex((row) => keysym !== undefined && row.includes(keysym));
    if (index < 0) throw new Error(`Cannot press ${key}: the keyboard has no such key`);
    return this.#firstKeycode + index;
  }

  [Symbol.dispose](): void {
    this.connection[Symbol.dispose]();
  }

  #place(character: string): Place {
    const keysym = { "\n": 0xff0d, "\t": 0xff09 }[character] ?? keysymOf(character);
    // Columns of a one-group layout: plain, shift, (again), (again), altgr, altgr + shift.
    for (const column of [0, 1, 4, 5]) {
      const index = this.#keysyms.findIndex((row) => row[column] === keysym);
      if (index >= 0) {
        const shift = column % 2 === 1;
        return { keycode: this.#firstKeycode + index, shift, altgr: column >= 4 };
      }
    }
    throw new Error("Cannot type a character: the keyboard's layout does not have it");
  }

  #fake(type: number, detail: number, x = 0, y = 0): void {
    this.#xtest.FakeInput(type, detail, 0, 0, x, y);
  }

  async #sent(inject: () => void): Promise<number> {
    const at = this.now();
    inject();
    await this.connection.sync();
    return at;
  }
}

function keyboardOf(connection: XConnection): Promise<readonly (readonly number[])[]> {
  const { client } = connection;
  const first = client.display.min_keycode;
  const count = client.display.max_keycode - first + 1;
  return connection.ask((answer) => client.GetKeyboardMapping(first, count, answer));
}
