/** Counts what went into a dataset. */
import type { Action } from "../contract/actions.ts";
import type { DatasetManifest } from "../contract/dataset.ts";
import type { SessionEvent } from "../contract/events.ts";
import type { DropCounts } from "../contract/signals.ts";
import type { Reduced } from "../core/reduce/reduce.ts";
import { splitAtTokens } from "../core/redact/token.ts";

type Counts = DatasetManifest["counts"];

export class Tally {
  readonly #actions = new Map<string, number>();
  readonly #events = new Map<string, number>();
  readonly #remainder = new Map<string, number>();
  readonly #drops = new Map<string, number>();
  readonly #redactions = new Map<string, number>();
  #sessions = 0;
  #frames = 0;

  add(
    events: readonly SessionEvent[],
    { actions, remainder }: Reduced,
    frames: number,
    drops: DropCounts,
  ): void {
    this.#sessions += 1;
    this.#frames += frames;
    for (const { kind } of events) count(this.#events, kind);
    for (const action of actions) {
      count(this.#actions, action.kind);
      for (const kind of redactedKinds(action)) count(this.#redactions, kind);
    }
    for (const [what, number] of remainder) count(this.#remainder, what, number);
    for (const [reason, number] of Object.entries(drops)) count(this.#drops, reason, number);
  }

  /** Sorted by name, so that the same sessions give the same text. */
  counts(refused: number): Counts {
    return {
      sessions: this.#sessions,
      refused,
      actions: sorted(this.#actions),
      events: sorted(this.#events),
      remainder: sorted(this.#remainder),
      frames: this.#frames,
      drops: sorted(this.#drops),
      redactions: sorted(this.#redactions),
    };
  }
}

/** Classes of the tokens in what was typed, in the names of elements and in titles. */
function redactedKinds({ keyboard, target, context }: Action): readonly string[] {
  return [keyboard?.text, target?.name, target?.chosen, context.title].flatMap((text) =>
    splitAtTokens(text ?? "").flatMap((part) =>
      part.isToken ? part.text.slice(1, part.text.indexOf("#")) : [],
    ),
  );
}

function count(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}

const sorted = (counts: ReadonlyMap<string, number>): Record<string, number> =>
  Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
