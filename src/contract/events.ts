/**
 * What a session holds: the events that the gate permitted, after redaction.
 *
 * The same schema is the vault's row, the line of `events.jsonl` in a bundle, and what the
 * participant reviews, so nothing can be sent that could not be shown. Text typed by
 * the participant has exactly one field, `text-typed.text`, and it is redacted before it
 * is written. Adding a variant or a field is a consent change and needs an ADR.
 *
 * @module
 */
import * as z from "zod";
import { Rect } from "./geometry.ts";
import { ContextId, FrameId, Origin, ScopeId } from "./ids.ts";
import { KeyName, Modifier, PointerButton } from "./keys.ts";
import { DropReason } from "./signals.ts";

export const eventSchema = "assent.event/1";

/** Position of the event in its session; what is sent counts from zero without holes. */
const seq = z.int().nonnegative();
/** Milliseconds since the session began, monotonic, to the microsecond. */
const at = z.number().nonnegative();
const x = z.int();
const y = z.int();
const modifiers = z.array(Modifier).max(5).readonly();
const context = ContextId;

/** One stretch of text that was replaced by a token before anything was written. */
export const Redaction = z
  .strictObject({
    /** Class of what was found, as in the token: `EMAIL`, `CARD`, `SECRET`. */
    kind: z.string().regex(/^[A-Z][A-Z_]{0,31}$/),
    /** The rule that found it, with its version: `card-luhn/1`. */
    rule: z.string().max(64),
    /** Where the token stands in the redacted text, in UTF-16 code units. */
    start: z.int().nonnegative(),
    end: z.int().nonnegative(),
  })
  .readonly();
export type Redaction = z.infer<typeof Redaction>;

/** A user-interface element, as the app describes it. Names are redacted like any text. */
export const Target = z
  .strictObject({
    source: z.enum(["dom", "atspi", "uia", "ax"]),
    role: z.string().max(64),
    name: z.string().max(300).optional(),
    bounds: Rect,
    /** The option chosen, where the element is a list, menu or select. */
    chosen: z.string().max(300).optional(),
    optionCount: z.int().nonnegative().optional(),
  })
  .readonly();
export type Target = z.infer<typeof Target>;

export const Context = z
  .strictObject({
    id: ContextId,
    scope: ScopeId,
    /** The identity that matched the policy: a desktop id, or the base name of the executable. */
    app: z.string().max(200),
    /** `w` and a number; says only which contexts share a window. */
    window: z.string().regex(/^w[0-9]{1,9}$/),
    bounds: Rect,
    title: z.string().max(500).optional(),
    origin: Origin.optional(),
  })
  .readonly();
export type Context = z.infer<typeof Context>;

export const SessionEvent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("context-changed"), seq, at, context: Context }).readonly(),
  z.strictObject({ kind: z.literal("pointer-moved"), seq, at, x, y, context }).readonly(),
  z
    .strictObject({
      kind: z.literal("button-pressed"),
      seq,
      at,
      x,
      y,
      button: PointerButton,
      modifiers,
      context,
      target: Target.optional(),
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("button-released"),
      seq,
      at,
      x,
      y,
      button: PointerButton,
      modifiers,
      context,
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("scrolled"),
      seq,
      at,
      x,
      y,
      /** Wheel notches; `dy` > 0 turns the wheel away from the person. */
      dx: z.number(),
      dy: z.number(),
      modifiers,
      context,
    })
    .readonly(),
  z
    .strictObject({ kind: z.literal("key-pressed"), seq, at, key: KeyName, modifiers, context })
    .readonly(),
  z
    .strictObject({ kind: z.literal("key-released"), seq, at, key: KeyName, modifiers, context })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("text-typed"),
      seq,
      at,
      until: at,
      /** What stood in the field after corrections, with each secret replaced by its token. */
      text: z.string().max(20_000),
      /** How many corrections (deletions, moves, replacements) were applied; 0 when redacted. */
      edits: z.int().nonnegative(),
      redactions: z.array(Redaction).readonly(),
      context,
      target: Target.optional(),
    })
    .readonly(),
  z
    .strictObject({
      /** Keys were pressed here. Neither what, nor how many, nor when within 5 seconds. */
      kind: z.literal("typing-hidden"),
      seq,
      at,
      until: at,
      context,
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("element-changed"),
      seq,
      at,
      context,
      target: Target,
    })
    .readonly(),
  z
    .strictObject({
      kind: z.literal("frame-taken"),
      seq,
      at,
      frame: FrameId,
      role: z.enum(["before", "after"]),
      /** `seq` of the event that this frame belongs to. */
      of: z.int().nonnegative(),
      /** Milliseconds between the event and the last moment at which the frame was on screen. */
      ageMs: z.number(),
      context,
    })
    .readonly(),
  z
    .strictObject({
      /** Nothing was recorded in this time. */
      kind: z.literal("gap"),
      seq,
      at,
      until: at,
      reason: z.union([DropReason, z.enum(["paused", "recorder-restarted", "removed"])]),
    })
    .readonly(),
]);
export type SessionEvent = z.infer<typeof SessionEvent>;
