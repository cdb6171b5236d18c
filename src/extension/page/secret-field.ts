/**
 * Decides whether the keyboard, or anything in sight, is on a secret (CAP-05, web part).
 *
 * A field that was a password once stays secret when the page shows it as text, also when
 * the page replaces it by a new element of the same name. What cannot be judged, such as a
 * picture that takes keys, counts as secret.
 *
 * @module
 */
import { closestComposed, isFrame } from "./composed-tree.ts";
import { hintsOf } from "./labels.ts";
import { autocompletesSecret, namesSecret } from "./secret-words.ts";

const textTypes = new Set(["text", "search", "tel", "url", "email", "number", "password"]);
/** Elements whose keys go somewhere that no script can see into. */
const opaque = new Set(["canvas", "embed", "object", "applet", "webview", "fencedframe"]);

const isTextField = (element: Element): boolean =>
  (element instanceof HTMLInputElement && textTypes.has(element.type)) ||
  element instanceof HTMLTextAreaElement ||
  (element instanceof HTMLElement && element.isContentEditable);

const isPassword = (element: Element): boolean =>
  element instanceof HTMLInputElement && element.type === "password";

const masks = (element: Element): boolean =>
  getComputedStyle(element).getPropertyValue("-webkit-text-security") !== "none";

export class SecretFields {
  readonly #once = new WeakSet<Element>();
  readonly #names = new Set<string>();
  /** Secret fields seen so far whose content the page may show. */
  readonly #seen = new Set<Element>();

  /** Whether what is typed while this element has the keyboard may be a secret. */
  judge(element: Element | null): "clear" | "secure" {
    if (element === null) return "clear";
    if (isFrame(element) || opaque.has(element.localName)) return "secure";
    if (element.getAttribute("role") === "application") return "secure";
    if (!isTextField(element)) return "clear";
    return this.#isSecret(element) ? "secure" : "clear";
  }

  /** Whether a secret stands in plain sight: a revealed password, a card number. */
  exposed(): boolean {
    for (const element of this.#seen) {
      if (!element.isConnected) this.#seen.delete(element);
      else if (!isPassword(element) && hasContent(element) && element.getClientRects().length > 0)
        if (!masks(element)) return true;
    }
    return false;
  }

  /** Whether an element holds text that is secret, wherever the keyboard is. */
  isSecretField(element: Element): boolean {
    return isTextField(element) && this.#isSecret(element);
  }

  /** The page changed the kind of a field that was a password. */
  wasPassword(element: Element): void {
    this.#remember(element);
  }

  #isSecret(element: Element): boolean {
    if (isPassword(element) || element.getAttribute("type")?.toLowerCase() === "password") {
      this.#remember(element);
      return true;
    }
    const secret =
      this.#once.has(element) ||
      [element.getAttribute("name"), element.id].some((name) => name && this.#names.has(name)) ||
      autocompletesSecret(element.getAttribute("autocomplete")) ||
      masks(element) ||
      namesSecret(hintsOf(element)) ||
      // A terminal in a page asks for passwords without saying so (CAP-07).
      closestComposed(element, (at) => at.classList.contains("xterm")) !== null;
    if (secret) this.#track(element);
    return secret;
  }

  #remember(element: Element): void {
    this.#once.add(element);
    if (this.#names.size < 1000)
      for (const name of [element.getAttribute("name"), element.id])
        if (name) this.#names.add(name);
    this.#track(element);
  }

  #track(element: Element): void {
    if (this.#seen.size < 2000) this.#seen.add(element);
  }
}

const hasContent = (element: Element): boolean =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
    ? element.value !== ""
    : (element.textContent ?? "").trim() !== "";
