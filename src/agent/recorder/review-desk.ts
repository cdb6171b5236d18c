/** A recorded session as the participant looks at it, changes it and lets it go. */
import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { BundleId, type FrameId, type Hash, type SessionId } from "../../contract/ids.ts";
import type { StudyManifest } from "../../contract/manifest.ts";
import type { SessionSummary, Step } from "../../contract/participant-api.ts";
import type { Release, ReviewEdit } from "../../contract/review.ts";
import type { SessionEvent } from "../../contract/events.ts";
import type { Rect, Size } from "../../contract/geometry.ts";
import type { HomeStore } from "../../core/ports/home-store.ts";
import type { Picture, SessionReader } from "../../core/ports/session-vault.ts";
import { reduce } from "../../core/reduce/reduce.ts";
import { allEvents } from "../../core/review/all-events.ts";
import { released } from "../../core/review/released.ts";
import { stepOf } from "../../core/review/describe-step.ts";
import { dayOf } from "../../core/study/duration.ts";
import { CallFailed } from "../../contract/rpc.ts";
import { isMasked } from "./masking.ts";
import { type ApprovalOutcome, approveSession, releaseOf } from "../../adapters/seal/approve.ts";

export class ReviewDesk {
  readonly #home: HomeStore;
  readonly #wall: () => number;

  constructor(home: HomeStore, wall: () => number) {
    this.#home = home;
    this.#wall = wall;
  }

  sessions(): readonly SessionSummary[] {
    const outbox = this.#home.outbox();
    return this.#home.sessions().map((entry) => {
      const sealed = outbox.findLast(({ session }) => session === entry.session);
      const { session, study, startedAt, seconds, state, events, frames, bytes } = entry;
      const { drops, expiresOn, problem } = entry;
      return {
        session,
        study,
        startedAt,
        seconds,
        state,
        events,
        frames,
        bytes,
        drops,
        expiresOn,
        problem: sealed?.problem ?? problem,
        uploadedShare:
          state === "uploaded" ? 1 : sealed === undefined ? 0 : sealed.uploadedBytes / sealed.bytes,
      };
    });
  }

  /** Every action as it was recorded, before the participant's edits. */
  steps(
    session: SessionId,
    after: number,
    limit: number,
  ): { readonly steps: readonly Step[]; readonly total: number; readonly display: Size } {
    return this.#with(session, (reader) => {
      const { actions } = reduce(allEvents(reader), session, reader.display);
      const steps = actions.slice(after + 1, after + 1 + limit).map(stepOf);
      return { steps, total: actions.length, display: reader.display };
    });
  }

  async frame(
    session: SessionId,
    frame: FrameId,
    edited: boolean,
    maxWidth: number,
  ): Promise<{ readonly mediaType: "image/webp"; readonly base64: string; readonly size: Size }> {
    const { picture, boxes } = await this.#with(session, async (reader) => ({
      picture: await reader.picture(frame),
      boxes: edited ? boxesOf(reader.edits(), frame) : [],
    }));
    const { width, height } = picture;
    const image = sharp(blacken(picture, boxes), { raw: { width, height, channels: 3 } });
    const { data, info } = await image
      .resize({ width: maxWidth, withoutEnlargement: true })
      .webp({ lossless: true, effort: 1 })
      .toBuffer({ resolveWithObject: true });
    const size = { width: info.width, height: info.height };
    return { mediaType: "image/webp", base64: data.toString("base64"), size };
  }

  edits(session: SessionId): readonly ReviewEdit[] {
    return this.#with(session, (reader) => reader.edits());
  }

  addEdit(session: SessionId, edit: ReviewEdit): void {
    this.#with(session, (reader) => reader.addEdit(edit));
  }

  undoEdit(session: SessionId): boolean {
    return this.#with(session, (reader) => reader.undoEdit());
  }

  async release(session: SessionId): Promise<Release> {
    this.#mustBeReady(session);
    return releaseOf(this.#home, session);
  }

  releaseEvents(
    session: SessionId,
    after: number,
    limit: number,
  ): { readonly events: readonly SessionEvent[]; readonly total: number } {
    const disclosesDeletions = this.#home.session(session)?.disclosesDeletions ?? false;
    return this.#with(session, (reader) => {
      const frames = reader.frameTimes();
      const edits = reader.edits();
      const { events } = released(allEvents(reader), frames, edits, { disclosesDeletions });
      return { events: events.slice(after + 1, after + 1 + limit), total: events.length };
    });
  }

  async approve(
    session: SessionId,
    treeHash: Hash,
    manifest: StudyManifest,
  ): Promise<ApprovalOutcome> {
    this.#mustBeReady(session);
    return approveSession({
      home: this.#home,
      session,
      treeHash,
      manifest,
      bundle: BundleId.parse(randomUUID()),
      today: dayOf(this.#wall()),
    });
  }

  #mustBeReady(session: SessionId): void {
    if (!isMasked(this.#home, session)) throw new CallFailed("not-ready");
  }

  #with<T>(session: SessionId, work: (reader: SessionReader) => T): T {
    this.#mustBeReady(session);
    const reader = this.#home.readSession(session);
    let result: T;
    try {
      result = work(reader);
    } catch (problem) {
      reader.close();
      throw problem;
    }
    if (result instanceof Promise) {
      return result.finally(() => reader.close()) as T;
    }
    reader.close();
    return result;
  }
}

function blacken({ width, height, rgb }: Picture, boxes: readonly Rect[]): Uint8Array {
  const copy = rgb.slice();
  for (const box of boxes) {
    const right = Math.min(width, box.x + box.width);
    for (let y = Math.max(0, box.y); y < Math.min(height, box.y + box.height); y++) {
      copy.fill(0, (y * width + Math.max(0, box.x)) * 3, (y * width + right) * 3);
    }
  }
  return copy;
}

const boxesOf = (edits: readonly ReviewEdit[], frame: FrameId) =>
  edits.flatMap((edit) =>
    edit.kind === "black-box" && edit.frames.includes(frame) ? [edit.rect] : [],
  );
