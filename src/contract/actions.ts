/**
 * The canonical action: what a person did, reduced from raw events, with the picture before and
 * after it. Every export format is written from these and says what it cannot hold.
 *
 * Coordinates are physical pixels of the display, origin at the top left; `nx` and `ny` are the
 * same divided by the display's size. Scroll: `dy` > 0 turns the wheel away from the person.
 *
 * @module
 */
import * as z from "zod";
import { Redaction, Target } from "./events.ts";
import { Rect } from "./geometry.ts";
import { FrameId, Origin, ScopeId, SessionId } from "./ids.ts";
import { KeyName, Modifier, PointerButton } from "./keys.ts";

export const actionSchema = "assent.action/1";

const Point = z.strictObject({ x: z.int(), y: z.int() }).readonly();
const ms = z.number().nonnegative();
const Observation = z.strictObject({ frame: FrameId, ageMs: z.number() }).readonly();

export const ActionKind = z.enum([
  "click",
  "multi_click",
  "drag",
  "scroll",
  "type",
  "key",
  "chord",
]);
export type ActionKind = z.infer<typeof ActionKind>;

export const ActionFlag = z.enum([
  /** The press was recorded and its release was not. */
  "no-release",
  /** Pressed for at least half a second without moving. */
  "long-press",
  /** Typed, and neither what nor how much was kept. */
  "hidden",
  /** Holds at least one redaction token. */
  "redacted",
  "out-of-display",
]);
export type ActionFlag = z.infer<typeof ActionFlag>;

export const Action = z
  .strictObject({
    schema: z.literal(actionSchema),
    session: SessionId,
    step: z.int().nonnegative(),
    kind: ActionKind,
    start: ms,
    end: ms,
    pointer: z
      .strictObject({
        x: z.int(),
        y: z.int(),
        nx: z.number(),
        ny: z.number(),
        button: PointerButton.optional(),
        count: z.int().min(1).max(3).optional(),
        /** Where a drag ended. */
        to: Point.optional(),
        /** [milliseconds since `start`, x, y] of a drag. */
        path: z
          .array(z.tuple([ms, z.int(), z.int()]))
          .readonly()
          .optional(),
      })
      .readonly()
      .optional(),
    scroll: z.strictObject({ dx: z.number(), dy: z.number() }).readonly().optional(),
    keyboard: z
      .strictObject({
        text: z.string().optional(),
        edits: z.int().nonnegative().optional(),
        keys: z.array(KeyName).readonly().optional(),
        holdMs: ms.optional(),
      })
      .readonly()
      .optional(),
    modifiers: z.array(Modifier).readonly(),
    target: Target.optional(),
    context: z
      .strictObject({
        scope: ScopeId,
        app: z.string(),
        window: z.string(),
        bounds: Rect,
        title: z.string().optional(),
        origin: Origin.optional(),
      })
      .readonly(),
    before: Observation.optional(),
    after: Observation.optional(),
    redactions: z.array(Redaction).readonly(),
    raw: z.strictObject({ firstSeq: z.int(), lastSeq: z.int() }).readonly(),
    flags: z.array(ActionFlag).readonly(),
  })
  .readonly();
export type Action = z.infer<typeof Action>;
