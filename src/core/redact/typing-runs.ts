/**
 * Turns keys into what was typed, and hides secrets however they were typed.
 *
 * A run is one stretch of typing in one field. When it ends, three views are searched: the
 * final text, every deleted fragment and the keys in raw order; and the text together with
 * those of the runs before in the same field, since a secret may be split over several
 * (run-chain.ts holds them back for that). Whatever any view reveals is hidden in the output, and a run
 * with a secret says nothing of its corrections and only seconds of its time (CAP-06).
 *
 * Everything lives in memory; {@link TypingRuns.discard} leaves nothing of it.
 *
 * @module
 */
import { EditBuffer } from "./edit-buffer.ts";
import { HiddenSpans } from "./hidden-spans.ts";
import type { SessionRedactor } from "./session-redactor.ts";
import { RunChain } from "./run-chain.ts";
import type { TypingKey, TypingOutput } from "./typing-output.ts";
import { type SealedRun, redactRun } from "./typing-views.ts";

export type { TypedRun, TypingKey, TypingOutput } from "./typing-output.ts";

/** A run ends when nothing was typed for so long. */
export const idleMs = 3_000;
const longestRun = 2_000;
/** Fields whose latest runs are remembered; of the field used longest ago all is let go. */
const mostFields = 256;

interface OpenRun {
  readonly field: string;
  readonly at: number;
  readonly buffer: EditBuffer;
  until: number;
}

export class TypingRuns {
  readonly #redactor: SessionRedactor;
  readonly #hidden = new HiddenSpans();
  readonly #chains = new Map<string, RunChain>();
  #open: OpenRun | undefined;

  constructor(redactor: SessionRedactor) {
    this.#redactor = redactor;
  }

  /** Takes the next key; `field` names context and element. Times must not go back. */
  accept(field: string, key: TypingKey): readonly TypingOutput[] {
    const out = [...this.advance(key.at)];
    if (this.#open !== undefined && (this.#open.field !== field || key.kind === "hidden"))
      out.push(...this.#seal());
    if (key.kind === "hidden") return [...out, ...this.#hidden.add(field, key.at)];
    out.push(...this.#hidden.end());
    const run = (this.#open ??= { field, at: key.at, until: key.at, buffer: new EditBuffer() });
    run.until = key.at;
    if (!apply(run.buffer, key)) out.push(...this.#seal());
    else if (run.buffer.length >= longestRun) out.push(...this.#seal());
    return out;
  }

  /** Ends the run: focus or context changed, Enter, Tab, Escape, a click, a chord. */
  seal(now: number): readonly TypingOutput[] {
    return [...this.advance(now), ...this.#seal(), ...this.#hidden.end()];
  }

  /** Lets time pass: an idle run ends, and what was held long enough leaves. */
  advance(now: number): readonly TypingOutput[] {
    const out: TypingOutput[] = [];
    if (this.#open !== undefined && now - this.#open.until >= idleMs) out.push(...this.#seal());
    out.push(...this.#hidden.advance(now));
    for (const [field, chain] of this.#chains)
      if (this.#open?.field !== field) out.push(...this.#finish(chain.due(now)));
    return out;
  }

  /** Ends the run and lets everything go that is held back: the session ends. */
  flush(now: number): readonly TypingOutput[] {
    const out = [...this.seal(now)];
    for (const chain of this.#chains.values()) out.push(...this.#finish(chain.rest()));
    this.#chains.clear();
    return out;
  }

  /** Forgets everything that was not given out. */
  discard(): void {
    this.#open = undefined;
    this.#chains.clear();
    this.#hidden.discard();
  }

  #seal(): readonly TypingOutput[] {
    const run = this.#open;
    this.#open = undefined;
    if (run === undefined || run.buffer.length === 0) return [];
    const chain = this.#chains.get(run.field) ?? new RunChain(this.#redactor);
    this.#chains.delete(run.field);
    this.#chains.set(run.field, chain);
    const leaving = chain.add({
      field: run.field,
      at: run.at,
      until: run.until,
      text: run.buffer.text,
      raw: run.buffer.raw,
      deleted: run.buffer.deleted,
      edits: run.buffer.edits,
      secret: [],
      earlierAlsoSecret: false,
    });
    return [...this.#finish(leaving), ...this.#makeRoom()];
  }

  #makeRoom(): readonly TypingOutput[] {
    const [oldest] = this.#chains;
    if (this.#chains.size <= mostFields || oldest === undefined) return [];
    this.#chains.delete(oldest[0]);
    return this.#finish(oldest[1].rest());
  }

  #finish(runs: readonly SealedRun[]): readonly TypingOutput[] {
    return runs.map((run) => redactRun(this.#redactor, run));
  }
}

function apply(buffer: EditBuffer, key: Exclude<TypingKey, { kind: "hidden" }>): boolean {
  switch (key.kind) {
    case "text":
      buffer.insert(key.text);
      return true;
    case "edit":
      return buffer.edit(key.key, key.modifiers);
    case "select-all":
      buffer.selectAll();
      return true;
  }
}
