/**
 * Holds back the latest runs of a field, so that a secret split over them is hidden in all.
 *
 * A run may leave 10 s after it ended, or once 64 characters were typed after it. What has
 * left can still reveal a later part; then the later run says so, for the earlier part is
 * out and its owner has to hide it.
 *
 * @module
 */
import type { SessionRedactor } from "./session-redactor.ts";
import type { SealedRun } from "./typing-views.ts";

const hold = 10_000;
const window = 64;

interface Link {
  readonly run: SealedRun;
  readonly given: boolean;
}

export class RunChain {
  readonly #redactor: SessionRedactor;
  #links: readonly Link[] = [];

  constructor(redactor: SessionRedactor) {
    this.#redactor = redactor;
  }

  /** Adds a run and gives back those that are now too far behind to matter. */
  add(run: SealedRun): readonly SealedRun[] {
    this.#links = this.#mark([...this.#links, { run, given: false }]);
    let behind = 0;
    let keep = this.#links.length;
    while (keep > 0 && behind < window) behind += this.#links[--keep]?.run.text.length ?? 0;
    const left = this.#links.slice(0, keep).filter(({ given }) => !given);
    this.#links = this.#links.slice(keep);
    return left.map((link) => link.run);
  }

  /** Runs that ended 10 s ago or earlier. */
  due(now: number): readonly SealedRun[] {
    return this.#give(({ until }) => now - until >= hold);
  }

  /** All that is still held back. */
  rest(): readonly SealedRun[] {
    return this.#give(() => true);
  }

  #give(ready: (run: SealedRun) => boolean): readonly SealedRun[] {
    const leaving = this.#links.filter(({ run, given }) => !given && ready(run));
    this.#links = this.#links.map(({ run, given }) => ({ run, given: given || ready(run) }));
    return leaving.map(({ run }) => run);
  }

  /** Marks in every run its part of what only the runs together reveal. */
  #mark(links: readonly Link[]): readonly Link[] {
    const text = links.map(({ run }) => run.text).join("");
    const spans = this.#redactor.spans(text);
    let offset = 0;
    let earlierGivenEnd = -1;
    return links.map(({ run, given }) => {
      const from = offset;
      const to = (offset += run.text.length);
      const parts = spans.filter(
        ({ start, end }) => to > from && start < to && end > from && (start < from || end > to),
      );
      if (given) {
        earlierGivenEnd = to;
        return { run, given };
      }
      const secret = parts.map(({ start, end }) => ({
        start: Math.max(start, from) - from,
        end: Math.min(end, to) - from,
      }));
      const earlierAlsoSecret =
        run.earlierAlsoSecret || parts.some(({ start }) => start < earlierGivenEnd);
      return { run: { ...run, secret: [...run.secret, ...secret], earlierAlsoSecret }, given };
    });
  }
}
