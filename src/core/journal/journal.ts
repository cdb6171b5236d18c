/**
 * Turns what the gate permitted into the events of a session, redacted before anyone can write them.
 *
 * Text goes through the session's redactor here and nowhere else: typed keys are put together
 * to runs first, titles, names and origins are redacted as they come. The mark of the gate
 * passes on with `derive`, so nothing that was not permitted can appear in the output.
 *
 * @module
 */
import type { Redaction, SessionEvent, Target } from "../../contract/events.ts";
import type { FrameId } from "../../contract/ids.ts";
import type { Binding } from "../capture/frame-plan.ts";
import type { Cleared } from "../gate/cleared.ts";
import { derive, type Permitted } from "../gate/permitted.ts";
import { type Gap, silence } from "../gate/silence.ts";
import type { Mono } from "../ports/observation.ts";
import type { EditKey } from "../redact/edit-buffer.ts";
import type { SessionRedactor } from "../redact/session-redactor.ts";
import { TypingRuns, type TypingOutput } from "../redact/typing-runs.ts";
import { unreachable } from "../unreachable.ts";
import { PressedElements } from "./pressed-elements.ts";
import { RunActions } from "./run-actions.ts";
import { targetOf } from "./targets.ts";

/** Something that wants a picture before and after it. */
export interface BegunAction {
  readonly action: number;
  readonly at: Mono;
}

export interface JournalOutput {
  readonly events: readonly Permitted<SessionEvent>[];
  readonly begun: readonly BegunAction[];
}

type Of<K extends Cleared["kind"]> = Extract<Cleared, { kind: K }>;
type FrameTaken = Omit<Extract<SessionEvent, { kind: "frame-taken" }>, "seq" | "of">;

interface Field {
  /** Any permitted key of the field: the mark that the run inherits. */
  readonly from: Permitted<Cleared>;
  readonly target: Target | undefined;
}

const longestTitle = 500;
const longestName = 300;
/** Wheel turns closer than this are one movement, with one picture before it. */
const sameScrollMs = 300;
/** Nothing older than this is undecided at the gate, so that time cannot go back for a run. */
const undecidedMs = 6_000;
/** Actions whose pictures may still come, and fields with a run that was not written yet. */
const mostRemembered = 512;

const editing: ReadonlySet<string> = new Set<EditKey>([
  "Backspace",
  "Delete",
  "ArrowLeft",
  "ArrowRight",
  "Home",
  "End",
]);

export class Journal {
  readonly #redactor: SessionRedactor;
  readonly #runs: TypingRuns;
  readonly #started: Mono;
  #seq: number;
  #nextAction = 0;
  #lastScroll: Mono = Number.NEGATIVE_INFINITY;
  #field: string | undefined;
  readonly #fields = new Map<string, Field>();
  readonly #hidden = new Map<string, Permitted<Cleared>>();
  readonly #elements = new PressedElements();
  readonly #runActions = new RunActions();
  readonly #lastTexts = new Map<string, string>();
  readonly #splitSecrets: string[] = [];
  readonly #written = new Map<number, number>();
  readonly #waiting = new Map<number, Permitted<FrameTaken>[]>();

  constructor(options: {
    readonly redactor: SessionRedactor;
    /** The moment that is 0 in the session's own time. */
    readonly started: Mono;
    readonly firstSeq?: number;
  }) {
    this.#redactor = options.redactor;
    this.#runs = new TypingRuns(options.redactor);
    this.#started = options.started;
    this.#seq = options.firstSeq ?? 0;
  }

  accept(permitted: readonly Permitted<Cleared>[], now: Mono): JournalOutput {
    const events: Permitted<SessionEvent>[] = [];
    const begun: BegunAction[] = [];
    for (const one of permitted) this.#one(one, events, begun);
    this.#write(this.#runs.advance(now - undecidedMs), events);
    return { events, begun };
  }

  /** A permitted picture and the actions that it belongs to. */
  frame(
    permitted: Permitted<Cleared>,
    frame: FrameId,
    bindings: readonly Binding[],
  ): readonly Permitted<SessionEvent>[] {
    return bindings.flatMap(({ action, role, ageMs }) => {
      const taken: Permitted<FrameTaken> = derive(permitted, {
        kind: "frame-taken",
        at: this.#at(permitted.value.at),
        frame,
        role,
        ageMs: Math.round(ageMs),
        context: permitted.context,
      });
      const of = this.#written.get(action);
      if (of !== undefined) return [this.#taken(taken, of)];
      remember(this.#waiting, action, [...(this.#waiting.get(action) ?? []), taken]);
      return [];
    });
  }

  /** Ends every run; what was typed last is written. */
  finish(now: Mono): JournalOutput {
    const events: Permitted<SessionEvent>[] = [];
    this.#write(this.#runs.flush(now), events);
    return { events, begun: [] };
  }

  /** Forgets everything that was not written yet. */
  discard(): void {
    this.#runs.discard();
    this.#fields.clear();
    this.#lastTexts.clear();
    this.#hidden.clear();
    this.#elements.clear();
    this.#runActions.clear();
    this.#waiting.clear();
    this.#field = undefined;
  }

  /** Texts that were written before it was known that they are one half of a secret. */
  get splitSecrets(): readonly string[] {
    return this.#splitSecrets;
  }

  gap(from: Mono, until: Mono, reason: Gap["reason"]): Permitted<SessionEvent> {
    return silence({
      kind: "gap",
      seq: this.#seq++,
      at: this.#at(from),
      until: this.#at(until),
      reason,
    });
  }

  #at(moment: Mono): number {
    return Math.max(0, Math.round((moment - this.#started) * 1_000) / 1_000);
  }

  #one(
    permitted: Permitted<Cleared>,
    events: Permitted<SessionEvent>[],
    begun: BegunAction[],
  ): void {
    const { value, context } = permitted;
    const at = this.#at(value.at);
    const emit = (event: SessionEvent) => void events.push(derive(permitted, event));
    const act = (action = this.#nextAction++) => {
      begun.push({ action, at: value.at });
      return action;
    };
    switch (value.kind) {
      case "context":
        return emit(this.#context(value, at));
      case "pointer-moved":
        return emit({
          kind: "pointer-moved",
          seq: this.#seq++,
          at,
          x: value.x,
          y: value.y,
          context,
        });
      case "button": {
        const { x, y, button, modifiers } = value;
        if (!value.down) {
          const seq = this.#seq++;
          return emit({ kind: "button-released", seq, at, x, y, button, modifiers, context });
        }
        this.#seal(value.at, events);
        const target = this.#elements.take(value.at);
        const seq = this.#seq++;
        const press = {
          kind: "button-pressed",
          seq,
          at,
          x,
          y,
          button,
          modifiers,
          context,
        } as const;
        emit(target === undefined ? press : { ...press, target });
        return this.#wrote(act(), seq, events);
      }
      case "wheel": {
        const { x, y, dx, dy, modifiers } = value;
        const seq = this.#seq++;
        emit({ kind: "scrolled", seq, at, x, y, dx, dy, modifiers, context });
        if (value.at - this.#lastScroll > sameScrollMs) this.#wrote(act(), seq, events);
        this.#lastScroll = value.at;
        return;
      }
      case "key-named":
        return this.#named(permitted, value, events, act);
      case "key-text": {
        const field = this.#fieldOf(permitted, value);
        if (this.#runActions.begins(field, this.#nextAction, value.at)) act();
        return this.#write(
          this.#runs.accept(field, { kind: "text", at: value.at, text: value.text }),
          events,
        );
      }
      case "key-hidden": {
        const field = `hidden ${context}`;
        this.#hidden.set(field, permitted);
        return this.#write(this.#runs.accept(field, { kind: "hidden", at: value.at }), events);
      }
      case "typing-broken":
        return this.#seal(value.at, events);
      case "element":
        return this.#element(permitted, value, at, events);
      case "frame":
        throw new TypeError("Cannot journal a picture without its name");
      default:
        return unreachable(value);
    }
  }

  readonly #label = (text: string) => this.#redactor.redactLabel(text, longestName);

  #context({ context }: Of<"context">, at: number): SessionEvent {
    const { title, origin, ...rest } = context;
    const safeOrigin = origin === undefined ? undefined : this.#redactor.redactOrigin(origin);
    return {
      kind: "context-changed",
      seq: this.#seq++,
      at,
      context: {
        ...rest,
        ...(title !== undefined && { title: this.#redactor.redactLabel(title, longestTitle) }),
        ...(safeOrigin !== undefined && { origin: safeOrigin }),
      },
    };
  }

  #named(
    permitted: Permitted<Cleared>,
    key: Of<"key-named">,
    events: Permitted<SessionEvent>[],
    act: () => number,
  ): void {
    const at = this.#at(key.at);
    const field = this.#field;
    if (field !== undefined && editing.has(key.key)) {
      if (!key.down) return;
      const edit = {
        kind: "edit",
        at: key.at,
        key: key.key as EditKey,
        modifiers: key.modifiers,
      } as const;
      return this.#write(this.#runs.accept(field, edit), events);
    }
    const selects = key.key === "a" && key.modifiers.join() === "ctrl";
    if (field !== undefined && selects && key.down)
      this.#write(this.#runs.accept(field, { kind: "select-all", at: key.at }), events);
    const seq = this.#seq++;
    const { modifiers } = key;
    const { context } = permitted;
    if (!key.down) {
      events.push(
        derive(permitted, { kind: "key-released", seq, at, key: key.key, modifiers, context }),
      );
      return;
    }
    if (!isModifier(key.key) && !selects) this.#seal(key.at, events);
    events.push(
      derive(permitted, { kind: "key-pressed", seq, at, key: key.key, modifiers, context }),
    );
    if (!key.repeat && !isModifier(key.key)) this.#wrote(act(), seq, events);
  }

  #element(
    permitted: Permitted<Cleared>,
    { cause, element, at: moment }: Of<"element">,
    at: number,
    events: Permitted<SessionEvent>[],
  ): void {
    const target = targetOf(element, this.#label);
    if (cause === "pressed" && this.#elements.offer(moment, target) === "kept") return;
    const { context } = permitted;
    events.push(
      derive(permitted, { kind: "element-changed", seq: this.#seq++, at, context, target }),
    );
  }

  #fieldOf(permitted: Permitted<Cleared>, { element }: Of<"key-text">): string {
    const bounds = element?.bounds;
    const place = bounds === undefined ? "" : `${element?.role} ${bounds.x} ${bounds.y}`;
    const field = `${permitted.context} ${place}`;
    const target = element === undefined ? undefined : targetOf(element, this.#label);
    this.#field = field;
    remember(this.#fields, field, { from: permitted, target });
    return field;
  }

  #seal(now: Mono, events: Permitted<SessionEvent>[]): void {
    this.#write(this.#runs.seal(now), events);
    this.#runActions.sealed();
    this.#field = undefined;
  }

  #write(outputs: readonly TypingOutput[], events: Permitted<SessionEvent>[]): void {
    for (const output of outputs) {
      const at = this.#at(output.at);
      const until = this.#at(output.until);
      const seq = this.#seq++;
      if (output.kind === "hidden") {
        const from = this.#hidden.get(output.field);
        if (from === undefined) throw new TypeError("Cannot write typing that no gate permitted");
        const { context } = from;
        events.push(derive(from, { kind: "typing-hidden", seq, at, until, context }));
        continue;
      }
      const field = this.#fields.get(output.field);
      if (field === undefined) throw new TypeError("Cannot write typing that no gate permitted");
      const { text, edits, redactions } = output;
      const earlier = this.#lastTexts.get(output.field);
      if (output.earlierRunAlsoSecret === true && earlier !== undefined)
        this.#splitSecrets.push(earlier);
      remember(this.#lastTexts, output.field, text);
      events.push(derive(field.from, typed({ seq, at, until, text, edits, redactions }, field)));
      for (const action of this.#runActions.take(output.field, output.at, output.until)) {
        this.#wrote(action, seq, events);
      }
    }
  }

  /** The action is written as the event `seq`; pictures that waited for it follow. */
  #wrote(action: number, seq: number, events: Permitted<SessionEvent>[]): void {
    remember(this.#written, action, seq);
    const waiting = this.#waiting.get(action) ?? [];
    this.#waiting.delete(action);
    for (const taken of waiting) events.push(this.#taken(taken, seq));
  }

  #taken(taken: Permitted<FrameTaken>, of: number): Permitted<SessionEvent> {
    return derive(taken, { ...taken.value, seq: this.#seq++, of });
  }
}

function typed(
  run: {
    readonly seq: number;
    readonly at: number;
    readonly until: number;
    readonly text: string;
    readonly edits: number;
    readonly redactions: readonly Redaction[];
  },
  { from, target }: Field,
): SessionEvent {
  const { context } = from;
  return { kind: "text-typed", ...run, context, ...(target !== undefined && { target }) };
}

function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > mostRemembered && oldest !== undefined) map.delete(oldest);
}

const modifierKeys: ReadonlySet<string> = new Set(["Control", "Alt", "Shift", "Meta", "AltGraph"]);
const isModifier = (key: string) => modifierKeys.has(key);
