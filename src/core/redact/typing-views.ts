/**
 * Searches every view of a run and hides in its text what any of them reveals.
 *
 * A secret that stands in the final text is replaced where it stands. One that shows only
 * among the deletions or in raw key order may have left pieces that nothing can tell from
 * the rest: unless it is accounted for, the whole text is hidden.
 *
 * @module
 */
import type { Span } from "./rule.ts";
import type { SessionRedactor } from "./session-redactor.ts";
import type { TypedRun } from "./typing-output.ts";

export interface SealedRun {
  readonly field: string;
  readonly at: number;
  readonly until: number;
  readonly text: string;
  readonly raw: string;
  readonly deleted: readonly string[];
  readonly edits: number;
  /** Stretches of `text` that are part of a secret split over several runs. */
  readonly secret: readonly Span[];
  /** A run that was given out before holds another part of it. */
  readonly earlierAlsoSecret: boolean;
}

const shortestDeleted = 4;
const second = 1_000;

export function redactRun(redactor: SessionRedactor, run: SealedRun): TypedRun {
  const revealed = elsewhere(redactor, run);
  const inText = [...redactor.spans(run.text), ...run.secret].map((span) => slice(run.text, span));
  const gone = run.deleted.filter((part) => revealed.includes(part));
  const unaccounted = revealed.some(
    (value) => !gone.some((part) => value.includes(part)) && !accounted(value, inText, run),
  );
  const shown = redactor.redact(
    run.text,
    unaccounted && run.text !== "" ? [{ start: 0, end: run.text.length }] : run.secret,
  );
  const secret = shown.redactions.length > 0 || revealed.length > 0;
  return {
    kind: "typed",
    field: run.field,
    at: secret ? Math.floor(run.at / second) * second : run.at,
    until: secret ? Math.ceil(run.until / second) * second : run.until,
    ...shown,
    edits: secret ? 0 : run.edits,
    ...(run.earlierAlsoSecret ? { earlierRunAlsoSecret: true } : {}),
  };
}

/** What the raw keys and the deletions reveal. It is remembered, and so hidden in titles too. */
function elsewhere(redactor: SessionRedactor, run: SealedRun): readonly string[] {
  if (run.raw === run.text && run.deleted.length === 0) return [];
  return [run.raw, ...run.deleted.filter((part) => part.length >= shortestDeleted)].flatMap(
    (view) => {
      const values = redactor.spans(view).map((span) => slice(view, span));
      if (values.length > 0) redactor.redact(view);
      return values;
    },
  );
}

/** Nothing of the value is left: it was deleted with more, or is hidden with its corrections. */
function accounted(value: string, hidden: readonly string[], run: SealedRun): boolean {
  if (run.deleted.some((part) => part.includes(value))) return !run.text.includes(value);
  const lost = run.deleted.reduce((sum, part) => sum + part.length, 0);
  return hidden.some((part) => value.length - part.length <= lost && isSubsequence(part, value));
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of whole) if (part.startsWith(character, at)) at += character.length;
  return at >= part.length;
}

function slice(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}
