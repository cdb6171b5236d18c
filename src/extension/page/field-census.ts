/**
 * Keeps count of what in a page must be hidden in pictures: secret fields, and frames.
 *
 * It finds them in shadow roots too, closed ones as well. What a page adds is looked at once,
 * when it comes. A shadow root can come without any sign, and a label far away can change what
 * a field is for; so everything is looked at again bit by bit, as often as somebody asks. What
 * was secret once stays so while it is there.
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
/** What may have a shadow root, besides elements that the page defines. */
const hosts = new Set(
  "article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(
    " ",
  ),
);
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
/** A page with more fields is not worth the search. */
const maxFields = 5_000;
/** So many are looked at again whenever somebody asks. */
const elementsAgain = 50;
const fieldsAgain = 5;

export class FieldCensus {
  readonly #secrets: SecretFields;
  readonly #changed: () => void;
  readonly #signal: AbortSignal;
  readonly #observer = new MutationObserver((records) => {
    this.#take(records);
    this.#changed();
  });
  readonly #roots = new Set<Root>();
  readonly #fields = new Set<Element>();
  readonly #frames = new Set<Element>();
  readonly #secret = new Set<Element>();
  /** Elements that may get a shadow root when the page defines what they are. */
  readonly #bare = new Set<Element>();
  /** Came, or changed in itself, since the last survey. */
  #added = new Set<Element>();
  #unjudged = new Set<Element>();
  #walked = false;
  #again: Iterator<Element> = [].values();
  #fieldsAgain: Iterator<Element> = [].values();

  constructor(secrets: SecretFields, changed: () => void, signal: AbortSignal) {
    this.#secrets = secrets;
    this.#changed = changed;
    this.#signal = signal;
  }

  watch(): void {
    this.#watch(document);
    this.#signal.addEventListener("abort", () => this.#observer.disconnect());
  }

  /** Brings the count up to date; `asked`: and looks at a bit of everything again. */
  survey(active: Element | null, asked: boolean): void {
    this.#take(this.#observer.takeRecords());
    if (!this.#walked) this.#walk(document);
    this.#walked = true;
    const added = this.#added;
    this.#added = new Set();
    for (const element of added) if (!hasAncestorIn(element, added)) this.#admit(element);
    for (const element of present(this.#bare)) this.#consider(element);
    if (asked) this.#lookAgain();
    if (active !== null) this.#judge(active);
    for (const field of this.#unjudged) this.#judge(field);
    this.#unjudged.clear();
  }

  /**
   * Boxes of everything to be hidden, in the page's units; `null` when there is too much, or when
   * they are painted elsewhere: a view transition shows pictures of elements on their way.
   */
  boxes(): readonly Area[] | null {
    if (this.#fields.size > maxFields) return null;
    const boxes = this.#boxesInPlace();
    return boxes.length > 0 && isInTransition(document) ? null : boxes;
  }

  #boxesInPlace(): readonly Area[] {
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
        if (attributeName !== null && meanings.includes(attributeName)) this.#consider(target);
        if (this.#fields.has(target)) this.#unjudged.add(target);
      }
      for (const node of addedNodes) if (node instanceof Element) this.#added.add(node);
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
    this.#consider(element, true);
    this.#walk(element);
  }

  #walk(part: Root | Element): void {
    for (const element of part.querySelectorAll("*")) this.#consider(element, true);
  }

  /** `cameBack`: what is in its shadow root may have been forgotten. */
  #consider(element: Element, cameBack = false): void {
    if (frameNames.has(element.localName)) this.#frames.add(element);
    else if (mayHoldText(element) && !this.#fields.has(element)) {
      this.#fields.add(element);
      this.#unjudged.add(element);
    }
    const custom = element.localName.includes("-");
    if (!custom && !hosts.has(element.localName)) return;
    const root = shadowRootOf(element);
    if (root === null) {
      if (custom) this.#bare.add(element);
      return;
    }
    this.#bare.delete(element);
    if (this.#roots.has(root) && !cameBack) return;
    this.#watch(root);
    this.#walk(root);
  }

  #judge(field: Element): void {
    if (!this.#secret.has(field) && this.#secrets.isSecretField(field)) this.#secret.add(field);
  }

  #lookAgain(): void {
    for (let left = elementsAgain; left > 0; left--) {
      const { value, done } = this.#again.next();
      if (done !== true) this.#consider(value);
      else {
        this.#again = everythingIn(this.#roots);
        break;
      }
    }
    for (let left = fieldsAgain; left > 0; left--) {
      const { value, done } = this.#fieldsAgain.next();
      if (done !== true) this.#judge(value);
      else {
        this.#fieldsAgain = present(this.#fields);
        break;
      }
    }
  }
}

function hasAncestorIn(element: Element, all: ReadonlySet<Element>): boolean {
  for (let at = element.parentElement; at !== null; at = at.parentElement)
    if (all.has(at)) return true;
  return false;
}

function* everythingIn(roots: Set<Root>): Generator<Element> {
  for (const root of roots)
    if (root.isConnected) yield* root.querySelectorAll("*");
    else roots.delete(root);
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

function isInTransition(
  page: Document & { readonly activeViewTransition?: object | null },
): boolean {
  return page.activeViewTransition !== undefined && page.activeViewTransition !== null;
}
