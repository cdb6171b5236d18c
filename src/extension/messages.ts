/**
 * What a page's script and the service worker say to each other inside one browser.
 *
 * Both ends ship in the same package, so types suffice; whatever leaves the browser is
 * parsed by the agent.
 *
 * @module
 */
import type { CompanionElement } from "../contract/companion.ts";
import type { Rect } from "../contract/geometry.ts";

/** Where a page begins, seen from its window's corner, while bars and sizes are `like` this. */
export interface KnownPlace {
  readonly dx: number;
  readonly dy: number;
  readonly like: string;
}

/** One document's knowledge of itself. */
export interface PageState {
  /** Where the keyboard is, as this document sees it. */
  readonly focus: "here" | "in-frame" | "away";
  readonly secure: "clear" | "secure";
  /** Something secret stands readable on the page, focused or not. */
  readonly exposed: boolean;
  readonly viewport: Rect | null;
  /** Of the outermost document only; `null` when it is not known where they are. */
  readonly secretAreas: readonly Rect[] | null;
  /** Of the outermost document only; the `<select>` with the keyboard. */
  readonly listBox: Rect | null;
  readonly title: string;
}

export type FromPage =
  | { readonly kind: "place"; readonly known: KnownPlace }
  /** `answers`: the number of the last question that this document had seen. */
  | { readonly kind: "state"; readonly answers: number; readonly state: PageState }
  | {
      readonly kind: "landing";
      readonly at: number;
      readonly landed: "clear" | "secure";
      readonly element?: CompanionElement;
    }
  | {
      readonly kind: "element";
      readonly at: number;
      readonly cause: "pressed" | "changed";
      readonly element: CompanionElement;
    };

export type ToPage =
  | { readonly kind: "ask"; readonly question: number }
  | { readonly kind: "zoom"; readonly zoom: number }
  /** What an earlier page in the same window found out. */
  | { readonly kind: "place"; readonly known: KnownPlace }
  /** The participant took the site back: this script ends. */
  | { readonly kind: "retire" };

/** From the options page to the service worker. */
export type FromOptions = { readonly kind: "list-offers" };
export interface Offers {
  readonly connected: boolean;
  readonly origins: readonly string[];
}

export const pagePort = "assent-page";
