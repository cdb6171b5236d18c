import type { SessionEvent } from "../../contract/events.ts";
import { tileColumns, tilesPerAtlas } from "../../contract/frames.ts";
import type { Release, ReleaseFile } from "../../contract/review.ts";
import type { SessionReader } from "../../core/ports/session-vault.ts";
import { type Released, released, type ReleasedFrame } from "../../core/review/released.ts";
import { boxesInTile, painted } from "../../core/review/paint.ts";
import { AtlasEncoder } from "./atlas-encoder.ts";
import { hashOf } from "./digest.ts";
import { jcs } from "./jcs.ts";
import { treeHash } from "./tree-hash.ts";

export interface BuiltRelease {
  readonly release: Release;
  readonly reviewed: Released;
  /** The bytes of one file. Throws a TypeError for a name that is not in the release. */
  open(name: string): Promise<Uint8Array>;
}

export interface ReleaseOptions {
  readonly disclosesDeletions: boolean;
  /** Shared between builds of one session, it saves encoding pictures that did not change. */
  readonly encoder?: AtlasEncoder;
}

/** A tile as it is sent: one of the store's, or one painted for a certain frame. */
interface SentTile {
  readonly tile: number;
  readonly boxes: ReturnType<typeof boxesInTile>;
}

/**
 * Makes the files that approving would send: the same session and edits give the same
 * bytes. At most one atlas of pixels is decoded at a time.
 */
export async function buildRelease(
  reader: SessionReader,
  { disclosesDeletions, encoder = new AtlasEncoder() }: ReleaseOptions,
): Promise<BuiltRelease> {
  const reviewed = released(allEvents(reader), reader.frameTimes(), reader.edits(), {
    disclosesDeletions,
  });
  const { lines, sent } = numberTiles(reader, reviewed.frames);
  const texts = new Map([
    ["events.jsonl", jsonLines(reviewed.events)],
    ["frames.jsonl", lines],
  ]);
  const atlasName = (atlas: number) => `tiles/${String(atlas).padStart(6, "0")}.webp`;
  const atlases = new Map(
    Array.from({ length: Math.ceil(sent.length / tilesPerAtlas) }, (_, atlas) => [
      atlasName(atlas),
      sent.slice(atlas * tilesPerAtlas, (atlas + 1) * tilesPerAtlas),
    ]),
  );

  const open = async (name: string): Promise<Uint8Array> => {
    const text = texts.get(name);
    if (text !== undefined) return text;
    const tiles = atlases.get(name);
    if (tiles === undefined) throw new TypeError("Cannot open file: the release has none such");
    return encoder.encode(await pixelsOf(reader, tiles));
  };
  const files: ReleaseFile[] = [];
  for (const name of [...texts.keys(), ...atlases.keys()]) {
    const content = await open(name);
    files.push({ name, bytes: content.length, sha256: hashOf(content) });
  }
  const release: Release = {
    session: reader.session,
    files,
    events: reviewed.events.length,
    frames: reviewed.frames.length,
    treeHash: treeHash(files),
  };
  return { release, reviewed, open };
}

function allEvents(reader: SessionReader): readonly SessionEvent[] {
  const events: SessionEvent[] = [];
  for (;;) {
    const page = reader.events(events.at(-1)?.seq ?? -1, 10_000);
    if (page.length === 0) return events;
    events.push(...page);
  }
}

/** Numbers tiles in the order of their first use, which the store's numbers do not show. */
function numberTiles(
  reader: SessionReader,
  frames: readonly ReleasedFrame[],
): { readonly lines: Buffer; readonly sent: readonly SentTile[] } {
  const sent: SentTile[] = [];
  const numbers = new Map<number | string, number>();
  const lines = frames.map(({ frame, stored, boxes }) => {
    const record = reader.frameRecord(stored);
    const columns = tileColumns(record.display);
    const tiles = record.tiles.map(([place, tile]): [number, number] => {
      const inside = boxes.length === 0 ? boxes : boxesInTile(boxes, place, columns);
      const key = inside.length === 0 ? tile : `${tile} ${jcs(inside)}`;
      const known = numbers.get(key);
      if (known !== undefined) return [place, known];
      numbers.set(key, sent.length);
      return [place, sent.push({ tile, boxes: inside }) - 1];
    });
    return Buffer.from(jsonLine({ ...record, frame, tiles }));
  });
  return { lines: Buffer.concat(lines), sent };
}

function jsonLine(value: unknown): string {
  return `${jcs(value)}\n`;
}

/** In pieces, because one string of a long session would be held twice. */
function jsonLines(values: readonly unknown[]): Buffer {
  const pieces: Buffer[] = [];
  for (let first = 0; first < values.length; first += 1_000)
    pieces.push(
      Buffer.from(
        values
          .slice(first, first + 1_000)
          .map(jsonLine)
          .join(""),
      ),
    );
  return Buffer.concat(pieces);
}

async function pixelsOf(
  reader: SessionReader,
  tiles: readonly SentTile[],
): Promise<readonly Uint8Array[]> {
  const pixels = await reader.tiles(tiles.map(({ tile }) => tile));
  return tiles.map(({ tile, boxes }) => {
    const rgb = pixels.get(tile);
    if (rgb === undefined) throw new TypeError("Cannot build release: a tile is missing");
    return boxes.length === 0 ? rgb : painted(rgb, boxes);
  });
}
