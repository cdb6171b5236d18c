/**
 * Says a canonical action in the AgentNet dialect of OpenCUA: pyautogui calls with places
 * as shares of the frame.
 *
 * What the dialect cannot say is named, action by action; an action of which nothing could
 * be said is left out rather than replaced by another.
 *
 * @module
 */
import type { Action } from "../../contract/actions.ts";
import type { Loss } from "../../contract/dataset.ts";
import type { Size } from "../../contract/geometry.ts";
import type { Modifier, PointerButton } from "../../contract/keys.ts";
import { pyautoguiKey } from "./keys.ts";
import { pythonText } from "./python-text.ts";

export interface Said {
  /** Calls, one a line; `null` where the action is left out. */
  readonly code: string | null;
  readonly lost: readonly Loss[];
}

/** Six decimals round back to the very pixel on any display; the dialect has four. */
export const shareDecimals = 4;

export function codeOf(action: Action, display: Size): Said {
  const lost = new Set<Loss>();
  const lines = linesOf(action, display, lost);
  if (lines !== undefined) noteRest(action, lost);
  return { code: lines === undefined ? null : lines.join("\n"), lost: [...lost].sort() };
}

function linesOf(action: Action, display: Size, lost: Set<Loss>): readonly string[] | undefined {
  const { kind, keyboard } = action;
  if (kind === "type") return typing(keyboard?.text, lost);
  if (kind === "key" || kind === "chord") return keys(action, lost);
  const { pointer } = action;
  if (pointer === undefined) throw new TypeError("Cannot export: an action has no place");
  if (action.flags.includes("out-of-display") || (pointer.to && !inside(pointer.to, display))) {
    lost.add("out-of-display");
    return undefined;
  }
  const at = place(pointer, display);
  if (kind === "scroll") return held(action, scrolling(action, at, lost), lost);
  const { button = "left" } = pointer;
  if (button === "x1" || button === "x2") {
    lost.add("button");
    return undefined;
  }
  if (kind === "drag") {
    if (pointer.to === undefined) throw new TypeError("Cannot export: a drag ends nowhere");
    if ((pointer.path?.length ?? 0) > 1) lost.add("drag-path");
    const to = place(pointer.to, display);
    return held(
      action,
      [`pyautogui.moveTo(${at})`, `pyautogui.dragTo(${to}, button='${button}')`],
      lost,
    );
  }
  if (kind === "multi_click" && pointer.to !== undefined) lost.add("drag-before-multi-click");
  return held(
    action,
    clicking(button, kind === "click" ? 1 : (pointer.count ?? 2), at, lost),
    lost,
  );
}

function clicking(button: PointerButton, count: number, at: string, lost: Set<Loss>) {
  if (button === "left" && count === 2) return [`pyautogui.doubleClick(${at})`];
  if (button === "left" && count === 3) return [`computer.tripleClick(${at})`];
  const call = { left: "click", right: "rightClick", middle: "middleClick", x1: "", x2: "" }[
    button
  ];
  if (count > 1) lost.add("click-count");
  return Array.from({ length: count }, () => `pyautogui.${call}(${at})`);
}

function scrolling({ scroll }: Action, at: string, lost: Set<Loss>): readonly string[] | undefined {
  const { dx = 0, dy = 0 } = scroll ?? {};
  const [sideways, along] = [Math.round(dx), Math.round(dy)];
  if (sideways !== dx || along !== dy) lost.add("scroll-rounded");
  if (sideways === 0 && along === 0) return undefined;
  return [
    `pyautogui.moveTo(${at})`,
    ...(along === 0 ? [] : [`pyautogui.scroll(${along})`]),
    ...(sideways === 0 ? [] : [`pyautogui.hscroll(${sideways})`]),
  ];
}

function typing(text: string | undefined, lost: Set<Loss>): readonly string[] | undefined {
  if (text === undefined) {
    lost.add("hidden-typing");
    return undefined;
  }
  if (!/^[\n\t -~]*$/.test(text)) lost.add("text-not-on-keyboard");
  return [`pyautogui.write(message=${pythonText(text)})`];
}

function keys({ kind, keyboard }: Action, lost: Set<Loss>): readonly string[] | undefined {
  const names = (keyboard?.keys ?? []).map(pyautoguiKey);
  if (names.length === 0 || names.includes(undefined)) {
    lost.add("key-unknown");
    return undefined;
  }
  const list = names.map((name) => pythonText(name ?? "")).join(", ");
  return [kind === "key" ? `pyautogui.press(keys=[${list}])` : `pyautogui.hotkey(keys=[${list}])`];
}

const modifierNames: Readonly<Record<Modifier, string>> = {
  ctrl: "ctrl",
  alt: "alt",
  shift: "shift",
  meta: "win",
  altgr: "altright",
};

/** The dialect has no word for a modifier that is held; pyautogui has. */
function held(
  { modifiers }: Action,
  calls: readonly string[] | undefined,
  lost: Set<Loss>,
): readonly string[] | undefined {
  if (calls === undefined || modifiers.length === 0) return calls;
  lost.add("modifier-by-key-down");
  const down = modifiers.map((one) => `pyautogui.keyDown('${modifierNames[one]}')`);
  const up = modifiers.toReversed().map((one) => `pyautogui.keyUp('${modifierNames[one]}')`);
  return [...down, ...calls, ...up];
}

function noteRest({ flags, target, before, redactions }: Action, lost: Set<Loss>): void {
  if (flags.includes("long-press")) lost.add("hold-time");
  if (flags.includes("no-release")) lost.add("release-missing");
  if (redactions.length > 0) lost.add("redacted-text");
  if (target?.chosen !== undefined) lost.add("chosen-option");
  if (before === undefined) lost.add("no-picture");
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const inside = ({ x, y }: Point, { width, height }: Size) =>
  x >= 0 && y >= 0 && x < width && y < height;

const place = ({ x, y }: Point, { width, height }: Size) =>
  `x=${shareOf(x, width)}, y=${shareOf(y, height)}`;

export const shareOf = (part: number, whole: number): number =>
  Number((part / whole).toFixed(shareDecimals));
