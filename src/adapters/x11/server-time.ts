import type { Mono } from "../../core/ports/observation.ts";
import type { XConnection } from "./connection.ts";
import { monotonicNow } from "./monotonic.ts";

/** A stamp is whole milliseconds, and the server's clock may tick once behind. */
export const stampLag = 2;
const rounds = 5;
const two32 = 2 ** 32;

interface Round {
  readonly sent: Mono;
  readonly received: Mono;
  readonly stamp: number;
}

/**
 * Turns the X server's stamps (32-bit milliseconds that wrap after 49.7 days) into {@link Mono}.
 *
 * What happened at moment `t` gets a stamp in [`t` - `margin`, `t`]: a stamp is never late.
 */
export class ServerTime {
  readonly #offset: number;
  /** How much earlier than the truth a converted stamp can be, in milliseconds. */
  readonly margin: number;

  private constructor(offset: number, margin: number) {
    this.#offset = offset;
    this.margin = margin;
  }

  /** Asks the server for its time by changing a property of a window made for the purpose. */
  static async calibrate(connection: XConnection): Promise<ServerTime> {
    const { client, root } = connection;
    const window = client.AllocID();
    const propertyChange = client.eventMask["PropertyChange"] ?? 0;
    client.CreateWindow(window, root, 0, 0, 1, 1, 0, 0, 2, 0, { eventMask: propertyChange });
    const atom = await connection.atom("ASSENT_TIME");
    const measured: Round[] = [];
    let latest: number | undefined;
    const listener = (event: { name?: string; wid: number; [field: string]: unknown }): void => {
      if (event.name === "PropertyNotify" && event.wid === window) latest = Number(event["time"]);
    };
    client.on("event", listener);
    for (let round = 0; round < rounds; round++) {
      const sent = monotonicNow();
      client.ChangeProperty(0, window, atom, 31, 8, "");
      // The event comes before the answer to what was asked after its cause.
      await connection.sync();
      if (latest !== undefined) measured.push({ sent, received: monotonicNow(), stamp: latest });
    }
    client.removeListener("event", listener);
    client.DestroyWindow(window);
    return ServerTime.of(measured);
  }

  static of(measured: readonly Round[]): ServerTime {
    // Modulo 2^32, relative to the first round, so that a wrap in between does no harm.
    const first = measured[0];
    if (first === undefined) throw new TypeError("Cannot calibrate: no round trip was measured");
    const base = first.sent - unwrap(first.stamp, first.sent);
    const low = Math.max(
      ...measured.map(({ sent, stamp }) => sent - unwrap(stamp, sent - base) - stampLag),
    );
    const high = Math.min(
      ...measured.map(({ sent, received, stamp }) => received - unwrap(stamp, sent - base)),
    );
    // A server on this machine stamps with this very clock.
    if (low <= 0 && high >= 0) return new ServerTime(0, stampLag);
    // The lowest possible offset: a stamp must not be converted to later than the truth.
    return new ServerTime(Math.min(low, high) + stampLag, Math.abs(high - low) + stampLag);
  }

  toMono(stamp: number, near: Mono = monotonicNow()): Mono {
    return unwrap(stamp, near - this.#offset) + this.#offset;
  }
}

/** The full number nearest to `near` whose lowest 32 bits are `stamp`. */
export function unwrap(stamp: number, near: number): number {
  return stamp + Math.round((near - stamp) / two32) * two32;
}
