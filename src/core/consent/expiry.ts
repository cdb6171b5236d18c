import type { StudyManifest } from "../../contract/manifest.ts";
import { addDuration, endOfDay } from "../study/duration.ts";
import type { ReceiptSummary } from "./receipt-summary.ts";

/**
 * The moment at which a given consent ends (CON-09): the earliest of its own duration, the
 * longest participation, the end of capture and the end of the ethics approval.
 */
export function expiryOf(
  { stateSince, firstGivenAt }: Pick<ReceiptSummary, "stateSince" | "firstGivenAt">,
  { consentDuration, duration, ethics }: StudyManifest,
): number {
  return Math.min(
    addDuration(stateSince, consentDuration),
    addDuration(firstGivenAt, duration.participantMax),
    endOfDay(duration.captureEnd),
    endOfDay(ethics.approvedUntil),
  );
}
