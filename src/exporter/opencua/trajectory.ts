/** One session as a line of `opencua/traj.jsonl`, and what that line lost. */
import type { Action } from "../../contract/actions.ts";
import type { Lossy, Trajectory, TrajectoryStep } from "../../contract/dataset.ts";
import type { BundleManifest } from "../../contract/bundle.ts";
import type { Rect, Size } from "../../contract/geometry.ts";
import type { FrameId } from "../../contract/ids.ts";
import { stepOf } from "../../core/review/describe-step.ts";
import { imagePath } from "../tables/rows.ts";
import { codeOf, shareOf } from "./code.ts";

/** What no step of the format says. */
export const alwaysLost = [
  "times of actions and how long keys and buttons were held",
  "the way of the pointer between actions",
  "places beyond four decimals of the frame's size",
  "the app, window, site and title in which an action happened",
  "the picture after an action, unless it is the picture before the next",
  "corrections made while typing",
] as const;

export interface SaidSession {
  readonly trajectory: Trajectory;
  readonly losses: Lossy["actions"];
  /** Whether the session's outcome could not be said. */
  readonly outcomeLost: boolean;
}

export function trajectoryOf(manifest: BundleManifest, actions: readonly Action[]): SaidSession {
  const { session, display, task, outcome } = manifest;
  const image = (frame: FrameId | undefined) =>
    frame === undefined ? null : imagePath(session, frame);
  const steps: TrajectoryStep[] = [];
  const losses: Lossy["actions"][number][] = [];
  for (const action of actions) {
    const { code, lost } = codeOf(action, display);
    const { step, kind, target, before } = action;
    if (lost.length > 0) losses.push({ session, step, kind, lost, omitted: code === null });
    if (code === null) continue;
    steps.push({
      index: steps.length,
      image: image(before?.frame),
      value: {
        action: stepOf(action).summary,
        code,
        ...(target !== undefined && { target_bbox: shares(target.bounds, display) }),
        step,
      },
    });
  }
  if (outcome === "success" || outcome === "failure")
    steps.push({
      index: steps.length,
      image: image(actions.at(-1)?.after?.frame),
      value: {
        action: outcome === "success" ? "the task is done" : "the task cannot be done",
        code: `computer.terminate(status='${outcome}')`,
      },
    });
  return {
    trajectory: {
      task_id: session,
      instruction: task ?? "",
      task_completed: outcome === null ? null : outcome === "success",
      traj: steps,
    },
    losses,
    outcomeLost: outcome === "partial",
  };
}

const shares = ({ x, y, width: w, height: h }: Rect, { width, height }: Size) =>
  [
    shareOf(x, width),
    shareOf(y, height),
    shareOf(x + w, width),
    shareOf(y + h, height),
  ] as const satisfies TrajectoryStep["value"]["target_bbox"];
