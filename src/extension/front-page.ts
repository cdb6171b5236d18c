/**
 * What can be said of the page in front, from what the browser and the pages told.
 *
 * A page counts only while it is in the focused window's active tab, and only what it
 * said after it came there: each arrival asks a new question, and an answer to an
 * older one is not believed.
 *
 * @module
 */
import type { CompanionView } from "../contract/companion.ts";
import type { Origin } from "../contract/ids.ts";
import type { PageState, ToPage } from "./messages.ts";

/** One document with the companion's script, as the browser vouches for it. */
export interface Page {
  readonly tab: number;
  readonly window: number;
  readonly frame: number;
  readonly origin: string;
  tell(message: ToPage): void;
}

interface Known {
  readonly page: Page;
  answers: number;
  state: PageState | undefined;
}

const nothing: CompanionView = {
  origin: null,
  pageFocused: false,
  secure: "unknown",
  viewport: null,
  secretAreas: null,
  listBox: null,
  private: false,
};

export class FrontPage {
  readonly #pages = new Map<number, Map<number, Known>>();
  #tab: number | undefined;
  #question = 0;
  /** Answers to older questions describe a page that was not in front yet. */
  #since = 0;

  /** Another tab, window or document may be in front: nothing is known until it answered. */
  moved(tab: number | undefined): void {
    this.#tab = tab;
    this.#since = this.ask();
  }

  get tab(): number | undefined {
    return this.#tab;
  }

  arrived(page: Page): void {
    const frames = this.#pages.get(page.tab) ?? new Map<number, Known>();
    this.#pages.set(page.tab, frames);
    if (page.frame === 0) frames.clear();
    frames.set(page.frame, { page, answers: 0, state: undefined });
    if (page.tab === this.#tab) page.tell({ kind: "ask", question: this.#since });
  }

  left(page: Page): void {
    const frames = this.#pages.get(page.tab);
    if (frames?.get(page.frame)?.page === page) frames.delete(page.frame);
    if (frames?.size === 0) this.#pages.delete(page.tab);
  }

  told(page: Page, answers: number, state: PageState): void {
    const known = this.#pages.get(page.tab)?.get(page.frame);
    if (known?.page !== page) return;
    known.answers = answers;
    known.state = state;
  }

  zoomed(tab: number, zoom: number): void {
    for (const { page } of this.#pages.get(tab)?.values() ?? []) page.tell({ kind: "zoom", zoom });
  }

  pages(): readonly Page[] {
    return [...this.#pages.values()].flatMap((frames) => [...frames.values()].map((k) => k.page));
  }

  /** Asks every document in front that matters, and returns the question's number. */
  ask(): number {
    this.#question += 1;
    for (const known of this.#relevant())
      known.page.tell({ kind: "ask", question: this.#question });
    return this.#question;
  }

  /** Whether every document that the view rests on has answered this question. */
  answered(question: number): boolean {
    return this.#relevant().every((known) => known.answers >= question);
  }

  view(): CompanionView {
    const frames = this.#tab === undefined ? undefined : this.#pages.get(this.#tab);
    const top = frames?.get(0);
    if (frames === undefined || top?.state === undefined || top.answers < this.#since)
      return nothing;
    const { focus, viewport, secretAreas, listBox, title } = top.state;
    return {
      origin: top.page.origin as Origin,
      pageFocused: focus !== "away",
      secure: this.#secure(frames, top),
      viewport,
      secretAreas,
      listBox,
      title,
      private: false,
    };
  }

  #secure(frames: ReadonlyMap<number, Known>, top: Known): "clear" | "secure" {
    const all = [...frames.values()];
    if (all.some((known) => known.state?.exposed)) return "secure";
    if (top.state?.focus !== "in-frame") return top.state?.secure ?? "secure";
    // The frame with the keyboard must say so itself; one without the companion cannot.
    const [inner, ...others] = all.filter((known) => known.state?.focus === "here");
    const trusted =
      inner !== undefined &&
      others.length === 0 &&
      inner.answers >= this.#since &&
      inner.page.origin === top.page.origin;
    return trusted ? (inner.state?.secure ?? "secure") : "secure";
  }

  #relevant(): readonly Known[] {
    const frames = this.#tab === undefined ? undefined : this.#pages.get(this.#tab);
    return [...(frames?.values() ?? [])].filter(
      ({ page, state }) =>
        page.frame === 0 || state === undefined || state.exposed || state.focus === "here",
    );
  }
}
