/**
 * Counts what was found, what was missed and what was hidden for nothing.
 *
 * A span counts as found when 90 % of its visible characters are covered, by whatever
 * class. A hidden stretch is right when it overlaps any span. A text without spans is clean
 * when nothing in it is hidden.
 */
import type { CorpusText } from "./corpus.ts";

export interface Predicted {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

export class Tally {
  hits = 0;
  of = 0;

  add(hit: boolean): void {
    this.of++;
    if (hit) this.hits++;
  }
}

/** Must be hidden. */
export const firstTier: ReadonlySet<string> = new Set([
  "SECRET",
  "PASSWORD",
  "EMAIL",
  "PHONE",
  "CREDIT_CARD",
  "IBAN",
  "NATIONAL_ID",
  "IP",
  "MAC",
  "CRYPTO",
  "BANK",
]);
/** Should be hidden where names are on. */
export const secondTier: ReadonlySet<string> = new Set(["PERSON", "ADDRESS"]);

const coveredEnough = 0.9;

export class Score {
  readonly recall = new Map<string, Tally>();
  readonly recallBySource = new Map<string, Tally>();
  readonly precision = new Map<string, Tally>();
  /** Over texts that hold something to hide, and over those with the honest negatives. */
  readonly precisionInPositives = new Tally();
  readonly precisionWithNegatives = new Tally();
  readonly clean = new Map<string, Tally>();
  readonly firstTier = new Tally();
  readonly leaking = new Tally();
  readonly #isNearMiss: (source: string) => boolean;

  constructor(isNearMiss: (source: string) => boolean) {
    this.#isNearMiss = isNearMiss;
  }

  /** Gives back the spans of the first tier that were missed. */
  add(sample: CorpusText, predicted: readonly Predicted[]): readonly Predicted[] {
    const missed: Predicted[] = [];
    const family = familyOf(sample.source);
    for (const span of sample.spans) {
      const found = isCovered(sample.text, span, predicted);
      tally(this.recall, span.type).add(found);
      if (!firstTier.has(span.type)) continue;
      this.firstTier.add(found);
      tally(this.recallBySource, family).add(found);
      if (!found) missed.push(span);
    }
    for (const one of predicted) {
      const right = sample.spans.some((span) => one.start < span.end && one.end > span.start);
      if (sample.spans.length > 0) this.precisionInPositives.add(right);
      if (sample.spans.length > 0 || !this.#isNearMiss(sample.source)) {
        this.precisionWithNegatives.add(right);
        tally(this.precision, one.type).add(right);
      }
    }
    if (sample.spans.length === 0) {
      const where = this.#isNearMiss(sample.source) ? `${family} (near misses)` : family;
      tally(this.clean, where).add(predicted.length === 0);
    }
    this.leaking.add(missed.length > 0);
    return missed;
  }
}

function tally(map: Map<string, Tally>, key: string): Tally {
  const known = map.get(key) ?? new Tally();
  map.set(key, known);
  return known;
}

function familyOf(source: string): string {
  return source.split(":")[0] ?? source;
}

function isCovered(
  text: string,
  span: { readonly start: number; readonly end: number },
  predicted: readonly Predicted[],
): boolean {
  let visible = 0;
  let covered = 0;
  for (let at = span.start; at < span.end; at++) {
    if (/\s/.test(text.charAt(at))) continue;
    visible++;
    if (predicted.some(({ start, end }) => at >= start && at < end)) covered++;
  }
  return covered >= visible * coveredEnough;
}
