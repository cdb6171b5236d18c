/**
 * Elements as they may be kept: named by role and place, with every text redacted.
 *
 * @module
 */
import type { Target } from "../../contract/events.ts";
import type { PageElement } from "../ports/browser-context.ts";

export function targetOf(element: PageElement, redact: (text: string) => string): Target {
  return {
    source: "dom",
    role: element.role.slice(0, 64),
    bounds: element.bounds,
    ...(element.name !== undefined && { name: redact(element.name) }),
    ...(element.chosen !== undefined && { chosen: redact(element.chosen) }),
    ...(element.optionCount !== undefined && { optionCount: element.optionCount }),
  };
}
