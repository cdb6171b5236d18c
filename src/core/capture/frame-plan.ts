/**
 * Decides when to look at the screen, and which picture belongs to which action.
 *
 * An action's "before" is the newest picture that was complete when the action began; its
 * "after" is the picture at the first moment at which nothing had been painted for
 * {@link settleMs}, or the newest one when the next action or {@link patienceMs} comes first. Input can arrive
 * late (an idle X server holds RECORD replies back), so pictures are remembered for {@link memoryMs}
 * and matched by event time, never by arrival.
 *
 * Pure: it is told the time and keeps names of pictures, not pixels.
 *
 * @module
 */
import type { Mono } from "../ports/observation.ts";

/** Nothing painted for this long: the app has finished reacting. */
export const settleMs = 250;
/** Apps that never stop painting get their "after" this long after the action. */
export const patienceMs = 2_000;
/** Longer than the latest input seen to arrive on an idle display (1.4 s). */
export const memoryMs = 3_000;
/** At most 15 pictures a second; a caret that blinks needs 2. */
export const minimumIntervalMs = 66;

export interface Binding {
  /** The caller's name for the action. */
  readonly action: number;
  readonly role: "before" | "after";
  readonly ref: string;
  /** Milliseconds between the action and the last moment at which this picture was on screen. */
  readonly ageMs: number;
}

interface Shot {
  readonly ref: string;
  readonly startedAt: Mono;
  readonly endedAt: Mono;
  /** Nothing was painted between the picture and this moment. */
  validUntil: Mono;
}

export class FramePlan {
  readonly #shots: Shot[] = [];
  #waiting: { readonly action: number; readonly at: Mono }[] = [];
  #lastPaint: Mono = Number.NEGATIVE_INFINITY;
  #stale = true;

  /** Whether to take a picture now. `painted`: something was painted since the last call. */
  wants(now: Mono, painted: boolean): boolean {
    const latest = this.#shots.at(-1);
    if (painted) {
      this.#lastPaint = now;
      this.#stale = true;
    } else if (latest !== undefined && !this.#stale) {
      latest.validUntil = now;
    }
    return this.#stale && (latest === undefined || now - latest.startedAt >= minimumIntervalMs);
  }

  taken(ref: string, startedAt: Mono, endedAt: Mono): void {
    this.#shots.push({ ref, startedAt, endedAt, validUntil: endedAt });
    this.#stale = false;
  }

  /** Something else is to be looked at now; the latest picture stops being what is on screen. */
  lookAgain(): void {
    this.#stale = true;
  }

  /** An action began at `at`, which may lie in the past. */
  acted(action: number, at: Mono): readonly Binding[] {
    const bindings = this.#giveAfterTo((waiting) => waiting.at <= at, at);
    const before = this.#shots.findLast((shot) => shot.endedAt <= at);
    this.#waiting.push({ action, at });
    if (before !== undefined) bindings.push(bind(action, "before", before, at));
    return bindings;
  }

  /** Pictures that now belong to an action as its "after". */
  settle(now: Mono): readonly Binding[] {
    const quiet = now - this.#lastPaint >= settleMs && !this.#stale;
    return this.#giveAfterTo(
      ({ at }) => (quiet && now - at >= settleMs) || now - at >= patienceMs,
      now,
    );
  }

  /** Names of pictures too old to be matched any more; the caller frees their pixels. */
  expire(now: Mono): readonly string[] {
    const first = this.#shots.findIndex(
      (shot, index) => index === this.#shots.length - 1 || shot.validUntil > now - memoryMs,
    );
    return this.#shots.splice(0, Math.max(0, first)).map(({ ref }) => ref);
  }

  /** Forgets everything: what follows has nothing to do with what was. Returns all names. */
  clear(): readonly string[] {
    this.#waiting = [];
    this.#stale = true;
    return this.#shots.splice(0).map(({ ref }) => ref);
  }

  #giveAfterTo(due: (waiting: { readonly at: Mono }) => boolean, upTo: Mono): Binding[] {
    const ready = this.#waiting.filter(due);
    this.#waiting = this.#waiting.filter((waiting) => !due(waiting));
    return ready.flatMap(({ action, at }) => {
      const after = this.#shots.findLast(
        (shot) => shot.startedAt <= upTo && (shot.startedAt > at || shot.validUntil > at),
      );
      return after === undefined ? [] : [bind(action, "after", after, at)];
    });
  }
}

function bind(action: number, role: "before" | "after", shot: Shot, at: Mono): Binding {
  const ageMs =
    role === "before" ? Math.max(0, at - shot.validUntil) : Math.max(0, shot.startedAt - at);
  return { action, role, ref: shot.ref, ageMs };
}
