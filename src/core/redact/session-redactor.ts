/**
 * Replaces what must not be kept by typed tokens, in every text of one session.
 *
 * Text outside the replaced stretches is returned as it came, to the last code unit. The
 * search is repeated over what remains until it finds nothing, so redacting twice changes
 * nothing; should it not come to rest, everything that is left is hidden (RED-04).
 *
 * @module
 */
import type { Redaction } from "../../contract/events.ts";
import { type NamedFinding, mergeOverlapping } from "./merge.ts";
import { normalise } from "./normalise.ts";
import type { RedactionKind, Rule, Span } from "./rule.ts";
import { readings } from "./readings.ts";
import { type AllowRule, isAllowed } from "./rules/harmless.ts";
import { type RedactionProfile, type RuleSet, ruleSet } from "./rules/registry.ts";
import { termsRule } from "./rules/terms.ts";
import { TextView } from "./text-view.ts";
import { splitAtTokens } from "./token.ts";
import { ValueMemory } from "./value-memory.ts";

export interface RedactorOptions {
  /** The volunteer's own words to hide. They never leave the machine, not even hashed. */
  readonly userTerms?: readonly string[];
  /** Words that the study wants hidden for everyone. */
  readonly studyTerms?: readonly string[];
  readonly profile: RedactionProfile;
  /** Whether people's names and postal addresses are looked for too. */
  readonly names?: boolean;
  /** Harmless forms that may stay; by the profile where it is not said. */
  readonly allow?: readonly AllowRule[];
}

export interface RedactedText {
  readonly text: string;
  /** What was replaced, with positions in `text`. Tokens that stood there before are not listed. */
  readonly redactions: readonly Redaction[];
}

/** A hidden stretch of the text as it was given. */
export interface ExplainedSpan extends Span {
  readonly kind: RedactionKind;
  readonly rule: string;
}

interface Piece {
  readonly text: string;
  /** How much of the text that was given it stands for. */
  readonly length: number;
  readonly settled: boolean;
  readonly hidden?: { readonly kind: RedactionKind; readonly rule: string };
}

interface PassOptions {
  readonly giveUp?: boolean;
  readonly whole?: boolean;
  readonly known?: readonly Span[];
}

/** No rule finds anything where there is neither letter nor digit. */
const meaningful = /[\p{L}\p{N}]/u;
const maximalRounds = 8;
export const engine = "assent-redact/2";
/** A host may be a number or look random and yet be the one that was allowed. */
const personalInHost: ReadonlySet<string> = new Set(["EMAIL", "TERM", "PASSWORD", "CARD", "IBAN"]);

export class SessionRedactor {
  readonly #set: RuleSet;
  readonly #allowed: ReadonlySet<AllowRule>;
  readonly #terms: readonly Rule[];
  readonly #memory = new ValueMemory();
  readonly #profile: RedactionProfile;
  readonly #studyTerms: readonly string[];
  readonly #termsBeyondAscii: boolean;

  /** Throws TermRefused for a term that cannot be looked for. */
  constructor(options: RedactorOptions) {
    const { userTerms = [], studyTerms = [], profile, names = false } = options;
    this.#profile = profile;
    this.#set = ruleSet(profile, { names });
    this.#allowed = new Set(options.allow ?? this.#set.allow);
    this.#studyTerms = studyTerms;
    this.#terms = [termsRule("user-terms/1", userTerms), termsRule("study-terms/1", studyTerms)];
    this.#termsBeyondAscii = [...userTerms, ...studyTerms].some((term) => /[^\0-\x7f]/.test(term));
  }

  /** `known`: stretches that are secret for a reason that the text itself does not show. */
  redact(text: string, known: readonly Span[] = []): RedactedText {
    return assemble(this.#settle(text, known));
  }

  /** What `redact` would hide, with positions in the text as it was given. */
  explain(text: string): readonly ExplainedSpan[] {
    const spans: ExplainedSpan[] = [];
    let at = 0;
    for (const { length, hidden } of this.#settle(text, [])) {
      if (hidden !== undefined) spans.push({ ...hidden, start: at, end: at + length });
      at += length;
    }
    return spans;
  }

  #settle(text: string, known: readonly Span[]): readonly Piece[] {
    let pieces: readonly Piece[] = (
      known.length === 0 ? [open(text)] : this.#pass(text, { known })
    ).flatMap((piece) =>
      piece.settled
        ? [piece]
        : splitAtTokens(piece.text).map((part) => ({ ...open(part.text), settled: part.isToken })),
    );
    for (let round = 0; ; round++) {
      const next = pieces.flatMap((piece) =>
        piece.settled
          ? [piece]
          : this.#pass(piece.text, {
              giveUp: round >= maximalRounds,
              whole: piece.length === text.length,
            }),
      );
      if (
        next.length === pieces.length &&
        next.every((piece, at) => piece.settled === pieces[at]?.settled)
      )
        return pieces;
      pieces = next;
    }
  }

  /** What would be hidden in this text. Remembers nothing. */
  spans(text: string): readonly Span[] {
    return this.#findings(text);
  }

  /** A title or an element's name, cut to `longest` code units but never inside a token. */
  redactLabel(text: string, longest: number): string {
    const redacted = this.redact(text).text;
    if (redacted.length <= longest) return redacted;
    let label = "";
    for (const part of splitAtTokens(redacted)) {
      const room = longest - label.length;
      if (part.text.length <= room) label += part.text;
      else
        return part.isToken
          ? label
          : label + part.text.slice(0, room).replace(/[\ud800-\udbff]$/, "");
    }
    return label;
  }

  /** The origin as it is, or `undefined` when its host holds something personal. */
  redactOrigin<T extends string>(origin: T): T | undefined {
    const host = origin.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "");
    if (this.#termsBeyondAscii && /(?:^|\.)xn--/i.test(host)) return undefined;
    const variants = [host, host.replace(/%40|[._-]at[._-]/gi, "@")];
    const personal = variants.some((variant) =>
      this.#findings(variant).some(
        ({ kind, rule }) => personalInHost.has(kind) || rule === "seen-before/1",
      ),
    );
    return personal ? undefined : origin;
  }

  /** Names the rule set: the same text means the same rules. Holds no term of the volunteer. */
  rulesDescription(): string {
    const rules = [...this.#set.rules, ...this.#terms].map((rule) => `${rule.name} ${rule.kind}`);
    const terms = this.#studyTerms.map((term) => `study-term ${JSON.stringify(term)}`);
    return [
      engine,
      `profile ${this.#profile}`,
      `bar ${this.#set.bar}`,
      `allow ${[...this.#allowed].toSorted().join(" ")}`,
      ...rules.toSorted(),
      ...terms.toSorted(),
    ].join("\n");
  }

  /** Drops every remembered value; tokens given from now on have new numbers. */
  forgetValues(): void {
    this.#memory.forget();
  }

  #pass(text: string, { giveUp = false, whole = true, known = [] }: PassOptions): readonly Piece[] {
    if (known.length === 0 && !meaningful.test(text)) return [open(text)];
    if (giveUp)
      return this.#findings(text, whole).length === 0
        ? [open(text)]
        : [this.#hide(text, { kind: "TEXT", rule: "unsettled/1" })];
    const pieces: Piece[] = [];
    let from = 0;
    const split = known.map(
      (span) => ({ ...span, confidence: 0.5, kind: "SECRET", rule: "split/1" }) as const,
    );
    for (const finding of mergeOverlapping([...this.#findings(text, whole), ...split])) {
      if (finding.start > from) pieces.push(open(text.slice(from, finding.start)));
      pieces.push(this.#hide(text.slice(finding.start, finding.end), finding));
      from = finding.end;
    }
    if (from < text.length) pieces.push(open(text.slice(from)));
    return pieces;
  }

  #hide(text: string, { kind, rule, value }: Pick<NamedFinding, "kind" | "rule" | "value">): Piece {
    const known = this.#memory.tokenOf(value ?? normalise(text).text, kind);
    return {
      text: known.token,
      length: text.length,
      settled: true,
      hidden: { kind: known.kind, rule },
    };
  }

  #findings(text: string, whole = true): readonly NamedFinding[] {
    const findings: NamedFinding[] = [];
    let first = true;
    for (const { text: reading, original } of readings(text)) {
      const found = this.#findIn(new TextView(reading, whole)).map((finding) => ({
        ...(first ? {} : { value: reading.slice(finding.start, finding.end) }),
        ...finding,
        ...original(finding),
      }));
      findings.push(...found);
      first = false;
    }
    return mergeOverlapping(findings);
  }

  #findIn(view: TextView): readonly NamedFinding[] {
    const findings: NamedFinding[] = [...this.#memory.find(view.text)];
    for (const rule of [...this.#terms, ...this.#set.rules])
      for (const finding of rule.find(view.text, view)) {
        if (finding.confidence < this.#set.bar) continue;
        const named = { ...finding, kind: rule.kind, rule: rule.name };
        if (!isAllowed(view.text, named, this.#allowed)) findings.push(named);
      }
    return findings;
  }
}

function open(text: string): Piece {
  return { text, length: text.length, settled: false };
}

function assemble(pieces: readonly Piece[]): RedactedText {
  const redactions: Redaction[] = [];
  const parts: string[] = [];
  let at = 0;
  for (const { text, hidden } of pieces) {
    if (hidden !== undefined) redactions.push({ ...hidden, start: at, end: at + text.length });
    parts.push(text);
    at += text.length;
  }
  return { text: parts.join(""), redactions };
}
