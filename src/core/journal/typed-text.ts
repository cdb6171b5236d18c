/**
 * What was typed, field by field: which keys make one run, and what is written of it.
 *
 * A run ends where its field or place changes, where a hidden key comes between, and after a
 * rest; a correction that comes later than that is a key of its own.
 *
 * @module
 */
import type { SessionEvent, Target } from "../../contract/events.ts";
import type { ContextId } from "../../contract/ids.ts";
import type { Modifier } from "../../contract/keys.ts";
import type { Cleared } from "../gate/cleared.ts";
import { derive, type Permitted } from "../gate/permitted.ts";
import type { Mono } from "../ports/observation.ts";
import type { EditKey } from "../redact/edit-buffer.ts";
import type { SessionRedactor } from "../redact/session-redactor.ts";
import { idleMs, type TypingOutput, TypingRuns } from "../redact/typing-runs.ts";
import { remember } from "./remember.ts";
import { RunActions } from "./run-actions.ts";

type Unnumbered<E> = E extends unknown ? Omit<E, "seq"> : never;
export type TextEvent = Unnumbered<
  Extract<SessionEvent, { kind: "text-typed" } | { kind: "typing-hidden" }>
>;

export interface WrittenText {
  readonly event: Permitted<TextEvent>;
  /** The action that it is, where one began with it. */
  readonly action: number | undefined;
}

interface Field {
  /** Any permitted key of the field: the mark that the run inherits. */
  readonly from: Permitted<Cleared>;
  readonly target: Target | undefined;
}

const editing: ReadonlySet<string> = new Set<EditKey>([
  "Backspace",
  "Delete",
  "ArrowLeft",
  "ArrowRight",
  "Home",
  "End",
]);
export const isEditing = (key: string): key is EditKey => editing.has(key);

export class TypedText {
  readonly #runs: TypingRuns;
  readonly #sessionTime: (at: Mono) => number;
  readonly #fields = new Map<string, Field>();
  readonly #hidden = new Map<string, Permitted<Cleared>>();
  readonly #runActions = new RunActions();
  readonly #lastTexts = new Map<string, string>();
  readonly #splitSecrets: string[] = [];
  /** Where the last key was typed, while that run goes on. */
  #open: { readonly field: string; readonly last: Mono } | undefined;

  constructor(redactor: SessionRedactor, sessionTime: (at: Mono) => number) {
    this.#runs = new TypingRuns(redactor);
    this.#sessionTime = sessionTime;
  }

  /** Texts that were written before it was known that they are one half of a secret. */
  get splitSecrets(): readonly string[] {
    return this.#splitSecrets;
  }

  /** `begin` is asked for the name of an action when this key is the first of a run. */
  text(
    from: Permitted<Cleared>,
    at: Mono,
    text: string,
    target: Target | undefined,
    begin: () => number,
  ): readonly WrittenText[] {
    const { bounds, role } = target ?? {};
    const place = bounds === undefined ? "" : `${role} ${bounds.x} ${bounds.y}`;
    const field = `${from.context} ${place}`;
    const ended = this.#openField(at, from.context) === field ? [] : this.seal(at);
    remember(this.#fields, field, { from, target });
    if (this.#open === undefined) this.#runActions.begin(field, begin(), at);
    this.#open = { field, last: at };
    return [...ended, ...this.#write(this.#runs.accept(field, { kind: "text", at, text }))];
  }

  hidden(from: Permitted<Cleared>, at: Mono): readonly WrittenText[] {
    const field = `hidden ${from.context}`;
    const ended = this.#open === undefined ? [] : this.seal(at);
    remember(this.#hidden, field, from);
    return [...ended, ...this.#write(this.#runs.accept(field, { kind: "hidden", at }))];
  }

  /** A correction of what is being typed there. */
  edit(
    context: ContextId,
    at: Mono,
    key: EditKey,
    modifiers: readonly Modifier[],
  ): readonly WrittenText[] {
    const field = this.#openField(at, context);
    if (field === undefined) return [];
    this.#open = { field, last: at };
    return this.#write(this.#runs.accept(field, { kind: "edit", at, key, modifiers }));
  }

  selectAll(context: ContextId, at: Mono): readonly WrittenText[] {
    const field = this.#openField(at, context);
    if (field === undefined) return [];
    this.#open = { field, last: at };
    return this.#write(this.#runs.accept(field, { kind: "select-all", at }));
  }

  isOpen(context: ContextId, at: Mono): boolean {
    return this.#openField(at, context) !== undefined;
  }

  /** Ends the run. */
  seal(now: Mono): readonly WrittenText[] {
    this.#open = undefined;
    return this.#write(this.#runs.seal(now));
  }

  advance(now: Mono): readonly WrittenText[] {
    return this.#write(this.#runs.advance(now));
  }

  flush(now: Mono): readonly WrittenText[] {
    return this.#write(this.#runs.flush(now));
  }

  /** Forgets everything that was not written yet. */
  discard(): void {
    this.#runs.discard();
    this.#fields.clear();
    this.#hidden.clear();
    this.#runActions.clear();
    this.#lastTexts.clear();
    this.#open = undefined;
  }

  /** The field whose run a key at this moment and place belongs to. */
  #openField(at: Mono, context: ContextId): string | undefined {
    const open = this.#open;
    if (open === undefined || at - open.last >= idleMs) return undefined;
    return this.#fields.get(open.field)?.from.context === context ? open.field : undefined;
  }

  #write(outputs: readonly TypingOutput[]): readonly WrittenText[] {
    return outputs.map((output) => {
      const at = this.#sessionTime(output.at);
      const until = this.#sessionTime(output.until);
      if (output.kind === "hidden") {
        const from = permittedFrom(this.#hidden.get(output.field));
        const event = { kind: "typing-hidden", at, until, context: from.context } as const;
        return { event: derive<Cleared, TextEvent>(from, event), action: undefined };
      }
      const { field, text, edits, redactions } = output;
      const { from, target } = permittedFrom(this.#fields.get(field));
      const earlier = this.#lastTexts.get(field);
      if (output.earlierRunAlsoSecret === true && earlier !== undefined)
        this.#splitSecrets.push(earlier);
      remember(this.#lastTexts, field, text);
      const { context } = from;
      const run = { kind: "text-typed", at, until, text, edits, redactions, context } as const;
      return {
        event: derive<Cleared, TextEvent>(from, target === undefined ? run : { ...run, target }),
        action: this.#runActions.take(field, output.at, output.until, redactions.length > 0),
      };
    });
  }
}

function permittedFrom<T>(origin: T | undefined): T {
  if (origin === undefined) throw new TypeError("Cannot write typing that no gate permitted");
  return origin;
}
