/**
 * Screenshots as sparse tiles.
 *
 * A frame is the whole display cut into 64-pixel squares, of which only those that show
 * an allowed window exist; every other place is black because it was never captured.
 * Secret fields and what was hidden in the review are painted black in the tiles themselves.
 * Equal tiles are stored once. In a bundle, tile number `n` is the `n % 256`-th square (row
 * by row, 16 a row) of `tiles/<n / 256, six digits>.webp`, lossless.
 *
 * @module
 */
import * as z from "zod";
import { Rect, Size } from "./geometry.ts";
import { FrameId } from "./ids.ts";

export const frameSchema = "assent.frame/1";
export const tileSize = 64;
export const tilesPerAtlasRow = 16;
export const tilesPerAtlas = 256;

export const FrameRecord = z
  .strictObject({
    frame: FrameId,
    /** Milliseconds since the session began at which the pixels were read. */
    at: z.number().nonnegative(),
    display: Size,
    /** The smallest rectangle that holds every captured pixel. */
    region: Rect,
    /** Pairs of place (row-major tile index in the display) and tile number, by place. */
    tiles: z.array(z.tuple([z.int().nonnegative(), z.int().nonnegative()])).readonly(),
  })
  .readonly();
export type FrameRecord = z.infer<typeof FrameRecord>;

export const tileColumns = (display: Size): number => Math.ceil(display.width / tileSize);
export const tileRows = (display: Size): number => Math.ceil(display.height / tileSize);
