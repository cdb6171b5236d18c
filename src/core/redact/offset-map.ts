/**
 * A text made from another by replacing stretches of it, and the way back.
 *
 * What was copied leads back character by character, what was replaced leads back to all
 * that it stands for. So a stretch of the original is never cut inside an escape.
 *
 * @module
 */
import type { Span } from "./rule.ts";

export interface MappedText {
  readonly text: string;
  /** The stretch of the original text from which this stretch was made. */
  readonly original: (span: Span) => Span;
}

/** From `at` on in the new text, characters come from `from` on in the original. */
interface Segment {
  readonly at: number;
  readonly from: number;
  /** How much of the original a replaced stretch stands for. */
  readonly replaced: number | undefined;
}

export class OffsetMap {
  readonly #source: string;
  readonly #parts: string[] = [];
  readonly #segments: Segment[] = [];
  #length = 0;
  #read = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Up to here everything was taken over. */
  get read(): number {
    return this.#read;
  }

  /** Takes over what lies before `from`, and `text` for the stretch up to `to`. */
  replace(from: number, to: number, text: string): void {
    this.#copy(from);
    this.#segments.push({ at: this.#length, from, replaced: to - from });
    this.#parts.push(text);
    this.#length += text.length;
    this.#read = to;
  }

  finish(): MappedText {
    this.#copy(this.#source.length);
    return { text: this.#parts.join(""), original: (span) => this.#original(span) };
  }

  #copy(to: number): void {
    if (to <= this.#read) return;
    this.#segments.push({ at: this.#length, from: this.#read, replaced: undefined });
    this.#parts.push(this.#source.slice(this.#read, to));
    this.#length += to - this.#read;
    this.#read = to;
  }

  #original({ start, end }: Span): Span {
    const head = start >= this.#length ? undefined : this.#segmentAt(start);
    const first =
      head === undefined
        ? this.#source.length
        : head.from + (head.replaced === undefined ? start - head.at : 0);
    if (end <= start) return { start: first, end: first };
    const tail = end > this.#length ? undefined : this.#segmentAt(end - 1);
    if (tail === undefined) return { start: first, end: this.#source.length };
    return { start: first, end: tail.from + (tail.replaced ?? end - tail.at) };
  }

  /** The last segment that begins at or before this place. */
  #segmentAt(unit: number): Segment | undefined {
    let low = 0;
    let high = this.#segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#segments[middle]?.at ?? 0) <= unit) low = middle + 1;
      else high = middle;
    }
    return this.#segments[low - 1];
  }
}
