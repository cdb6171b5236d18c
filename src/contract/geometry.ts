/**
 * Places on the screen, in physical pixels with the origin at the top left of the display.
 *
 * @module
 */
import * as z from "zod";

export const Rect = z
  .strictObject({
    x: z.int(),
    y: z.int(),
    width: z.int().nonnegative(),
    height: z.int().nonnegative(),
  })
  .readonly();
export type Rect = z.infer<typeof Rect>;

export const Size = z
  .strictObject({ width: z.int().positive().max(32_767), height: z.int().positive().max(32_767) })
  .readonly();
export type Size = z.infer<typeof Size>;
