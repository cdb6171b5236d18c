/**
 * The companion inside one document of a granted site.
 *
 * @module
 */
import type { CompanionElement } from "../../contract/companion.ts";
import type { Rect } from "../../contract/geometry.ts";
import { pagePort, type FromPage, type PageState, type ToPage } from "../messages.ts";
import { closestComposed, deepActiveElement, deepElementAt, isFrame } from "./composed-tree.ts";
import { actionable, describe } from "./element-facts.ts";
import { EpochClock } from "./epoch.ts";
import { FieldCensus } from "./field-census.ts";
import { foreignFrames } from "./foreign-frames.ts";
import { watchLandings } from "./landings.ts";
import { PagePlace } from "./page-place.ts";
import { SecretFields } from "./secret-field.ts";

/** A frame of another site inside a granted page is not what the participant granted. */
const foreign =
  self !== top && [...location.ancestorOrigins].some((origin) => origin !== self.origin);

/** Marks this isolated world, so that a page open while its site is granted is served once. */
const world = globalThis as { assentCompanion?: true | undefined };

const secrets = new SecretFields();
const place = new PagePlace();
const clock = new EpochClock(
  () => Date.now(),
  () => performance.now(),
);
const retire = new AbortController();
const census = new FieldCensus(secrets, lookSoon, retire.signal);
let port: chrome.runtime.Port | undefined;
let seenQuestion = 0;
let lastTold = "";
let lookingSoon = false;

const judge = (): "clear" | "secure" => (foreign ? "secure" : secrets.judge(deepActiveElement()));
const epochOf = (event: Event): number => clock.of(event.timeStamp);
const pinched = (): boolean => (visualViewport?.scale ?? 1) !== 1;
const locate = (box: DOMRect) => (pinched() ? null : place.box(box, window));

/** Where what must not be pictured shows; a frame's own fields lie in the frame's box. */
function secretAreas(): readonly Rect[] | null {
  if (pinched() || self !== top) return null;
  const boxes = census.boxes();
  return boxes === null ? null : place.areas(boxes, window);
}

/** Where the list that may be open belongs; one that shows several rows opens none. */
function listBox(active: Element | null): Rect | null {
  if (self !== top || place.known === null || !document.hasFocus()) return null;
  if (!(active instanceof HTMLSelectElement) || active.multiple || active.size > 1) return null;
  return locate(active.getBoundingClientRect());
}

function state(asked: boolean): PageState {
  const active = deepActiveElement();
  census.survey(active, asked);
  return {
    focus: !document.hasFocus() ? "away" : isFrame(active) ? "in-frame" : "here",
    secure: judge(),
    exposed: secrets.exposed(),
    viewport: pinched() || self !== top ? null : place.viewport(window, foreignFrames(document)),
    secretAreas: secretAreas(),
    listBox: listBox(active),
    title: self === top ? document.title.slice(0, 300) : "",
  };
}

function tell(message: FromPage): void {
  open()?.postMessage(message);
}

/** Whether there was something new. */
function tellState(asked: boolean): boolean {
  const now = state(asked);
  const text = JSON.stringify(now);
  const isNew = text !== lastTold;
  if (!asked && !isNew && port !== undefined) return false;
  lastTold = text;
  tell({ kind: "state", answers: seenQuestion, state: now });
  return isNew;
}

/** Once per picture that the browser draws, and as long as things still move. */
function lookSoon(): void {
  if (lookingSoon || retire.signal.aborted) return;
  lookingSoon = true;
  requestAnimationFrame(() => {
    lookingSoon = false;
    if (!retire.signal.aborted && tellState(false)) lookSoon();
  });
}

function open(): chrome.runtime.Port | undefined {
  if (port !== undefined || retire.signal.aborted) return port;
  try {
    port = chrome.runtime.connect({ name: pagePort });
  } catch {
    // The companion was removed or updated; this copy of its script speaks to nobody.
    end();
    return undefined;
  }
  seenQuestion = 0;
  port.onDisconnect.addListener(() => {
    port = undefined;
  });
  port.onMessage.addListener((message: ToPage) => {
    if (message.kind === "retire") return end();
    if (message.kind === "zoom") place.setZoom(message.zoom);
    else if (message.kind === "place") place.adopt(message.known);
    else seenQuestion = message.question;
    tellState(message.kind === "ask");
  });
  return port;
}

function end(): void {
  retire.abort();
  port?.disconnect();
  port = undefined;
  world.assentCompanion = undefined;
}

function tellElement(event: Event, cause: "pressed" | "changed", target: Element): void {
  const element: CompanionElement | undefined = describe(target, locate);
  if (element === undefined || foreign || secrets.judge(target) === "secure") return;
  tell({ kind: "element", at: epochOf(event), cause, element });
}

function watch(): void {
  const options = { capture: true, passive: true, signal: retire.signal };
  const changed = () => void tellState(false);
  const at = (event: PointerEvent) => {
    if (!event.isTrusted || !place.pointer(event, window)) return;
    if (self === top && place.known !== null) tell({ kind: "place", known: place.known });
    changed();
  };

  const landings = watchLandings(
    { judge, describe: describeFocus, epochOf },
    ({ at: when, landed, element }) =>
      tell({ kind: "landing", at: when, landed, ...(element === undefined ? {} : { element }) }),
  );
  retire.signal.addEventListener("abort", () => landings[Symbol.dispose]());
  for (const name of ["focusin", "focusout", "focus", "blur", "input", "pageshow"])
    addEventListener(name, changed, options);
  addEventListener("resize", lookSoon, options);
  document.addEventListener("visibilitychange", changed, options);
  addEventListener("pointermove", at, options);
  addEventListener(
    "pointerdown",
    (event) => {
      if (!event.isTrusted) return;
      at(event);
      const pressed = deepElementAt(event.clientX, event.clientY);
      if (pressed !== null) tellElement(event, "pressed", actionable(pressed));
    },
    options,
  );
  addEventListener(
    "change",
    (event) => {
      const list = event.composedPath()[0];
      if (event.isTrusted && list instanceof HTMLSelectElement) tellElement(event, "changed", list);
    },
    options,
  );
  addEventListener("pagehide", () => port?.disconnect(), options);

  census.watch();
  const wake = (message: unknown) => {
    if (message === "wake") tellState(false);
  };
  chrome.runtime.onMessage.addListener(wake);
  retire.signal.addEventListener("abort", () => chrome.runtime.onMessage.removeListener(wake));
}

function describeFocus(): CompanionElement | undefined {
  const active = deepActiveElement();
  if (active === null || closestComposed(active, isFrame) !== null) return undefined;
  return describe(active, locate);
}

function start(): void {
  watch();
  tellState(true);
}

if (world.assentCompanion === undefined) {
  world.assentCompanion = true;
  if ((document as { prerendering?: boolean }).prerendering)
    document.addEventListener("prerenderingchange", start, { once: true });
  else start();
}
