/**
 * The text of one field as far as it is known from the keys pressed in it.
 *
 * What stood in the field before is unknown. So a caret that leaves what was typed here
 * ends the run: the buffer then answers `false`, and nothing is guessed. Besides the final
 * text it keeps what was deleted and the keys in their raw order, because a secret that was
 * typed and corrected is a secret still (RED-02).
 *
 * @module
 */
import type { Modifier } from "../../contract/keys.ts";

export type EditKey = "Backspace" | "Delete" | "ArrowLeft" | "ArrowRight" | "Home" | "End";

export class EditBuffer {
  /** One entry a code point, so that a deletion never leaves half a character. */
  #characters: string[] = [];
  #caret = 0;
  #anchor = 0;
  #raw: string[] = [];
  #deleted: string[] = [];
  /** Characters deleted one by one so far, in the order in which they stood. */
  #deleting: string[] = [];
  #deletingForward = false;
  edits = 0;

  get text(): string {
    return this.#characters.join("");
  }

  /** Every printable key in the order pressed, corrections ignored. */
  get raw(): string {
    return this.#raw.join("");
  }

  get deleted(): readonly string[] {
    return this.#deleting.length === 0
      ? this.#deleted
      : [...this.#deleted, this.#deleting.join("")];
  }

  get length(): number {
    return this.#raw.length;
  }

  insert(text: string): void {
    this.#endDeletion();
    if (this.#caret !== this.#anchor) this.#removeSelection();
    const characters = Array.from(text);
    this.#characters.splice(this.#caret, 0, ...characters);
    this.#caret += characters.length;
    this.#anchor = this.#caret;
    this.#raw.push(...characters);
  }

  selectAll(): void {
    this.#endDeletion();
    this.#anchor = 0;
    this.#caret = this.#characters.length;
  }

  /** `false`: the key reaches beyond what is known. */
  edit(key: EditKey, modifiers: readonly Modifier[]): boolean {
    const ctrl = modifiers.includes("ctrl");
    const shift = modifiers.includes("shift");
    this.edits++;
    if (key === "Backspace" || key === "Delete") return this.#delete(key === "Delete", ctrl);
    this.#endDeletion();
    const selected = this.#caret !== this.#anchor;
    if (selected && !shift && (key === "ArrowLeft" || key === "ArrowRight")) {
      const [from, to] = this.#selection();
      return this.#moveTo(key === "ArrowLeft" ? from : to, false);
    }
    switch (key) {
      case "Home":
      case "End":
        // Where the line begins and ends is known only if the run began in an empty field.
        return this.#moveTo(key === "Home" ? 0 : this.#characters.length, shift);
      case "ArrowLeft":
        return this.#moveTo(ctrl ? this.#wordBefore() : this.#caret - 1, shift);
      case "ArrowRight":
        return this.#moveTo(ctrl ? this.#wordAfter() : this.#caret + 1, shift);
    }
  }

  #delete(forward: boolean, word: boolean): boolean {
    if (this.#caret !== this.#anchor) {
      this.#removeSelection();
      return true;
    }
    const reach = forward
      ? word
        ? this.#wordAfter()
        : this.#caret + 1
      : word
        ? this.#wordBefore()
        : this.#caret - 1;
    if (reach < 0 || reach > this.#characters.length || reach === this.#caret) return false;
    const from = Math.min(reach, this.#caret);
    const removed = this.#characters.splice(from, Math.abs(reach - this.#caret));
    if (forward !== this.#deletingForward) this.#endDeletion();
    this.#deletingForward = forward;
    if (forward) this.#deleting.push(...removed);
    else this.#deleting.unshift(...removed);
    this.#caret = from;
    this.#anchor = from;
    return true;
  }

  #removeSelection(): void {
    this.#endDeletion();
    const [from, to] = this.#selection();
    this.#deleted.push(this.#characters.splice(from, to - from).join(""));
    this.#caret = from;
    this.#anchor = from;
  }

  #endDeletion(): void {
    if (this.#deleting.length > 0) this.#deleted.push(this.#deleting.join(""));
    this.#deleting = [];
  }

  #selection(): readonly [number, number] {
    return [Math.min(this.#caret, this.#anchor), Math.max(this.#caret, this.#anchor)];
  }

  #moveTo(place: number, selecting: boolean): boolean {
    if (place < 0 || place > this.#characters.length) return false;
    this.#caret = place;
    if (!selecting) this.#anchor = place;
    return true;
  }

  #wordBefore(): number {
    let at = this.#caret;
    while (at > 0 && this.#isSpace(at - 1)) at--;
    while (at > 0 && !this.#isSpace(at - 1)) at--;
    return at;
  }

  #wordAfter(): number {
    let at = this.#caret;
    while (at < this.#characters.length && this.#isSpace(at)) at++;
    while (at < this.#characters.length && !this.#isSpace(at)) at++;
    return at;
  }

  #isSpace(at: number): boolean {
    return /\s/.test(this.#characters[at] ?? "");
  }
}
