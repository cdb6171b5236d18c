/**
 * Which forms' words stand near a place: up to 60 characters before it, 30 after.
 *
 * The text is read once for all words of all forms.
 *
 * @module
 */
import { KeywordIndex } from "../../keyword-index.ts";
import type { TextView } from "../../text-view.ts";
import type { IdentifierForm } from "./form.ts";

const before = 60;
const after = 30;
const letter = /\p{L}/u;
/** A shorter word counts only where it stands alone. */
const standsInside = 7;

export function wordsOf(forms: readonly IdentifierForm[]): KeywordIndex<ReadonlySet<string>> {
  const namesByWord = new Map<string, Set<string>>();
  for (const { name, words } of forms)
    for (const word of words) {
      const names = namesByWord.get(word) ?? new Set();
      names.add(name);
      namesByWord.set(word, names);
    }
  const index = new KeywordIndex<ReadonlySet<string>>();
  for (const [word, names] of namesByWord) index.add(word, names);
  return index;
}

const none: readonly ReadonlySet<string>[] = [];

interface Hit {
  readonly start: number;
  readonly end: number;
  readonly entry: ReadonlySet<string>;
}

export class Nearby {
  readonly #view: TextView;
  readonly #words: KeywordIndex<ReadonlySet<string>>;
  #hits: readonly Hit[] | undefined;
  #from = 0;

  constructor(view: TextView, words: KeywordIndex<ReadonlySet<string>>) {
    this.#view = view;
    this.#words = words;
  }

  /** The forms whose words stand near this place. Asked for places in ascending order. */
  at(start: number, end: number): readonly ReadonlySet<string>[] {
    const hits = (this.#hits ??= this.#read());
    while ((hits[this.#from]?.end ?? Infinity) < start - before) this.#from++;
    const first = hits[this.#from];
    if (first === undefined || first.start > end + after) return none;
    const near: ReadonlySet<string>[] = [];
    for (let at = this.#from; at < hits.length; at++) {
      const hit = hits[at];
      if (hit === undefined || hit.start > end + after) break;
      near.push(hit.entry);
    }
    return near;
  }

  #read(): readonly Hit[] {
    const { lower } = this.#view;
    const accept = ({ start, end }: { readonly start: number; readonly end: number }): boolean =>
      (!letter.test(lower.charAt(start - 1)) &&
        (end - start >= standsInside ||
          !letter.test(lower.charAt(end)) ||
          cjk.test(lower.charAt(start)))) ||
      end - start >= standsInside;
    return [...this.#words.hits(lower, accept)];
  }
}

const cjk = /\p{Script=Han}|\p{Script=Hangul}|\p{Script=Katakana}|\p{Script=Thai}/u;
