/**
 * Keeps count of what in a page must be hidden in pictures: secret fields, and frames.
 *
 * It finds them in shadow roots too, closed ones as well. What a page adds is looked at once,
 * when it comes; the whole page is walked only when very much came, and now and then, because
 * a shadow root can come without any sign. What was secret once stays so while it is there.
 *
 * @module
 */
import type { Area } from "./clear-area.ts";
import { shadowRootOf } from "./composed-tree.ts";
import type { SecretFields } from "./secret-field.ts";

type Root = Document | ShadowRoot;

const frameNames = new Set([
  "iframe",
  "frame",
  "embed",
  "object",
  "fencedframe",
  "webview",
  "portal",
]);
/** Attributes that may show, hide or move a field, and those that may make one secret. */
const looks = ["style", "class", "hidden", "open"];
const meanings = [
  "type",
  "autocomplete",
  "contenteditable",
  "name",
  "id",
  "for",
  "placeholder",
  "title",
  "aria-label",
  "aria-labelledby",
  "aria-describedby",
  "aria-placeholder",
];
/** What moves things without changing the page, and does not leave the shadow root it is in. */
const moves = [
  "scroll",
  "load",
  "toggle",
  "transitionrun",
  "transitionstart",
  "transitionend",
  "animationstart",
  "animationend",
];
/** More parts than these at once are found by walking the page once. */
const manyAdded = 50;
/** A page with more fields is not worth the search. */
const maxFields = 5_000;
const walkEvery = 2_000;

export class FieldCensus {
  readonly #secrets: SecretFields;
  readonly #changed: () => void;
  readonly #signal: AbortSignal;
  readonly #observer = new MutationObserver((records) => {
    this.#take(records);
    this.#changed();
  });
  readonly #roots = new WeakSet<Root>();
  readonly #fields = new Set<Element>();
  readonly #frames = new Set<Element>();
  readonly #secret = new Set<Element>();
  /** Elements that may get a shadow root when the page defines what they are. */
  readonly #bare = new Set<Element>();
  #added = new Set<Element>();
  #walkedAt = Number.NEGATIVE_INFINITY;
  #judgeDue = true;
  #restyled = false;

  constructor(secrets: SecretFields, changed: () => void, signal: AbortSignal) {
    this.#secrets = secrets;
    this.#changed = changed;
    this.#signal = signal;
  }

  watch(): void {
    this.#watch(document);
    this.#signal.addEventListener("abort", () => this.#observer.disconnect());
  }

  /** Brings the count up to date. `thorough`: whoever asks rests a promise on the answer. */
  survey(now: number, thorough: boolean): void {
    this.#take(this.#observer.takeRecords());
    if (this.#added.size > manyAdded || (thorough && now - this.#walkedAt >= walkEvery)) {
      this.#walkedAt = now;
      this.#walk(document);
    } else for (const element of this.#added) this.#admit(element);
    this.#added = new Set();
    for (const element of this.#bare)
      if (!element.isConnected) this.#bare.delete(element);
      else if (shadowRootOf(element) !== null) this.#consider(element);
    if (this.#judgeDue || (thorough && this.#restyled)) this.#judge();
  }

  /** Boxes of everything to be hidden, in the page's units; `null` when there is too much. */
  boxes(): readonly Area[] | null {
    if (this.#fields.size > maxFields) return null;
    return [...present(this.#secret), ...present(this.#frames)].flatMap((element) => {
      const box = boxOf(element);
      const shown = frameNames.has(element.localName)
        ? box.width > 1 && box.height > 1
        : box.width > 0 && box.height > 0;
      return shown ? [box] : [];
    });
  }

  #take(records: readonly MutationRecord[]): void {
    for (const { type, target, attributeName, oldValue, addedNodes } of records) {
      if (type === "attributes" && target instanceof Element) {
        if (attributeName === "type" && oldValue?.toLowerCase() === "password")
          this.#secrets.wasPassword(target);
        if (attributeName !== null && looks.includes(attributeName)) this.#restyled = true;
        else {
          this.#consider(target);
          this.#judgeDue = true;
        }
      }
      for (const node of addedNodes) {
        this.#judgeDue = true;
        if (node instanceof Element) this.#added.add(node);
      }
    }
  }

  #watch(root: Root): void {
    if (this.#roots.has(root)) return;
    this.#roots.add(root);
    this.#observer.observe(root, {
      subtree: true,
      childList: true,
      attributeFilter: [...looks, ...meanings],
      attributeOldValue: true,
      characterData: true,
    });
    const options = { capture: true, passive: true, signal: this.#signal };
    for (const move of moves) root.addEventListener(move, this.#changed, options);
  }

  #admit(element: Element): void {
    this.#consider(element);
    this.#walk(element);
  }

  #walk(part: Root | Element): void {
    for (const element of part.querySelectorAll("*")) this.#consider(element);
  }

  #consider(element: Element): void {
    if (frameNames.has(element.localName)) this.#frames.add(element);
    else if (mayHoldText(element) && !this.#fields.has(element)) {
      this.#fields.add(element);
      this.#judgeDue = true;
    }
    const root = shadowRootOf(element);
    if (root === null) {
      if (element.localName.includes("-")) this.#bare.add(element);
      return;
    }
    this.#bare.delete(element);
    this.#watch(root);
    this.#walk(root);
  }

  #judge(): void {
    this.#judgeDue = false;
    this.#restyled = false;
    for (const field of present(this.#fields))
      if (!this.#secret.has(field) && this.#secrets.isSecretField(field)) this.#secret.add(field);
  }
}

const mayHoldText = (element: Element): boolean =>
  element.localName === "input" ||
  element.localName === "textarea" ||
  element.hasAttribute("contenteditable") ||
  element.hasAttribute("autocomplete");

/** Forgets what left the page. */
function* present(elements: Set<Element>): Generator<Element> {
  for (const element of elements)
    if (element.isConnected) yield element;
    else elements.delete(element);
}

/** An editable element's text may stand outside its box. */
function boxOf(element: Element): Area {
  const box = element.getBoundingClientRect();
  if (!(element instanceof HTMLElement) || !element.isContentEditable) return box;
  const range = document.createRange();
  range.selectNodeContents(element);
  const text = range.getBoundingClientRect();
  if (text.width === 0 || text.height === 0) return box;
  const x = Math.min(box.x, text.x);
  const y = Math.min(box.y, text.y);
  return {
    x,
    y,
    width: Math.max(box.right, text.right) - x,
    height: Math.max(box.bottom, text.bottom) - y,
  };
}
