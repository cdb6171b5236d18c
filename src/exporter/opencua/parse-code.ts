/**
 * Reads code of the dialect back: what an importer, and `assent dataset verify`, understand.
 *
 * @module
 */
import type { ActionKind } from "../../contract/actions.ts";
import type { Size } from "../../contract/geometry.ts";
import type { KeyName, Modifier, PointerButton } from "../../contract/keys.ts";
import { canonicalKey } from "./keys.ts";
import { textOfPython } from "./python-text.ts";

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The part of an action that code can say. Places are pixels, to the rounding of the shares. */
export interface ParsedAction {
  readonly kind: ActionKind | "terminate";
  readonly at?: Place;
  readonly to?: Place;
  readonly button?: PointerButton;
  readonly count?: number;
  readonly scroll?: { readonly dx: number; readonly dy: number };
  readonly text?: string;
  readonly keys?: readonly KeyName[];
  readonly modifiers: readonly Modifier[];
}

interface Call {
  readonly name: string;
  readonly args: string;
}

const modifierOf: ReadonlyMap<string, Modifier> = new Map([
  ["'ctrl'", "ctrl"],
  ["'alt'", "alt"],
  ["'shift'", "shift"],
  ["'win'", "meta"],
  ["'altright'", "altgr"],
]);

/** `undefined` for code that {@link codeOf} would not write. */
export function parseCode(code: string, display: Size): ParsedAction | undefined {
  const calls = code.split("\n").map(callOf);
  if (calls.some((call) => call === undefined)) return undefined;
  let inner = calls as readonly Call[];
  const modifiers: Modifier[] = [];
  while (inner[0]?.name === "pyautogui.keyDown") {
    const modifier = modifierOf.get(inner[0].args);
    const last = inner.at(-1);
    if (modifier === undefined || last?.name !== "pyautogui.keyUp" || last.args !== inner[0].args)
      return undefined;
    modifiers.push(modifier);
    inner = inner.slice(1, -1);
  }
  const parsed = parseCalls(inner, display);
  return parsed === undefined ? undefined : { ...parsed, modifiers };
}

function callOf(line: string): Call | undefined {
  const match = /^((?:pyautogui|computer)\.[A-Za-z]+)\((.*)\)$/su.exec(line);
  return match?.[1] === undefined ? undefined : { name: match[1], args: match[2] ?? "" };
}

type Parsed = Omit<ParsedAction, "modifiers">;

const clicks: Readonly<Record<string, Pick<ParsedAction, "kind" | "button" | "count">>> = {
  "pyautogui.click": { kind: "click", button: "left", count: 1 },
  "pyautogui.rightClick": { kind: "click", button: "right", count: 1 },
  "pyautogui.middleClick": { kind: "click", button: "middle", count: 1 },
  "pyautogui.doubleClick": { kind: "multi_click", button: "left", count: 2 },
  "computer.tripleClick": { kind: "multi_click", button: "left", count: 3 },
};

function parseCalls(calls: readonly Call[], display: Size): Parsed | undefined {
  const [first, ...rest] = calls;
  if (first === undefined) return undefined;
  if (first.name === "pyautogui.moveTo") return moving(first, rest, display);
  const click = clicks[first.name];
  if (click !== undefined) {
    const at = placeOf(first.args, display);
    if (
      at === undefined ||
      rest.some(({ name, args }) => name !== first.name || args !== first.args)
    )
      return undefined;
    return rest.length === 0
      ? { ...click, at }
      : { ...click, at, kind: "multi_click", count: calls.length };
  }
  if (rest.length > 0) return undefined;
  switch (first.name) {
    case "pyautogui.write": {
      const text = first.args.startsWith("message=")
        ? textOfPython(first.args.slice(8))
        : undefined;
      return text === undefined ? undefined : { kind: "type", text };
    }
    case "pyautogui.press":
      return keysOf("key", first.args);
    case "pyautogui.hotkey":
      return keysOf("chord", first.args);
    case "computer.terminate":
      return /^status='(?:success|failure)'$/.test(first.args) ? { kind: "terminate" } : undefined;
    default:
      return undefined;
  }
}

function moving(move: Call, rest: readonly Call[], display: Size): Parsed | undefined {
  const at = placeOf(move.args, display);
  if (at === undefined) return undefined;
  const [first] = rest;
  if (first?.name === "pyautogui.dragTo" && rest.length === 1) {
    const drag = /^(.*), button='(left|middle|right)'$/.exec(first.args);
    const to = drag?.[1] === undefined ? undefined : placeOf(drag[1], display);
    if (to === undefined) return undefined;
    return { kind: "drag", at, to, button: drag?.[2] as PointerButton };
  }
  const scroll = { dx: 0, dy: 0 };
  for (const { name, args } of rest) {
    if (!/^-?[1-9][0-9]{0,5}$/.test(args)) return undefined;
    if (name === "pyautogui.scroll" && scroll.dy === 0) scroll.dy = Number(args);
    else if (name === "pyautogui.hscroll" && scroll.dx === 0) scroll.dx = Number(args);
    else return undefined;
  }
  return rest.length === 0 ? undefined : { kind: "scroll", at, scroll };
}

function placeOf(args: string, { width, height }: Size): Place | undefined {
  const match = /^x=([01](?:\.[0-9]{1,4})?), y=([01](?:\.[0-9]{1,4})?)$/.exec(args);
  if (match === null) return undefined;
  const [x, y] = [Number(match[1]), Number(match[2])];
  return x <= 1 && y <= 1 ? { x: x * width, y: y * height } : undefined;
}

function keysOf(kind: "key" | "chord", args: string): Parsed | undefined {
  const list = /^keys=\[('(?:[^'\\]|\\.)+'(?:, '(?:[^'\\]|\\.)+')*)\]$/.exec(args)?.[1];
  const literals = list?.match(/'(?:[^'\\]|\\.)+'/g) ?? [];
  const keys = literals.map((literal) => canonicalKey(textOfPython(literal) ?? ""));
  return keys.length === 0 || keys.includes(undefined)
    ? undefined
    : { kind, keys: keys as readonly KeyName[] };
}
