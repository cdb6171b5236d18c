/** Looks at what may be looked at, when something was painted there. */
import { FramePlan } from "../../core/capture/frame-plan.ts";
import type { Shot } from "../../core/capture/standing.ts";
import type { PixelSource } from "../../core/ports/pixel-source.ts";
import type { Size } from "../../contract/geometry.ts";
import { FrameRing, type HeldPicture } from "./frame-ring.ts";
import type { Candidate } from "./wanted-frames.ts";

/** The gate asks what held up to 200 ms before a picture; one from before that is refused. */
const steadyMs = 250;

export class Camera {
  readonly plan = new FramePlan();
  readonly #pixels: PixelSource;
  readonly #ring = new FrameRing();
  readonly #candidates = new Map<string, Candidate>();
  #watched = "";
  /** When what is watched changed, until a picture from after {@link steadyMs} was asked for. */
  #changedAt: number | undefined;

  constructor(pixels: PixelSource) {
    this.#pixels = pixels;
  }

  /** Takes a picture when one is due. Returns `false` when the window could not be read. */
  look(now: number, shot: Shot | undefined, display: Size | undefined): boolean {
    this.#watch(shot, now);
    if (now - (this.#changedAt ?? now) >= steadyMs) {
      this.#changedAt = undefined;
      this.plan.lookAgain();
    }
    this.#free(this.plan.expire(now));
    if (shot === undefined || display === undefined) return true;
    if (!this.plan.wants(now, this.#pixels.damaged())) return true;
    const grab = this.#pixels.grab(shot.layers, display, shot.hidden);
    if (grab.outcome === "failed") return false;
    const picture = this.#ring.hold(grab);
    if (picture === undefined || this.#ring.full) {
      this.#ring.trim();
      this.#pixels.reset();
    }
    if (picture === undefined) return false;
    this.plan.taken(picture.ref, picture.startedAt, picture.endedAt);
    const { window, popups, clip, hidden } = shot;
    this.#candidates.set(picture.ref, { picture, window, popups, clip, hidden });
    return true;
  }

  candidate(ref: string): Candidate | undefined {
    return this.#candidates.get(ref);
  }

  readonly tilesOf = (picture: HeldPicture) => this.#ring.tilesOf(picture);

  /** Forgets every pixel. */
  clear(): void {
    this.plan.clear();
    this.#candidates.clear();
    this.#ring.clear();
    this.#pixels.reset();
    this.#watch(undefined, undefined);
  }

  #watch(shot: Shot | undefined, now: number | undefined): void {
    const windows = shot === undefined ? [] : [shot.window, ...shot.popups];
    const key = `${windows.join()} ${JSON.stringify([shot?.clip, shot?.hidden])}`;
    if (key === this.#watched) return;
    this.#watched = key;
    this.#changedAt = now;
    this.#pixels.watch(windows);
    // Another window, menu, place or hidden part: what was painted before says nothing about it.
    this.plan.lookAgain();
  }

  #free(refs: readonly string[]): void {
    this.#ring.drop(refs);
    for (const ref of refs) this.#candidates.delete(ref);
  }
}
