import type { Rect } from "../../contract/geometry.ts";
import type { Origin } from "../../contract/ids.ts";
import type { Health, Mono, Observation } from "./observation.ts";

/** What the companion in one browser says about the page in front. */
export interface BrowserView {
  /** `null`: no window in front, a site that was not granted, or a private window. */
  readonly origin: Origin | null;
  /** Whether the page, not the browser's own bars, has the keyboard. */
  readonly pageFocused: boolean;
  readonly secure: "clear" | "secure" | "unknown";
  /** The page's area on the display in physical pixels; `null` until it is known for certain. */
  readonly viewport: Rect | null;
  /**
   * Where secret fields, and frames that nobody can see into, show on the display, in physical
   * pixels; `null`: not known, and then there is no picture.
   */
  readonly secretAreas: readonly Rect[] | null;
  /**
   * The box, on the display in physical pixels, of the `<select>` that has the keyboard, whose
   * list may be open; `null`: none has, or its place is not known for certain.
   */
  readonly listBox: Rect | null;
  readonly title: string | undefined;
}

export interface PageElement {
  readonly role: string;
  readonly name: string | undefined;
  readonly bounds: Rect;
  readonly chosen?: string;
  readonly optionCount?: number;
}

/** The page says: a trusted key press of this moment arrived here. Never which key. */
export interface KeyLanding {
  readonly at: Mono;
  readonly landed: "clear" | "secure";
  readonly origin: Origin;
  readonly element: PageElement | undefined;
}

/** The element that a press acted on, or a control whose value changed. */
export interface ElementFact {
  readonly at: Mono;
  readonly cause: "pressed" | "changed";
  readonly origin: Origin;
  readonly element: PageElement;
}

export interface BrowserSink {
  view(browserPid: number, observation: Observation<BrowserView>): void;
  landing(browserPid: number, landing: KeyLanding): void;
  element(browserPid: number, element: ElementFact): void;
}

/**
 * What browsers with the companion tell. A browser without it is never reported.
 * Every implementation must pass test/contracts/browser-context.contract.ts.
 */
export interface BrowserContext {
  start(sink: BrowserSink): Promise<AsyncDisposable>;
  health(): Health;
}
