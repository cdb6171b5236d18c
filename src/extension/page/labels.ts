/**
 * What a person reads beside a control.
 *
 * @module
 */

const tidy = (text: string | null | undefined): string | undefined => {
  const flat = text?.slice(0, 2000).replaceAll(/\s+/g, " ").trim().slice(0, 200);
  return flat === "" ? undefined : flat;
};

function referenced(element: Element, attribute: string): string | undefined {
  const ids = element.getAttribute(attribute)?.split(/\s+/).slice(0, 10) ?? [];
  const root = element.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return undefined;
  return tidy(ids.map((id) => root.getElementById(id)?.textContent ?? "").join(" "));
}

function labelled(element: Element): string | undefined {
  const labels = (element as Partial<HTMLInputElement>).labels;
  if (!labels) return undefined;
  // A label may wrap its control; a control's own text (options of a list) is no label.
  return tidy(
    [...labels]
      .map((label) => {
        const copy = label.cloneNode(true) as HTMLElement;
        for (const inner of copy.querySelectorAll("input,textarea,select,[contenteditable]"))
          inner.remove();
        return copy.textContent;
      })
      .join(" "),
  );
}

/** Everything that may say what a field is for. */
export const hintsOf = (element: Element): readonly (string | null | undefined)[] => [
  element.getAttribute("name"),
  element.id,
  element.getAttribute("placeholder"),
  element.getAttribute("aria-label"),
  element.getAttribute("aria-placeholder"),
  element.getAttribute("title"),
  referenced(element, "aria-labelledby"),
  referenced(element, "aria-describedby"),
  labelled(element),
];

const textFieldRoles = new Set(["textbox", "searchbox", "combobox", "spinbutton", "listbox"]);

/** The accessible name, in short. Never the content of a field. */
export function nameOf(element: Element, role: string): string | undefined {
  const given =
    referenced(element, "aria-labelledby") ??
    tidy(element.getAttribute("aria-label")) ??
    labelled(element) ??
    tidy(element.getAttribute("alt")) ??
    tidy(element.getAttribute("placeholder"));
  if (given !== undefined) return given;
  if (element instanceof HTMLInputElement)
    return ["button", "submit", "reset"].includes(element.type) ? tidy(element.value) : undefined;
  if (textFieldRoles.has(role) || role === "generic") return tidy(element.getAttribute("title"));
  return (
    tidy((element as HTMLElement).innerText) ??
    tidy(element.querySelector("img[alt]")?.getAttribute("alt")) ??
    tidy(element.getAttribute("title"))
  );
}
