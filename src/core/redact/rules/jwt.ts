/**
 * JSON Web Tokens and other base64url JSON: from `eyJ` to the end of the token.
 *
 * An unfinished token is hidden as well, for its payload names a person.
 *
 * @module
 */
import type { Rule } from "../rule.ts";

/** `eyJ` is `{"` in base64; `ZXlK` is `eyJ` encoded once more. */
const token = /(?:eyJ|ZXlK)[\w\-+/.=]{13,}/g;

export const jwt: Rule = {
  name: "jwt/1",
  kind: "SECRET",
  *find(text) {
    if (!text.includes("eyJ") && !text.includes("ZXlK")) return;
    for (const match of text.matchAll(token))
      yield { start: match.index, end: match.index + match[0].length, confidence: 0.95 };
  },
};
