import {
  SourceUnavailable,
  type InputFact,
  type InputSource,
} from "../../core/ports/input-source.ts";
import type { Health } from "../../core/ports/observation.ts";
import { DisplayLost, XConnection } from "./connection.ts";
import { InputTranslation } from "./input-translation.ts";
import { Keyboard } from "./keyboard.ts";
import { monotonicNow } from "./monotonic.ts";
import { recordingDisplay } from "./recording-display.ts";
import { ServerTime } from "./server-time.ts";
import type { HookEvent } from "./uiohook-message.ts";
import { UiohookProcess } from "./uiohook-process.ts";

type Sink = (facts: readonly InputFact[]) => void;

const restarts = 1;
const mostWaiting = 20_000;

/** Pointer and keys through uiohook, in a process of its own. */
export class UiohookInput implements InputSource {
  readonly #env: NodeJS.ProcessEnv;
  #health: Health = { ok: false, reasons: ["Input recording has not started."] };

  /** `env` names the display, as `process.env` does. */
  constructor(env: NodeJS.ProcessEnv) {
    this.#env = env;
  }

  async start(sink: Sink): Promise<AsyncDisposable> {
    const display = await recordingDisplay(this.#env);
    await using undo = new AsyncDisposableStack();
    const connection = undo.use(await XConnection.open(display));
    const time = await ServerTime.calibrate(connection);
    const keyboard = await Keyboard.open(connection);
    const translation = new InputTranslation(keyboard, (stamp) => time.toMono(stamp));
    const listening = new Listening(keyboard, translation, sink, (health) => {
      this.#health = health;
    });
    connection.onLost(() => listening.displayLost());
    undo.use(listening);
    await listening.hook(this.#env);
    this.#health = { ok: true, reasons: [] };
    undo.defer(() => {
      this.#health = { ok: false, reasons: ["Input recording has ended."] };
    });
    return undo.move();
  }

  health(): Health {
    return this.#health;
  }
}

class Listening implements AsyncDisposable {
  readonly #keyboard: Keyboard;
  readonly #translation: InputTranslation;
  readonly #sink: Sink;
  readonly #report: (health: Health) => void;
  #process: UiohookProcess | undefined;
  #waiting: HookEvent[] = [];
  #missed = false;
  #working = false;
  #ended = false;
  #restartsLeft = restarts;

  constructor(
    keyboard: Keyboard,
    translation: InputTranslation,
    sink: Sink,
    report: (health: Health) => void,
  ) {
    this.#keyboard = keyboard;
    this.#translation = translation;
    this.#sink = sink;
    this.#report = report;
  }

  async hook(env: NodeJS.ProcessEnv): Promise<void> {
    this.#process = await UiohookProcess.start(env, {
      events: (events) => this.#take(events),
      overflow: () => this.#lose(),
      died: () => void this.#revive(env),
    });
    // Ended while it was starting: nobody else would end it.
    if (this.#ended) await this.#process[Symbol.asyncDispose]();
  }

  displayLost(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#report({ ok: false, reasons: ["The display was lost."] });
    this.#sink([{ kind: "lost", at: monotonicNow() }]);
    void this.#process?.[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true;
    await this.#process?.[Symbol.asyncDispose]();
  }

  async #revive(env: NodeJS.ProcessEnv): Promise<void> {
    if (this.#ended) return;
    this.#report({ ok: false, reasons: ["Input recording was interrupted."] });
    this.#lose();
    if (this.#restartsLeft === 0) return;
    this.#restartsLeft--;
    try {
      // A display that died with the process is told here, before another process hangs on it.
      await this.#keyboard.catchUp();
      await this.hook(env);
      if (!this.#ended) this.#report({ ok: true, reasons: [] });
    } catch (error) {
      if (!(error instanceof SourceUnavailable) && !(error instanceof DisplayLost)) throw error;
    }
  }

  #lose(): void {
    this.#waiting = [];
    this.#missed = true;
    this.#translation.forgetHeld();
    void this.#work();
  }

  #take(events: readonly HookEvent[]): void {
    if (this.#waiting.length + events.length > mostWaiting) return this.#lose();
    this.#waiting.push(...events);
    void this.#work();
  }

  /** Asks the server once a batch, so that every change of modifiers before it is known. */
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      while (!this.#ended && (this.#missed || this.#waiting.length > 0)) {
        const events = this.#waiting;
        const missed = this.#missed;
        this.#waiting = [];
        this.#missed = false;
        if (events.some((event) => event.kind !== "move")) await this.#keyboard.catchUp();
        if (this.#ended) return;
        const facts = events.flatMap((event) => this.#translation.fact(event) ?? []);
        const lost: readonly InputFact[] = missed ? [{ kind: "lost", at: monotonicNow() }] : [];
        this.#sink(lost.concat(facts));
      }
    } catch (error) {
      // Told by displayLost().
      if (!(error instanceof DisplayLost)) throw error;
    } finally {
      this.#working = false;
    }
  }
}
