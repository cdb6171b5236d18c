/** Pictures that actions asked for: waiting for the gate, or kept under a name. */
import { FrameId } from "../../contract/ids.ts";
import type { Binding } from "../../core/capture/frame-plan.ts";
import type { Cleared, FrameCandidate } from "../../core/gate/cleared.ts";
import type { Permitted } from "../../core/gate/permitted.ts";
import type { HeldPicture } from "./frame-ring.ts";

export interface Candidate extends Omit<FrameCandidate, "ref" | "startedAt" | "endedAt"> {
  readonly picture: HeldPicture;
}

interface Wanted {
  readonly candidate: Candidate;
  readonly tiles: ReadonlyMap<string, Uint8Array>;
  readonly bindings: Binding[];
}

export interface Kept {
  readonly frame: FrameId;
  readonly permitted: Permitted<Cleared>;
}

/** An answer that has not come by then is not coming; the gate gives up after 6 s. */
const mostWaiting = 64;
const mostKept = 64;

export class WantedFrames {
  readonly #waiting = new Map<string, Wanted>();
  readonly #kept = new Map<string, Kept>();
  #next = 0;

  /** `ask`: the gate has to be asked about this picture now. */
  want(
    binding: Binding,
    candidate: Candidate | undefined,
    tilesOf: (picture: HeldPicture) => ReadonlyMap<string, Uint8Array>,
  ): { readonly kept: Kept } | { readonly ask: FrameCandidate } | undefined {
    const kept = this.#kept.get(binding.ref);
    if (kept !== undefined) return { kept };
    const waiting = this.#waiting.get(binding.ref);
    if (waiting !== undefined) {
      waiting.bindings.push(binding);
      return undefined;
    }
    if (candidate === undefined || this.#waiting.size >= mostWaiting) return undefined;
    const { picture, window, popups, clip, hidden } = candidate;
    const tiles = tilesOf(picture);
    this.#waiting.set(binding.ref, { candidate, tiles, bindings: [binding] });
    const { ref, startedAt, endedAt } = picture;
    return { ask: { ref, startedAt, endedAt, window, popups, clip, hidden } };
  }

  /** The gate permitted this picture; it gets its name. */
  keep(ref: string, permitted: Permitted<Cleared>): (Wanted & Kept) | undefined {
    const wanted = this.#waiting.get(ref);
    if (wanted === undefined) return undefined;
    this.#waiting.delete(ref);
    const kept = { frame: FrameId.parse(`f${this.#next++}`), permitted };
    this.#kept.set(ref, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest);
    return { ...wanted, ...kept };
  }

  refuse(refs: readonly string[]): void {
    for (const ref of refs) this.#waiting.delete(ref);
  }

  clear(): void {
    this.#waiting.clear();
    this.#kept.clear();
  }
}
