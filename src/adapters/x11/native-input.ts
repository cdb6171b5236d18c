import {
  SourceUnavailable,
  type InputFact,
  type InputSource,
} from "../../core/ports/input-source.ts";
import type { Health } from "../../core/ports/observation.ts";
import { XConnection } from "./connection.ts";
import { monotonicNow } from "./monotonic.ts";
import {
  builtAddon,
  loadAddon,
  type NativeInputListener,
  type NativeInputListenerClass,
  type PackedInput,
} from "./native-addon.ts";
import { unpackInput, type InputSeen } from "./native-input-facts.ts";
import { recordingDisplay } from "./recording-display.ts";
import { ServerTime } from "./server-time.ts";

type Sink = (facts: readonly InputFact[]) => void;

export interface NativeInputOptions {
  readonly addon?: string;
  /** How many events may wait while this process is busy; what comes on top is lost, and told. */
  readonly capacity?: number;
  /** Is told the same as the sink, with focus changes among it, just before the sink. */
  readonly inOrder?: (seen: readonly InputSeen[]) => void;
}

/** Two seconds of a mouse that moves at 8000 Hz. */
const defaultCapacity = 16_384;

/** Pointer and keys through Assent's own addon, which listens on a thread of its own. */
export class NativeInput implements InputSource {
  readonly #env: NodeJS.ProcessEnv;
  readonly #options: NativeInputOptions;
  #listener: NativeInputListener | undefined;
  #health: Health = { ok: false, reasons: ["Input recording has not started."] };

  /** `env` names the display, as `process.env` does. */
  constructor(env: NodeJS.ProcessEnv, options: NativeInputOptions = {}) {
    this.#env = env;
    this.#options = options;
  }

  async start(sink: Sink): Promise<AsyncDisposable> {
    const display = await recordingDisplay(this.#env);
    const addon = loadAddon(this.#options.addon ?? builtAddon);
    const time = await calibrated(display);
    const listener = listen(
      addon.InputListener,
      display,
      this.#options.capacity ?? defaultCapacity,
      (events, dropped, lost) => this.#take(sink, time, events, dropped > 0, lost),
    );
    this.#listener = listener;
    this.#health = { ok: true, reasons: [] };
    return {
      [Symbol.asyncDispose]: () => {
        this.#listener = undefined;
        listener.close();
        this.#health = { ok: false, reasons: ["Input recording has ended."] };
        return Promise.resolve();
      },
    };
  }

  health(): Health {
    return this.#health;
  }

  /** Keys and buttons so far by who made them: devices, or programs through XTEST. */
  made(): { readonly byHand: number; readonly byProgram: number } {
    return this.#listener?.made() ?? { byHand: 0, byProgram: 0 };
  }

  #take(sink: Sink, time: ServerTime, events: PackedInput, dropped: boolean, lost: boolean): void {
    if (this.#listener === undefined) return;
    const now = monotonicNow();
    const seen = unpackInput(events, (stamp) => time.toMono(stamp, now));
    this.#options.inOrder?.(seen);
    const facts = seen.filter((one) => one.kind !== "focus");
    if (lost) this.#health = { ok: false, reasons: ["The display was lost."] };
    if (lost || dropped) facts.push({ kind: "lost", at: now });
    if (facts.length > 0) sink(facts);
  }
}

async function calibrated(display: string): Promise<ServerTime> {
  using connection = await XConnection.open(display);
  return await ServerTime.calibrate(connection);
}

function listen(
  Listener: NativeInputListenerClass,
  display: string,
  capacity: number,
  onBatch: (events: PackedInput, dropped: number, lost: boolean) => void,
): NativeInputListener {
  try {
    return new Listener(display, capacity, onBatch);
  } catch (cause) {
    const fact = cause instanceof Error ? cause.message : "unknown";
    throw new SourceUnavailable(`Cannot record input: ${fact}. Run assent doctor`, { cause });
  }
}
