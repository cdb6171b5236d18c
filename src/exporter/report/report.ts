import type { Action } from "../../contract/actions.ts";
import type { DatasetManifest, DatasetSession } from "../../contract/dataset.ts";
import type { AdmittedSession } from "../admit/admit.ts";
import { stepOf } from "../../core/review/describe-step.ts";
import { escaped } from "./html.ts";

/** `report.html`: every session step by step, in one file that needs nothing else. */
export class Report {
  readonly #sessions: string[] = [];

  async add(
    { session }: DatasetSession,
    actions: readonly Action[],
    _admitted: AdmittedSession,
  ): Promise<void> {
    const steps = actions.map((action) => `<li>${escaped(stepOf(action).summary)}</li>`);
    this.#sessions.push(`<h2>${session}</h2><ol>${steps.join("")}</ol>`);
  }

  html({ counts }: DatasetManifest): string {
    return `<!doctype html><meta charset="utf-8"><title>Dataset</title><p>${counts.sessions} sessions</p>${this.#sessions.join("")}`;
  }
}
