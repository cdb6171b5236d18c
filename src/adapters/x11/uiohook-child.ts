/**
 * The process in which uiohook runs: it hangs without a display and aborts when it loses one,
 * and only this process goes down with it. It ends with its parent.
 *
 * @module
 */
import {
  EventType,
  uIOhook,
  WheelDirection,
  type UiohookKeyboardEvent,
  type UiohookMouseEvent,
  type UiohookWheelEvent,
} from "uiohook-napi";
import type { HookEvent, HookMessage } from "./uiohook-message.ts";

type Hooked = UiohookKeyboardEvent | UiohookMouseEvent | UiohookWheelEvent;

/** Keys and buttons leave at once; moves wait for so many milliseconds for company. */
const gather = 8;
const mostInFlight = 200;
const mostGathered = 4096;

let gathered: HookEvent[] = [];
let timer: NodeJS.Timeout | undefined;
let inFlight = 0;
let dropped = false;

function send(message: HookMessage): void {
  inFlight++;
  process.send?.(message, undefined, {}, () => inFlight--);
}

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  if (inFlight >= mostInFlight) return wait();
  if (dropped) send({ kind: "overflow" });
  dropped = false;
  const events = gathered;
  gathered = [];
  send({ kind: "events", events });
}

function wait(): void {
  timer ??= setTimeout(flush, gather);
}

function onInput(event: Hooked): void {
  const told = translate(event);
  if (told === undefined) return;
  if (gathered.length >= mostGathered) {
    gathered = [];
    dropped = true;
  }
  gathered.push(told);
  if (told.kind === "move") wait();
  else flush();
}

function translate(event: Hooked): HookEvent | undefined {
  const stamp = event.time;
  switch (event.type) {
    case EventType.EVENT_KEY_PRESSED:
      return { kind: "key", stamp, scancode: event.keycode, down: true };
    case EventType.EVENT_KEY_RELEASED:
      return { kind: "key", stamp, scancode: event.keycode, down: false };
    case EventType.EVENT_MOUSE_MOVED:
      return { kind: "move", stamp, x: event.x, y: event.y };
    case EventType.EVENT_MOUSE_PRESSED:
    case EventType.EVENT_MOUSE_RELEASED: {
      const down = event.type === EventType.EVENT_MOUSE_PRESSED;
      return { kind: "button", stamp, x: event.x, y: event.y, button: Number(event.button), down };
    }
    case EventType.EVENT_MOUSE_WHEEL: {
      const horizontal = event.direction === WheelDirection.HORIZONTAL;
      return { kind: "wheel", stamp, x: event.x, y: event.y, horizontal, rotation: event.rotation };
    }
    // uiohook makes it up from press and release.
    case EventType.EVENT_MOUSE_CLICKED:
      return undefined;
    default:
      return undefined;
  }
}

process.once("disconnect", () => process.exit(0));
uIOhook.on("input", onInput);
uIOhook.start();
send({ kind: "ready" });
