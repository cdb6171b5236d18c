/**
 * Browsers' framing for native programs: a 4-byte length in the machine's byte order, then
 * JSON. The relay's socket uses the same, so that the relay copies frames unread.
 *
 * @module
 */
import { endianness } from "node:os";
import { maxCompanionFrameBytes } from "../../contract/companion-names.ts";

const little = endianness() === "LE";

/** The peer announced a frame larger than any that is spoken here. */
export class FrameTooLarge extends Error {
  override readonly name = "FrameTooLarge";
  readonly code = "frame-too-large";
  constructor(bytes: number) {
    super(`Cannot read frame: it announces ${bytes} bytes, more than the limit`);
  }
}

export function encodeFrame(message: unknown): Buffer {
  return frameOf(Buffer.from(JSON.stringify(message), "utf8"));
}

export function frameOf(body: Buffer): Buffer {
  if (body.length > maxCompanionFrameBytes) throw new FrameTooLarge(body.length);
  const head = Buffer.alloc(4);
  if (little) head.writeUInt32LE(body.length);
  else head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

/** Cuts a stream of bytes into frame bodies, holding at most one frame and one chunk. */
export class FrameReader {
  #held: Buffer = Buffer.alloc(0);

  /** Throws {@link FrameTooLarge}; the stream cannot be read on after that. */
  push(chunk: Buffer): readonly Buffer[] {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const bodies: Buffer[] = [];
    while (this.#held.length >= 4) {
      const size = little ? this.#held.readUInt32LE() : this.#held.readUInt32BE();
      if (size > maxCompanionFrameBytes) throw new FrameTooLarge(size);
      if (this.#held.length < 4 + size) break;
      bodies.push(this.#held.subarray(4, 4 + size));
      this.#held = this.#held.subarray(4 + size);
    }
    return bodies;
  }
}
