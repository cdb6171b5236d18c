/**
 * Keeps pictures until the action that they belong to is written and has a number.
 *
 * @module
 */
import type { SessionEvent } from "../../contract/events.ts";
import type { Permitted } from "../gate/permitted.ts";
import { remember } from "./remember.ts";

export type FrameTaken = Omit<Extract<SessionEvent, { kind: "frame-taken" }>, "seq" | "of">;

export class ActionPictures {
  readonly #written = new Map<number, number>();
  readonly #waiting = new Map<number, readonly Permitted<FrameTaken>[]>();

  /** The number of the action; `undefined` when the picture has to wait for it. */
  add(action: number, taken: Permitted<FrameTaken>): number | undefined {
    const of = this.#written.get(action);
    if (of === undefined)
      remember(this.#waiting, action, [...(this.#waiting.get(action) ?? []), taken]);
    return of;
  }

  /** The action is written as the event `seq`. Returns the pictures that waited for it. */
  wrote(action: number, seq: number): readonly Permitted<FrameTaken>[] {
    remember(this.#written, action, seq);
    const waiting = this.#waiting.get(action) ?? [];
    this.#waiting.delete(action);
    return waiting;
  }

  discard(): void {
    this.#waiting.clear();
  }
}
