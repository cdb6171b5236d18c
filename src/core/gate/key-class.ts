/**
 * Decides what kind of key a press was, and so how much of it could be a secret.
 *
 * Whatever is not known to be harmless is `text`.
 *
 * @module
 */
import type { InputFact } from "../ports/input-source.ts";

export type KeyFact = Extract<InputFact, { kind: "key" }>;

/**
 * - `modifier`: says nothing alone, and would show where capitals are; never kept by itself.
 * - `chord`: with ctrl, alt or meta.
 * - `named`: moves, confirms or calls, and types nothing.
 * - `edit`: Backspace and Delete; their number tells a length.
 * - `text`: types something, or may.
 */
export type KeyClass = "modifier" | "chord" | "named" | "edit" | "text";

const modifierKeys: ReadonlySet<string> = new Set([
  "Shift",
  "Control",
  "Alt",
  "AltGraph",
  "Meta",
  "Super",
  "Hyper",
  "CapsLock",
  "NumLock",
  "ScrollLock",
  "Fn",
  "FnLock",
]);

const namedKeys =
  /^(?:Enter|Tab|Escape|Arrow(?:Left|Right|Up|Down)|Home|End|PageUp|PageDown|Insert|ContextMenu|PrintScreen|Pause|F(?:[1-9]|1[0-9]|2[0-4]))$/;

export function classify(fact: KeyFact): KeyClass {
  if (modifierKeys.has(fact.key)) return "modifier";
  const chorded =
    fact.modifiers.some((held) => held === "ctrl" || held === "alt" || held === "meta") &&
    !fact.modifiers.includes("altgr");
  if (chorded) return "chord";
  if (namedKeys.test(fact.key)) return "named";
  return fact.key === "Backspace" || fact.key === "Delete" ? "edit" : "text";
}
