import x11, { type Answer, type XClient, type XError, type XEvent, type XScreen } from "x11";

/** The X server refused one request, as it does when a window vanished in between. */
export class RequestRefused extends Error {
  override readonly name = "RequestRefused";
  readonly code = "request-refused";
  /** X protocol error: 3 BadWindow, 8 BadMatch, 9 BadDrawable, 10 BadAccess. */
  readonly xError: number;
  constructor(xError: number) {
    super(`Cannot carry out the request: X error ${xError}`);
    this.xError = xError;
  }
}

/** The connection to the X server ended; nothing can be asked any more. */
export class DisplayLost extends Error {
  override readonly name = "DisplayLost";
  readonly code = "display-lost";
  constructor() {
    super("Cannot ask the display: the connection to the X server ended");
  }
}

/** The client library throws, some of it too late to be caught, for names and ports that cannot be. */
function isDisplayName(text: string): boolean {
  const number = /:(\d{1,5})(?:\.\d+)?$/.exec(text)?.[1];
  return number !== undefined && Number(number) <= 65_535 - 6_000;
}

/** One connection to an X server. Every question is answered or rejected, also when the server dies. */
export class XConnection implements Disposable {
  readonly client: XClient;
  readonly screen: XScreen;
  readonly #atoms = new Map<string, Promise<number>>();
  readonly #pending = new Set<(error: Error) => void>();
  readonly #onLost = new Set<() => void>();
  #open = true;

  private constructor(client: XClient, screen: XScreen) {
    this.client = client;
    this.screen = screen;
    // The package shares one table of atoms between all servers, whose numbers differ.
    client.atoms = { ...client.atoms };
    client.atom_names = { ...client.atom_names };
    client.on("end", () => this.#end());
    client.on("error", (error) => {
      if (error.error === undefined) this.#end();
    });
    client.stream.on("close", () => this.#end());
  }

  static open(display: string): Promise<XConnection> {
    return new Promise((resolve, reject) => {
      if (!isDisplayName(display)) {
        reject(new DisplayLost());
        return;
      }
      const client = x11.createClient({ display, shm: false }, (error, info) => {
        const screen = info?.screen[0];
        if (error !== undefined || screen === undefined) {
          reject(new DisplayLost());
          return;
        }
        resolve(new XConnection(client, screen));
      });
      // A failure before the first answer has no other listener and would be thrown.
      client.on("error", (error) => {
        if (error.error === undefined) reject(new DisplayLost());
      });
    });
  }

  get root(): number {
    return this.screen.root;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  /** Asks one question. Questions are answered in the order in which they were asked. */
  ask<T>(send: (answer: Answer<T>) => void): Promise<T> {
    if (!this.#open) return Promise.reject(new DisplayLost());
    return new Promise((resolve, reject) => {
      this.#pending.add(reject);
      send((error, reply) => {
        this.#pending.delete(reject);
        if (error === null || error === undefined) resolve(reply);
        else reject(new RequestRefused((error as XError).error ?? 0));
        return true;
      });
    });
  }

  /** `undefined` instead of a rejection when the server refuses, as for a window that is gone. */
  async askIfThere<T>(send: (answer: Answer<T>) => void): Promise<T | undefined> {
    try {
      return await this.ask(send);
    } catch (error) {
      if (error instanceof RequestRefused) return undefined;
      throw error;
    }
  }

  atom(name: string): Promise<number> {
    const known = this.#atoms.get(name);
    if (known !== undefined) return known;
    const asked = this.ask<number>((answer) => this.client.InternAtom(false, name, answer));
    this.#atoms.set(name, asked);
    return asked;
  }

  /** Waits until the server has carried out everything that was sent. */
  async sync(): Promise<void> {
    await this.ask((answer) => this.client.GetInputFocus(answer));
  }

  onEvent(listener: (event: XEvent) => void): void {
    this.client.on("event", listener);
  }

  /** Called once when the connection ends for any reason but {@link Symbol.dispose}. */
  onLost(listener: () => void): void {
    this.#onLost.add(listener);
  }

  [Symbol.dispose](): void {
    this.#onLost.clear();
    this.#end();
    this.client.stream.destroy();
  }

  #end(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const reject of this.#pending) reject(new DisplayLost());
    this.#pending.clear();
    for (const listener of this.#onLost) listener();
    this.#onLost.clear();
  }
}
