import type { SessionEvent } from "../../contract/events.ts";
import type { FrameRecord } from "../../contract/frames.ts";
import type { Size } from "../../contract/geometry.ts";
import type { FrameId, SessionId } from "../../contract/ids.ts";
import type { ReviewEdit } from "../../contract/review.ts";
import type { DropCounts, DropReason } from "../../contract/signals.ts";
import type { MinuteDrops } from "../review/released.ts";
import type { Permitted } from "../gate/permitted.ts";
import type { TileGrid } from "./pixel-source.ts";

/** A frame that the gate permitted, with the pixels of those tiles that the session lacks. */
export interface KeptFrame {
  readonly frame: FrameId;
  readonly at: number;
  readonly grid: TileGrid;
  /** RGB bytes of one tile. Called once for each tile that the session does not hold yet. */
  readonly tile: (key: string) => Uint8Array;
}

/**
 * One session's encrypted store, open for writing while it is recorded.
 *
 * Everything is committed within 50 ms or lost as a whole; a killed process leaves all
 * earlier commits readable. Implementations pass test/contracts/session-vault.contract.ts.
 */
export interface SessionVault {
  readonly session: SessionId;
  /** Queues events for the next commit. Throws {@link StoreFull} when the last commit failed. */
  append(events: readonly Permitted<SessionEvent>[]): void;
  /** Queues a frame for the next commit; pixels are encoded off the caller's turn. */
  keepFrame(frame: Permitted<KeptFrame>): void;
  /** Adds to the counts of what was dropped, at this moment of the session in milliseconds. */
  count(drops: ReadonlyMap<DropReason, number>, at: number): void;
  /** Commits what is queued. Rejects with {@link StoreFull} when the disk is full. */
  flush(): Promise<void>;
  /**
   * Destroys everything after this moment of the session, so that what the file system still
   * holds cannot be read. Resolves when that is true. What is appended after the call stays;
   * contexts that began after the moment are gone, so they must be announced again. Throws
   * {@link StoreFull} when the disk had not even room for that.
   */
  forget(after: number): Promise<void>;
  close(): Promise<void>;
}

/** One RGB picture with row-major bytes. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** A recorded session, open for review. */
export interface SessionReader {
  readonly session: SessionId;
  readonly display: Size;
  readonly startedOn: string;
  /** Events with `seq` > `after`, in order, at most `limit`. */
  events(after: number, limit: number): readonly SessionEvent[];
  frames(): readonly FrameId[];
  /** The same frames with the moment at which each was taken. */
  frameTimes(): readonly { readonly frame: FrameId; readonly at: number }[];
  /** One frame with the numbers under which this store keeps its tiles. */
  frameRecord(frame: FrameId): FrameRecord;
  /** RGB bytes (64 × 64 × 3) of these tiles. */
  tiles(numbers: readonly number[]): Promise<ReadonlyMap<number, Uint8Array>>;
  /** The whole display as captured; black where nothing allowed was. */
  picture(frame: FrameId): Promise<Picture>;
  drops(): DropCounts;
  /** The same by minute of the session. */
  minuteDrops(): readonly MinuteDrops[];
  edits(): readonly ReviewEdit[];
  addEdit(edit: ReviewEdit): void;
  /** Takes the latest edit back; `false` when there is none. */
  undoEdit(): boolean;
  close(): void;
}

/** The disk has no room. Recording stops; what was committed stays. */
export class StoreFull extends Error {
  override readonly name = "StoreFull";
  readonly code = "store-full";
  constructor(options?: ErrorOptions) {
    super(
      "Cannot store more of this session: the disk is full. Free some space and start again",
      options,
    );
  }
}
