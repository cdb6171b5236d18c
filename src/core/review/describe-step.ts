/**
 * One line about one action, in plain words, from fields that are redacted already.
 *
 * @module
 */
import type { Action } from "../../contract/actions.ts";
import type { Step } from "../../contract/participant-api.ts";

export function stepOf(action: Action): Step {
  const { pointer, context } = action;
  return {
    index: action.step,
    kind: action.kind,
    at: action.start,
    until: action.end,
    summary: summaryOf(action).slice(0, 600),
    app: context.app,
    origin: context.origin ?? null,
    text: action.keyboard?.text ?? null,
    point: pointer === undefined ? null : { x: pointer.x, y: pointer.y },
    target: action.target ?? null,
    before: action.before ?? null,
    after: action.after ?? null,
    firstSeq: action.raw.firstSeq,
    lastSeq: action.raw.lastSeq,
  };
}

function summaryOf(action: Action): string {
  const { kind, keyboard, pointer, scroll, target } = action;
  const on =
    target === undefined ? "" : ` on ${[target.role, target.name].filter(Boolean).join(" ")}`;
  const held = action.modifiers.length === 0 ? "" : `${action.modifiers.join("+")}+`;
  switch (kind) {
    case "click":
      return target?.chosen === undefined
        ? `${held}${pointer?.button ?? "left"} click${on}`
        : `chose “${target.chosen}”${on}`;
    case "multi_click":
      return `${pointer?.count === 3 ? "triple" : "double"} click${on}`;
    case "drag":
      return `${held}drag${on}`;
    case "scroll":
      return `${held}scroll ${direction(scroll ?? { dx: 0, dy: 0 })}`;
    case "type":
      return keyboard?.text === undefined ? "typed, not recorded" : `typed “${keyboard.text}”`;
    case "key":
    case "chord":
      return `pressed ${keyboard?.keys?.join("+") ?? ""}`;
  }
}

function direction({ dx, dy }: { readonly dx: number; readonly dy: number }): string {
  if (Math.abs(dy) >= Math.abs(dx)) return dy > 0 ? "up" : "down";
  return dx > 0 ? "right" : "left";
}
