/**
 * Names of keys that are not text, and of modifiers.
 *
 * Named keys follow the W3C `KeyboardEvent.key` values. A chord's letter is the
 * unmodified lower-case character, as in `ctrl` + `s`.
 *
 * @module
 */
import * as z from "zod";

export const Modifier = z.enum(["ctrl", "alt", "shift", "meta", "altgr"]);
export type Modifier = z.infer<typeof Modifier>;

/** A W3C named key (`Enter`, `ArrowLeft`, `F5`) or, in a chord only, one character. */
export const KeyName = z
  .string()
  .min(1)
  .max(24)
  .regex(/^(?:[A-Z][A-Za-z0-9]+|[^\s\p{C}])$/u);
export type KeyName = z.infer<typeof KeyName>;

export const PointerButton = z.enum(["left", "middle", "right", "x1", "x2"]);
export type PointerButton = z.infer<typeof PointerButton>;
