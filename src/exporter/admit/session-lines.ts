/**
 * Reads `events.jsonl` and `frames.jsonl`, believing nothing (ENC-09).
 *
 * Each line must be the canonical text of an object that the schema accepts, which leaves
 * no room for a second reading, half a character or a number that is not finite. Order,
 * references and places on the screen are checked before anything is computed from them.
 *
 * @module
 */
import * as z from "zod";
import { jcs } from "../../adapters/seal/jcs.ts";
import type { BundleManifest } from "../../contract/bundle.ts";
import type { RefusalCode } from "../../contract/dataset.ts";
import { SessionEvent } from "../../contract/events.ts";
import { FrameRecord, tileColumns, tileRows } from "../../contract/frames.ts";
import type { Rect } from "../../contract/geometry.ts";
import { BundleRefused } from "./refusal.ts";

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Far above what a session holds, far below what hurts. */
export const lineLimits = { lineBytes: 4_000_000, events: 5_000_000, frames: 100_000 } as const;

const longestSessionMs = 7 * 86_400_000;
/** X11 and Windows both count places on the screen in 16 bits. */
const furthestPx = 32_767;
/** 8K is 33 million; a frame is composed in memory. */
const mostPixels = 67_108_864;

export function readEvents(content: Uint8Array): readonly SessionEvent[] {
  const events = readLines(content, SessionEvent, "malformed-events", lineLimits.events);
  const refuse = (fact: string): never => {
    throw new BundleRefused("malformed-events", fact);
  };
  let last = -1;
  const seqs = new Set<number>();
  const contexts = new Set<string>();
  const taken = new Set<string>();
  for (const event of events) {
    if (event.seq <= last) refuse("its events are not in order, or one is there twice");
    last = event.seq;
    seqs.add(last);
    const until = "until" in event ? event.until : event.at;
    if (until < event.at || until > longestSessionMs)
      refuse("an event in it has an impossible time");
    if ("x" in event && !isNear(event.x, event.y)) refuse("an event in it is on no screen");
    if ("target" in event && event.target !== undefined && !isRectNear(event.target.bounds))
      refuse("an element in it is on no screen");
    if (event.kind === "context-changed") {
      if (!isRectNear(event.context.bounds)) refuse("a window in it is on no screen");
      contexts.add(event.context.id);
    } else if ("context" in event && !contexts.has(event.context)) {
      refuse("an event in it happened nowhere");
    }
    if ("redactions" in event)
      for (const { start, end } of event.redactions)
        if (start > end || end > event.text.length) refuse("a redaction in it is out of its text");
    if (event.kind === "frame-taken") {
      const key = `${event.frame} ${event.of} ${event.role}`;
      if (taken.has(key)) refuse("a picture in it belongs to one event twice");
      taken.add(key);
    }
  }
  for (const event of events)
    if (event.kind === "frame-taken" && !seqs.has(event.of))
      refuse("a picture in it belongs to no event");
  return events;
}

export function readFrames(
  content: Uint8Array,
  { display }: BundleManifest,
  events: readonly SessionEvent[],
): readonly FrameRecord[] {
  const refuse = (fact: string): never => {
    throw new BundleRefused("malformed-frames", fact);
  };
  if (display.width * display.height > mostPixels) refuse("its display is larger than any");
  const frames = readLines(content, FrameRecord, "malformed-frames", lineLimits.frames);
  const places = tileColumns(display) * tileRows(display);
  const known = new Set<string>();
  for (const frame of frames) {
    if (known.has(frame.frame)) refuse("a picture in it is there twice");
    known.add(frame.frame);
    if (frame.at > longestSessionMs) refuse("a picture in it has an impossible time");
    if (frame.display.width !== display.width || frame.display.height !== display.height)
      refuse("a picture in it is of another display");
    if (!contains(frame.region, tileColumns(display) * 64, tileRows(display) * 64))
      refuse("a picture in it is larger than the display");
    let before = -1;
    for (const [place] of frame.tiles) {
      if (place <= before || place >= places) refuse("a picture in it has a piece in no place");
      before = place;
    }
  }
  const shown = new Set(
    events.flatMap((event) => (event.kind === "frame-taken" ? event.frame : [])),
  );
  if (frames.some(({ frame }) => !shown.has(frame))) refuse("a picture in it belongs to no event");
  if (shown.size !== known.size) refuse("a picture that it names is not in it");
  return frames;
}

function readLines<T extends z.ZodType>(
  content: Uint8Array,
  schema: T,
  code: RefusalCode,
  most: number,
): readonly z.output<T>[] {
  const values: z.output<T>[] = [];
  for (let from = 0; from < content.length;) {
    const end = content.indexOf(0x0a, from);
    if (end < 0) throw new BundleRefused(code, "its last line is cut short");
    if (end - from > lineLimits.lineBytes || values.length >= most)
      throw new BundleRefused("too-large", "it holds more than any session of Assent");
    const value = schema.safeParse(canonicalLine(content.subarray(from, end)));
    if (!value.success) throw new BundleRefused(code, "a line in it is not of its schema");
    values.push(value.data);
    from = end + 1;
  }
  return values;
}

/** `undefined`, which no schema here accepts, for anything but canonical JSON. */
function canonicalLine(bytes: Uint8Array): unknown {
  try {
    const text = decoder.decode(bytes);
    const value: unknown = JSON.parse(text);
    return jcs(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

const isNear = (x: number, y: number) => Math.abs(x) <= furthestPx && Math.abs(y) <= furthestPx;
const isRectNear = ({ x, y, width, height }: Rect) => isNear(x, y) && isNear(width, height);
const contains = ({ x, y, width, height }: Rect, wide: number, high: number) =>
  x >= 0 && y >= 0 && x + width <= wide && y + height <= high;
