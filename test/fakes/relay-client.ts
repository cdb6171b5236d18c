import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { companionExtensionId } from "../../src/contract/companion-names.ts";
import type { CompanionView, FromCompanion, ToCompanion } from "../../src/contract/companion.ts";
import { encodeFrame, FrameReader } from "../../src/adapters/browser/frames.ts";

export const companionOrigin = `chrome-extension://${companionExtensionId}/`;

export const hello: FromCompanion = {
  kind: "hello",
  protocol: 1,
  version: "0.1.0",
  extensionId: companionExtensionId,
  browser: "Chrome/156.0",
};

/** Starts the installed relay as a browser does, and speaks through it as a companion. */
export class RelayClient implements AsyncDisposable {
  readonly child: ChildProcess;
  /** What the companion would say when asked; a function, so that it may change. */
  answer: ((id: number) => FromCompanion | undefined) | undefined;
  readonly #received: ToCompanion[] = [];
  #heard = Promise.withResolvers<void>();

  constructor(directory: string, caller: string = companionOrigin) {
    this.child = spawn(join(directory, "relay"), [caller], { stdio: ["pipe", "pipe", "ignore"] });
    const reader = new FrameReader();
    this.child.stdin?.on("error", () => undefined);
    this.child.stdout?.on("data", (chunk: Buffer) => {
      for (const body of reader.push(chunk)) this.#hear(JSON.parse(body.toString("utf8")));
    });
  }

  say(message: unknown): void {
    this.child.stdin?.write(encodeFrame(message));
  }

  sayBytes(bytes: Buffer): void {
    this.child.stdin?.write(bytes);
  }

  /** The first message of this kind, already received or to come. */
  async next<K extends ToCompanion["kind"]>(kind: K): Promise<Extract<ToCompanion, { kind: K }>> {
    for (;;) {
      const index = this.#received.findIndex((message) => message.kind === kind);
      const [found] = index < 0 ? [] : this.#received.splice(index, 1);
      if (found !== undefined) return found as Extract<ToCompanion, { kind: K }>;
      await this.#heard.promise;
    }
  }

  /** The code with which the relay ended, now or later. */
  async ended(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null)
      await once(this.child, "exit");
    return this.child.exitCode;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended();
  }

  #hear(message: ToCompanion): void {
    if (message.kind === "ping") {
      const answer = this.answer?.(message.id);
      if (answer !== undefined) this.say(answer);
    }
    this.#received.push(message);
    if (this.#received.length > 100) this.#received.shift();
    this.#heard.resolve();
    this.#heard = Promise.withResolvers();
  }
}

export const viewOf = (origin: string | null, more: Partial<CompanionView> = {}): CompanionView =>
  ({
    origin,
    pageFocused: origin !== null,
    secure: origin === null ? "unknown" : "clear",
    viewport: null,
    secretAreas: [],
    listBox: null,
    private: false,
    ...more,
  }) as CompanionView;
