/**
 * HTML from text that nobody may trust: titles, names and typed text were written by others.
 *
 * @module
 */

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** What a page cannot hold, or what would turn the direction of everything after it. */
const unshowable = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069\u200e\u200f]/gu;

/** For text and for attributes in quotes. */
export const escaped = (text: string): string =>
  text.replace(unshowable, "\ufffd").replace(/[&<>"']/g, (character) => entities[character] ?? "");

const letters = new Intl.Segmenter("en");

/** One line that is not longer than this. */
export const shortened = (text: string, most: number): string => {
  const characters = Array.from(
    letters.segment(text.replace(/\s+/g, " ").trim()),
    ({ segment }) => segment,
  );
  return characters.length <= most
    ? characters.join("")
    : `${characters.slice(0, most - 1).join("")}…`;
};

export const grouped = (number: number): string =>
  String(number).replace(/\B(?=(?:\d{3})+$)/g, "\u202f");
