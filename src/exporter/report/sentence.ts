/** One action in plain words. The text is not escaped. */
import type { Action } from "../../contract/actions.ts";
import type { Target } from "../../contract/events.ts";
import { shortened } from "./html.ts";

export function sentenceOf(action: Action): string {
  const { kind, pointer, target, scroll, keyboard } = action;
  const held = action.modifiers.map((one) => `${keyWord(one)} + `).join("");
  const button = pointer?.button ?? "left";
  switch (kind) {
    case "click": {
      if (target?.chosen !== undefined)
        return `Chose “${shortened(target.chosen, 80)}”${on(target, "in")}`;
      const how = {
        left: "Click",
        right: "Right click",
        middle: "Middle click",
        x1: "Click with the back button",
        x2: "Click with the forward button",
      };
      return `${held}${how[button]}${on(target)}`;
    }
    case "multi_click":
      return `${held}${pointer?.count === 3 ? "Triple click" : "Double click"}${on(target)}`;
    case "drag":
      return `${held}Drag${on(target)}`;
    case "scroll":
      return `${held}Scroll ${direction(scroll ?? { dx: 0, dy: 0 })}`;
    case "type":
      return keyboard?.text === undefined
        ? "Typing, of which nothing was kept"
        : `Type${target === undefined ? "" : ` into ${element(target)}`}`;
    case "key":
    case "chord":
      return `Press ${(keyboard?.keys ?? []).map(keyWord).join(" + ")}`;
  }
}

const on = (target: Target | undefined, word = "on") =>
  target === undefined ? "" : ` ${word} ${element(target)}`;

function element({ role, name }: Target): string {
  const what = shortened(role, 40) || "element";
  return name === undefined || name.trim() === ""
    ? `a ${what}`
    : `${what} “${shortened(name, 80)}”`;
}

function direction({ dx, dy }: { readonly dx: number; readonly dy: number }): string {
  const parts = [
    ...(dy === 0 ? [] : [`${dy > 0 ? "up" : "down"} by ${notches(dy)}`]),
    ...(dx === 0 ? [] : [`${dx > 0 ? "right" : "left"} by ${notches(dx)}`]),
  ];
  return parts.join(" and ");
}

function notches(turned: number): string {
  const size = Math.round(Math.abs(turned) * 10) / 10;
  return `${size} ${size === 1 ? "notch" : "notches"}`;
}

const words: ReadonlyMap<string, string> = new Map([
  ["ctrl", "Ctrl"],
  ["Control", "Ctrl"],
  ["alt", "Alt"],
  ["shift", "Shift"],
  ["meta", "Super"],
  ["Meta", "Super"],
  ["altgr", "AltGr"],
  ["AltGraph", "AltGr"],
  ["ArrowLeft", "←"],
  ["ArrowRight", "→"],
  ["ArrowUp", "↑"],
  ["ArrowDown", "↓"],
  ["PageUp", "Page Up"],
  ["PageDown", "Page Down"],
  ["Escape", "Esc"],
]);

const keyWord = (key: string): string =>
  words.get(key) ?? (key.length === 1 ? key.toUpperCase() : key);
