/**
 * Divides a long text into blocks that can be redacted one by one.
 *
 * A block ends at a line break that no hidden stretch crosses and that is far enough from
 * the end of what was read, so that what a label gives away stands in one block with it.
 */
interface Span {
  readonly start: number;
  readonly end: number;
}

const blockSize = 1 << 17;
const held = 1 << 13;
/** A stretch that never ends is cut here, hidden on both sides of the cut. */
const longest = 1 << 21;

export class TextBlocks {
  readonly #spansIn: (text: string) => readonly Span[];
  #waiting = "";
  #nextLook = blockSize;

  constructor(spansIn: (text: string) => readonly Span[]) {
    this.#spansIn = spansIn;
  }

  add(text: string): readonly string[] {
    this.#waiting += text;
    if (this.#waiting.length < this.#nextLook) return [];
    const end = this.#safeEnd();
    if (end === 0) {
      this.#nextLook = this.#waiting.length * 2;
      return [];
    }
    const block = this.#waiting.slice(0, end);
    this.#waiting = this.#waiting.slice(end);
    this.#nextLook = this.#waiting.length + blockSize;
    return [block];
  }

  rest(): string {
    const rest = this.#waiting;
    this.#waiting = "";
    return rest;
  }

  #safeEnd(): number {
    const spans = this.#spansIn(this.#waiting);
    let end = this.#waiting.length - held;
    while (end > 0) {
      end = this.#waiting.lastIndexOf("\n", end - 1) + 1;
      const across = spans.find((span) => span.start < end && span.end > end);
      if (end > 0 && across === undefined) return end;
      if (across !== undefined) end = across.start;
    }
    return this.#waiting.length < longest ? 0 : this.#waiting.length - held;
  }
}
