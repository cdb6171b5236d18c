/**
 * Describes the control that a press meant: its role, name and place, never its content.
 *
 * @module
 */
import type { CompanionElement } from "../../contract/companion.ts";
import type { Rect } from "../../contract/geometry.ts";
import { closestComposed } from "./composed-tree.ts";
import { nameOf } from "./labels.ts";

const inputRoles: Readonly<Record<string, string>> = {
  button: "button",
  submit: "button",
  reset: "button",
  image: "button",
  file: "button",
  color: "button",
  checkbox: "checkbox",
  radio: "radio",
  range: "slider",
  number: "spinbutton",
  search: "searchbox",
};

const tagRoles: Readonly<Record<string, string>> = {
  button: "button",
  summary: "button",
  textarea: "textbox",
  option: "option",
  video: "video",
  audio: "audio",
};

function ownRole(element: Element): string | undefined {
  const given = element.getAttribute("role")?.trim().split(/\s+/)[0]?.toLowerCase();
  if (given && /^[a-z-]{1,40}$/.test(given) && given !== "presentation" && given !== "none")
    return given;
  if (element instanceof HTMLAnchorElement && element.hasAttribute("href")) return "link";
  if (element instanceof HTMLInputElement) return inputRoles[element.type] ?? "textbox";
  if (element instanceof HTMLSelectElement) return element.multiple ? "listbox" : "combobox";
  if (element instanceof HTMLElement && element.isContentEditable) return "textbox";
  return tagRoles[element.localName];
}

const passive = new Set(["img", "figure", "article", "main", "region", "banner", "navigation"]);

const isActionable = (element: Element): boolean => {
  const role = ownRole(element);
  return (
    (role !== undefined && !passive.has(role)) ||
    element.hasAttribute("onclick") ||
    (element.hasAttribute("tabindex") && element !== document.body)
  );
};

/** The control that a press on this element meant; the element itself when there is none. */
export function actionable(pressed: Element): Element {
  const found = closestComposed(
    pressed,
    (at) => isActionable(at) || at instanceof HTMLLabelElement,
  );
  if (found instanceof HTMLLabelElement) return found.control ?? found;
  return found ?? pressed;
}

/** `undefined` while the place on the display is not known. */
export function describe(
  element: Element,
  place: (box: DOMRect) => Rect | null,
): CompanionElement | undefined {
  const bounds = place(element.getBoundingClientRect());
  if (bounds === null) return undefined;
  const role = ownRole(element) ?? "generic";
  const name = nameOf(element, role);
  return {
    role,
    ...(name === undefined ? {} : { name }),
    bounds,
    ...(element instanceof HTMLSelectElement ? choiceOf(element) : {}),
  };
}

function choiceOf(list: HTMLSelectElement): { chosen?: string; optionCount: number } {
  const chosen = [...list.selectedOptions]
    .map((option) => option.label.trim())
    .join(", ")
    .slice(0, 200);
  return { ...(chosen === "" ? {} : { chosen }), optionCount: Math.min(list.length, 100_000) };
}
