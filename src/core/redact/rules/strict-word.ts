/**
 * For the strict profile: hides every word that is not plain lower-case letters, or such a
 * word with a capital where a sentence begins.
 *
 * This hides names, numbers, codes and mixed words without knowing any language. It is not
 * yet a dictionary: an unusual lower-case word stays.
 *
 * @module
 */
import type { Rule } from "../rule.ts";

const word = /\S+/gu;
const ordinary = /^["'([{“„«]?\p{Ll}+(?:[-'’]\p{Ll}+)*["')\]}”»]?[.,;:!?…]*$/u;
const sentenceStart = /^["'([{“„«]?\p{Lu}?\p{Ll}*["')\]}”»]?[.,;:!?…]*$/u;
const symbolsOnly = /^[^\p{L}\p{N}]+$/u;
const longest = 24;

export const strictWord: Rule = {
  name: "strict-word/1",
  kind: "TEXT",
  *find(text) {
    let begins = true;
    for (const { 0: whole, index } of text.matchAll(word)) {
      const plain =
        whole.length <= longest &&
        (ordinary.test(whole) || symbolsOnly.test(whole) || (begins && sentenceStart.test(whole)));
      if (!plain) yield { start: index, end: index + whole.length, confidence: 0.3 };
      begins = /[.!?…:]["')\]}”»]?$/.test(whole);
    }
  },
};
