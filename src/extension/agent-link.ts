/**
 * The line to the agent: a native messaging port to the relay, opened again when it closes.
 *
 * @module
 */
import { companionHostName } from "../contract/companion-names.ts";
import type { FromCompanion, ToCompanion } from "../contract/companion.ts";

const longestWait = 30_000;

export class AgentLink {
  readonly #opened: () => void;
  readonly #received: (message: ToCompanion) => void;
  #port: chrome.runtime.Port | undefined;
  #heard = false;
  #wait = 1000;
  #lastTry = -longestWait;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(opened: () => void, received: (message: ToCompanion) => void) {
    this.#opened = opened;
    this.#received = received;
  }

  /** Whether the agent has spoken on this line. */
  get connected(): boolean {
    return this.#heard;
  }

  send(message: FromCompanion): void {
    this.#port?.postMessage(message);
  }

  /** Called at every sign of life in the browser; tries at most once a second. */
  nudge(): void {
    if (this.#port !== undefined || Date.now() - this.#lastTry < 1000) return;
    this.#open();
  }

  #open(): void {
    clearTimeout(this.#timer);
    this.#lastTry = Date.now();
    const port = chrome.runtime.connectNative(companionHostName);
    this.#port = port;
    port.onMessage.addListener((message: ToCompanion) => {
      this.#heard = true;
      this.#wait = 1000;
      this.#received(message);
    });
    port.onDisconnect.addListener(() => {
      // Reading the reason keeps the browser from listing it as an error: no agent is no error.
      void chrome.runtime.lastError;
      this.#port = undefined;
      this.#heard = false;
      this.#timer = setTimeout(() => this.nudge(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, longestWait);
    });
    this.#opened();
  }
}
