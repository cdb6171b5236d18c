/** What the edits so far mean for the steps on screen. The agent alone applies them to the data. */
import type { Rect } from "../../../contract/geometry.ts";
import type { FrameId } from "../../../contract/ids.ts";
import type { Step } from "../../../contract/participant-api.ts";
import type { ReviewEdit } from "../../../contract/review.ts";

export type Edits = readonly ReviewEdit[];

export interface Span {
  readonly first: number;
  readonly last: number;
}

export const isCut = (step: Step, edits: Edits): boolean =>
  edits.some((edit) => edit.kind === "cut" && step.at <= edit.until && step.until >= edit.from);

export function cutOf(steps: readonly Step[], span: Span): ReviewEdit | undefined {
  const inside = steps.slice(span.first, span.last + 1);
  const first = inside[0];
  if (first === undefined) return undefined;
  return { kind: "cut", from: first.at, until: Math.max(...inside.map((step) => step.until)) };
}

/** Every picture of these steps, once. */
export function framesOf(steps: readonly Step[]): readonly FrameId[] {
  const frames = steps.flatMap(({ before, after }) => [before?.frame, after?.frame]);
  return [...new Set(frames.filter((frame) => frame !== undefined))];
}

export const boxesIn = (frame: FrameId, edits: Edits): readonly Rect[] =>
  edits.flatMap((edit) =>
    edit.kind === "black-box" && edit.frames.includes(frame) ? [edit.rect] : [],
  );

export const mentions = (step: Step, text: string): boolean => {
  const wanted = text.toLocaleLowerCase();
  return [step.summary, step.text, step.target?.name, step.target?.chosen].some((field) =>
    field?.toLocaleLowerCase().includes(wanted),
  );
};

/** As it reads once the marked texts are hidden. */
export const hidden = (text: string, edits: Edits, token: string): string =>
  edits.reduce(
    (now, edit) => (edit.kind === "hide-text" ? now.replaceAll(edit.text, token) : now),
    text,
  );

export const described = (edits: Edits) =>
  edits.findLast((edit) => edit.kind === "describe") ?? {
    kind: "describe" as const,
    task: null,
    outcome: null,
  };
