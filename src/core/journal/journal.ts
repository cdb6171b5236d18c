/**
 * Turns what the gate permitted into the events of a session, redacted before anyone can write them.
 *
 * Text goes through the session's redactor here and nowhere else: typed keys are put together
 * to runs first, titles, names and origins are redacted as they come. The mark of the gate
 * passes on with `derive`, so nothing that was not permitted can appear in the output.
 *
 * @module
 */
import type { SessionEvent } from "../../contract/events.ts";
import type { FrameId } from "../../contract/ids.ts";
import type { Binding } from "../capture/frame-plan.ts";
import type { Cleared } from "../gate/cleared.ts";
import { derive, type Permitted } from "../gate/permitted.ts";
import { type Gap, silence } from "../gate/silence.ts";
import type { Mono } from "../ports/observation.ts";
import type { SessionRedactor } from "../redact/session-redactor.ts";
import { unreachable } from "../unreachable.ts";
import { ActionPictures, type FrameTaken } from "./action-pictures.ts";
import { PressedElements } from "./pressed-elements.ts";
import { targetOf } from "./targets.ts";
import { isEditing, type TextEvent, TypedText, type WrittenText } from "./typed-text.ts";

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
const longestTitle = 500;
const longestName = 300;
/** Wheel turns closer than this are one movement, with one picture before it. */
const sameScrollMs = 300;
/** Nothing older than this is undecided at the gate, so that time cannot go back for a run. */
const undecidedMs = 6_000;
export class Journal {
  readonly #redactor: SessionRedactor;
  readonly #typed: TypedText;
  readonly #started: Mono;
  readonly #elements = new PressedElements();
  readonly #pictures = new ActionPictures();
  #seq: number;
  #nextAction = 0;
  #lastScroll: Mono = Number.NEGATIVE_INFINITY;

  constructor(options: {
    readonly redactor: SessionRedactor;
    /** The moment that is 0 in the session's own time. */
    readonly started: Mono;
    readonly firstSeq?: number;
  }) {
    this.#redactor = options.redactor;
    this.#typed = new TypedText(options.redactor, (at) => this.#at(at));
    this.#started = options.started;
    this.#seq = options.firstSeq ?? 0;
  }

  accept(permitted: readonly Permitted<Cleared>[], now: Mono): JournalOutput {
    const events: Permitted<SessionEvent>[] = [];
    const begun: BegunAction[] = [];
    for (const one of permitted) this.#one(one, events, begun);
    this.#write(this.#typed.advance(now - undecidedMs), events);
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
      const of = this.#pictures.add(action, taken);
      return of === undefined ? [] : [this.#taken(taken, of)];
    });
  }

  /** Ends every run; what was typed last is written. */
  finish(now: Mono): JournalOutput {
    const events: Permitted<SessionEvent>[] = [];
    this.#write(this.#typed.flush(now), events);
    return { events, begun: [] };
  }

  /** Forgets everything that was not written yet. */
  discard(): void {
    this.#typed.discard();
    this.#elements.clear();
    this.#pictures.discard();
    this.#lastScroll = Number.NEGATIVE_INFINITY;
  }

  /** Texts that were written before it was known that they are one half of a secret. */
  get splitSecrets(): readonly string[] {
    return this.#typed.splitSecrets;
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
        const { element, text } = value;
        const target = element === undefined ? undefined : targetOf(element, this.#label);
        return this.#write(this.#typed.text(permitted, value.at, text, target, act), events);
      }
      case "key-hidden":
        return this.#write(this.#typed.hidden(permitted, value.at), events);
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
    const { modifiers } = key;
    const { context } = permitted;
    if (isEditing(key.key) && this.#typed.isOpen(context, key.at)) {
      if (key.down) this.#write(this.#typed.edit(context, key.at, key.key, modifiers), events);
      return;
    }
    const selects = key.key === "a" && modifiers.join() === "ctrl";
    if (selects && key.down) this.#write(this.#typed.selectAll(context, key.at), events);
    if (!key.down) {
      const seq = this.#seq++;
      events.push(
        derive(permitted, { kind: "key-released", seq, at, key: key.key, modifiers, context }),
      );
      return;
    }
    if (!isModifier(key.key) && !selects) this.#seal(key.at, events);
    const seq = this.#seq++;
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

  #seal(now: Mono, events: Permitted<SessionEvent>[]): void {
    this.#write(this.#typed.seal(now), events);
  }

  #write(written: readonly WrittenText[], events: Permitted<SessionEvent>[]): void {
    for (const { event, action } of written) {
      const seq = this.#seq++;
      events.push(derive<TextEvent, SessionEvent>(event, { ...event.value, seq }));
      if (action !== undefined) this.#wrote(action, seq, events);
    }
  }

  /** The action is written as the event `seq`; pictures that waited for it follow. */
  #wrote(action: number, seq: number, events: Permitted<SessionEvent>[]): void {
    for (const taken of this.#pictures.wrote(action, seq)) events.push(this.#taken(taken, seq));
  }

  #taken(taken: Permitted<FrameTaken>, of: number): Permitted<SessionEvent> {
    return derive(taken, { ...taken.value, seq: this.#seq++, of });
  }
}

const modifierKeys: ReadonlySet<string> = new Set(["Control", "Alt", "Shift", "Meta", "AltGraph"]);
const isModifier = (key: string) => modifierKeys.has(key);
