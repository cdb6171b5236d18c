/**
 * Elements as they may be kept: named by role and place, with every text redacted.
 *
 * @module
 */
import type { Target } from "../../contract/events.ts";
import type { PageElement } from "../ports/browser-context.ts";

export type RedactText = (text: string) => { readonly text: string };

const longest = 300;

export function targetOf(element: PageElement, redact: RedactText): Target {
  const hidden = (text: string) => redact(text.slice(0, longest)).text.slice(0, longest);
  return {
    source: "dom",
    role: element.role.slice(0, 64),
    bounds: element.bounds,
    ...(element.name !== undefined && { name: hidden(element.name) }),
    ...(element.chosen !== undefined && { chosen: hidden(element.chosen) }),
    ...(element.optionCount !== undefined && { optionCount: element.optionCount }),
  };
}
