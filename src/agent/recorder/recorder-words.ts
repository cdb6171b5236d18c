/** What the recorder tells the participant. Says what happened and what to do; holds no content. */
import type { EndReason } from "./recording.ts";

export const noRoomWords =
  "The disk is full, so that Assent could not finish what was left of the last time. Free some space, then lock and unlock.";
export const notPreparedWords =
  "A session could not be made ready for your review. Nothing of it was sent. Free some space and open it again.";

export const endWords: Readonly<Record<EndReason, string | undefined>> = {
  stopped: undefined,
  "no-consent": "Recording ended, because the consent is not valid any more.",
  "store-full":
    "Recording ended, because the disk is full. What was recorded before is kept. Free some space and start again.",
  "display-lost": "Recording ended, because the connection to the display was lost.",
  "input-lost":
    "Recording ended, because keyboard and pointer could not be read any more. What was recorded before is kept. You can start again.",
  fault:
    "Recording ended, because of a fault in Assent. What was recorded before is kept. You can start again.",
};

export const approvalWords = {
  "not-unreviewed": "Cannot approve: this session was approved already",
  "nothing-left": "Cannot approve: nothing is left of this session. Delete it instead",
  "no-receipt": "Cannot approve: the consent for this session is not valid any more",
} as const;
