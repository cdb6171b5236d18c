/**
 * One writer per upload. A newcomer asks the holder to finish, and waits in line.
 *
 * In memory: one collector process owns its data directory.
 */
import type { Lock, Locker, RequestRelease } from "@tus/server";
import { Refusal } from "../refusal.ts";

const patienceMs = 30_000;

interface Held {
  release: RequestRelease;
  readonly line: (() => void)[];
}

export class UploadLocks implements Locker {
  readonly #held = new Map<string, Held>();

  newLock(id: string): Lock {
    return {
      lock: (signal, release) => this.#acquire(id, signal, release),
      unlock: async () => this.#pass(id),
    };
  }

  /** Runs while nobody else writes to this upload. */
  async holding<T>(id: string, run: () => Promise<T>): Promise<T> {
    await this.#acquire(id, new AbortController().signal, () => undefined);
    try {
      return await run();
    } finally {
      this.#pass(id);
    }
  }

  async #acquire(id: string, signal: AbortSignal, release: RequestRelease): Promise<void> {
    const held = this.#held.get(id);
    if (held === undefined) {
      this.#held.set(id, { release, line: [] });
      return;
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const turn = () => {
      held.release = release;
      resolve();
    };
    const leave = () => {
      const place = held.line.indexOf(turn);
      if (place < 0) return;
      held.line.splice(place, 1);
      reject(new Refusal("busy"));
    };
    held.line.push(turn);
    const timer = setTimeout(leave, patienceMs);
    signal.addEventListener("abort", leave, { once: true });
    try {
      await held.release();
      await promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", leave);
    }
  }

  #pass(id: string): void {
    const next = this.#held.get(id)?.line.shift();
    if (next === undefined) this.#held.delete(id);
    else next();
  }
}
