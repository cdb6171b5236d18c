/**
 * One relay's connection: proof, framing and limits, before anything is believed.
 *
 * @module
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Socket } from "node:net";
import { FromCompanion, RelayAnswer, type ToCompanion } from "../../contract/companion.ts";
import { encodeFrame, FrameReader, FrameTooLarge } from "./frames.ts";

/** Why a connection was closed by this side. */
export type LineFault = "unproven" | "malformed" | "too-late";

export interface LineEvents {
  proven(): void;
  message(message: FromCompanion): void;
  closed(fault: LineFault | undefined): void;
}

const proofWithinMs = 3000;

export class CompanionLine implements Disposable {
  readonly #socket: Socket;
  readonly #events: LineEvents;
  readonly #expected: Buffer;
  readonly #reader = new FrameReader();
  readonly #deadline: NodeJS.Timeout;
  #proven = false;
  #fault: LineFault | undefined;

  constructor(socket: Socket, token: Buffer, events: LineEvents) {
    this.#socket = socket;
    this.#events = events;
    const nonce = randomBytes(32);
    this.#expected = createHmac("sha256", token).update(nonce).digest();
    this.#deadline = setTimeout(() => this.close("too-late"), proofWithinMs);
    socket.on("data", (chunk: Buffer) => this.#hear(chunk));
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      clearTimeout(this.#deadline);
      events.closed(this.#fault);
    });
    socket.write(encodeFrame({ kind: "challenge", nonce: nonce.toString("hex") }));
  }

  /** Drops what a browser that stands still does not take; it misses a ping, no more. */
  send(message: ToCompanion): void {
    if (this.#proven && !this.#socket.destroyed && this.#socket.writableLength < 65_536)
      this.#socket.write(encodeFrame(message));
  }

  close(fault?: LineFault): void {
    this.#fault ??= fault;
    this.#socket.destroy();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #hear(chunk: Buffer): void {
    try {
      for (const body of this.#reader.push(chunk)) {
        if (this.#socket.destroyed) return;
        if (this.#proven) this.#pass(body);
        else this.#prove(body);
      }
    } catch (error) {
      if (!(error instanceof FrameTooLarge)) throw error;
      this.close("malformed");
    }
  }

  #pass(body: Buffer): void {
    const message = FromCompanion.safeParse(parseJson(body));
    if (message.success) this.#events.message(message.data);
    else this.close("malformed");
  }

  #prove(body: Buffer): void {
    const answer = RelayAnswer.safeParse(parseJson(body));
    if (!answer.success) return this.close("malformed");
    if (!timingSafeEqual(Buffer.from(answer.data.mac, "hex"), this.#expected))
      return this.close("unproven");
    clearTimeout(this.#deadline);
    this.#proven = true;
    this.#events.proven();
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
