/** The participant's own words to hide: kept in the encrypted home, and nowhere else. */
import { OwnTerms } from "../../contract/participant-api.ts";
import type { HomeStore } from "../../core/ports/home-store.ts";
import { TermRefused, termsRule } from "../../core/redact/rules/terms.ts";

const setting = "terms";

type Saved = { readonly outcome: "saved" } | { readonly outcome: "refused"; readonly why: string };

export class TermsUnreadable extends Error {
  override readonly name = "TermsUnreadable";
  readonly code = "terms-unreadable";
  constructor() {
    super("Cannot start: your words to hide cannot be read. Install the newest Assent");
  }
}

/** Throws TermsUnreadable: recording without the list would keep what is on it. */
export function ownTerms(home: HomeStore): OwnTerms {
  const stored = home.setting(setting);
  if (stored === undefined) return [];
  const terms = OwnTerms.safeParse(parsed(stored));
  if (!terms.success) throw new TermsUnreadable();
  return terms.data;
}

/** Keeps only a list that the next recording can look for. */
export function saveOwnTerms(home: HomeStore, terms: OwnTerms): Saved {
  try {
    termsRule("user-terms/1", terms);
  } catch (problem) {
    if (problem instanceof TermRefused) return { outcome: "refused", why: problem.message };
    throw problem;
  }
  home.setSetting(setting, terms.length === 0 ? null : JSON.stringify(terms));
  return { outcome: "saved" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
