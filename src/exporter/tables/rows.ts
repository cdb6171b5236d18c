/** One row a thing, with the names of {@link columns}. What is absent is left out. */
import type { SessionEvent } from "../../contract/events.ts";
import { type FrameRecord, tileColumns, tileRows } from "../../contract/frames.ts";
import type { FrameId, Hash, SessionId } from "../../contract/ids.ts";

export type Row = Readonly<Record<string, unknown>>;

export function eventRow(session: SessionId, event: SessionEvent): Row {
  if (event.kind !== "context-changed") return { session, ...event };
  const { id, ...place } = event.context;
  return { session, ...event, context: id, place };
}

export interface ImageFile {
  readonly path: string;
  readonly sha256: Hash;
}

export const imagePath = (session: SessionId, frame: FrameId) => `images/${session}/${frame}.webp`;

export function frameRow(session: SessionId, record: FrameRecord, image: ImageFile): Row {
  const { frame, at, display, region, tiles } = record;
  const all = tileColumns(display) * tileRows(display);
  return {
    session,
    frame,
    at,
    file: image.path,
    sha256: image.sha256,
    ...display,
    region,
    captured: Math.round((tiles.length / all) * 1e6) / 1e6,
  };
}
