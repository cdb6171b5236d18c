/**
 * Walks a page as the person sees it: through shadow roots, closed ones too.
 *
 * @module
 */

type Rooted = HTMLElement & { readonly shadowRoot: ShadowRoot | null };

export function shadowRootOf(element: Element): ShadowRoot | null {
  if (!(element instanceof HTMLElement)) return null;
  return chrome.dom?.openOrClosedShadowRoot(element) ?? (element as Rooted).shadowRoot;
}

/** The element that really has the keyboard in this document. */
export function deepActiveElement(): Element | null {
  let active = document.activeElement;
  for (let root = active && shadowRootOf(active); root?.activeElement;) {
    active = root.activeElement;
    root = shadowRootOf(active);
  }
  return active;
}

/** The innermost element at a place, which event targets hide when it lies in a shadow root. */
export function deepElementAt(x: number, y: number): Element | null {
  let element = document.elementFromPoint(x, y);
  for (let root = element && shadowRootOf(element); root;) {
    const inner = root.elementFromPoint(x, y);
    if (inner === null || inner === element) break;
    element = inner;
    root = shadowRootOf(inner);
  }
  return element;
}

export function composedParent(element: Element): Element | null {
  if (element.assignedSlot) return element.assignedSlot;
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
}

/** The nearest of an element and its ancestors for which `test` holds. */
export function closestComposed(
  element: Element | null,
  test: (candidate: Element) => boolean,
): Element | null {
  for (let at = element; at !== null; at = composedParent(at)) if (test(at)) return at;
  return null;
}

export const isFrame = (element: Element | null): boolean =>
  element instanceof HTMLIFrameElement || element?.localName === "frame";
