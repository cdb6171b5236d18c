import type { Context } from "../../../src/contract/events.ts";
import type { Rect } from "../../../src/contract/geometry.ts";
import type { Origin } from "../../../src/contract/ids.ts";
import type { Cleared, FrameCandidate, GateOutput } from "../../../src/core/gate/cleared.ts";
import { Gate, type GateOptions } from "../../../src/core/gate/gate.ts";
import { assertPermitted } from "../../../src/core/gate/permitted.ts";
import type { BrowserView } from "../../../src/core/ports/browser-context.ts";
import type { TrackedWindow, WindowWorld } from "../../../src/core/ports/window-tracker.ts";
import { type Deed, type Session, textOf } from "./session.ts";
import { type Truth, at, browser, isOffer } from "./truth.ts";

/** Runs a session through a gate and returns everything that came out of it. */
export function outputsOf(
  session: Session,
  options: Partial<GateOptions> = {},
): readonly GateOutput[] {
  const gate = new Gate({ own: new Set(), ...options });
  const outputs: GateOutput[] = [];
  let next = 20;
  for (const { when, tell } of session.messages) {
    for (; next <= when; next += 20) outputs.push(gate.advance(next));
    tell(gate);
  }
  outputs.push(gate.advance(session.end), gate.advance(session.end + 7_000));
  return outputs;
}

/** The first thing that came out although the truth says that it must not; `undefined` if none. */
export function leakOf(session: Session, outputs: readonly GateOutput[]): string | undefined {
  const contexts = new Map<string, Context>();
  for (const { permitted } of outputs)
    for (const one of permitted) {
      assertPermitted(one);
      const { value } = one;
      if (value.kind === "context") {
        contexts.set(value.context.id, value.context);
        continue;
      }
      const context = contexts.get(one.context);
      if (context === undefined) return `${value.kind} in a place that was never described`;
      if (value.kind === "typing-broken") continue;
      const deed = session.deeds.get(value.at);
      if (deed === undefined) return `${value.kind} that never happened`;
      const why = wrong(session.truth, deed, value, context);
      if (why !== undefined) return `${value.kind} at ${value.at}: ${why}`;
    }
  return undefined;
}

function wrong(truth: Truth, deed: Deed, value: Cleared, context: Context): string | undefined {
  const { moment } = deed;
  const policy = at(truth.policy, moment);
  if ("denied" in policy) return "denied";
  const world = at(truth.windows, moment);
  const page = at(truth.page, moment);
  const granted = (origin: Origin | null) => origin !== null && policy.origins.has(origin);
  const inPage = (): string | undefined => {
    if (!granted(page.origin)) return "site not granted";
    if (page.secure !== "clear") return "secure field";
    return page.origin === context.origin ? undefined : "attributed to another site";
  };
  const allowed = ({ app }: TrackedWindow): string | undefined => {
    if (app?.pid === browser.pid) return inPage();
    if (app === null || !policy.apps.has(app.exe)) return "app not allowed";
    return context.app === "mousepad" ? undefined : "attributed to another app";
  };
  const ownerId = pointed(value)
    ? hitOwner(world, value.x, value.y)
    : (deed.frame?.window ?? world.focus);
  const window = world.stack.find(({ id }) => id === ownerId);
  if (window === undefined || window.app === null) return "nobody's window";
  if (value.kind === "frame") return wrongFrame(deed, window, page, truth) ?? allowed(window);
  if (!pointed(value) && value.kind !== "element") {
    if (world.keyboardGrabbed) return "keyboard was grabbed";
    if (window.app.pid === browser.pid && !page.pageFocused) return "page had no focus";
    if (deed.landed === "secure") return "landed in a secure field";
  }
  if (value.kind === "key-text") {
    if (window.app.pid !== browser.pid || deed.landed !== "clear") return "content without landing";
    if (value.text !== textOf(deed.at)) return "content of another key";
  }
  if (value.kind === "key-named" && window.app.pid !== browser.pid && deed.kind === "edit")
    return "edit key named in an app";
  if (pointed(value) && window.app.pid === browser.pid && !inside(page, value))
    return "not in page";
  return allowed(window);
}

function wrongFrame(
  deed: Deed,
  window: TrackedWindow,
  page: BrowserView,
  truth: Truth,
): string | undefined {
  const before = at(truth.windows, deed.at).stack.find(({ id }) => id === window.id);
  if (before?.bounds.x !== window.bounds.x) return "window moved";
  if (window.app?.pid !== browser.pid) return undefined;
  if (!page.pageFocused) return "page had no focus";
  if (page.viewport!.y > deed.frame!.clip.y) return "more than the page";
  const { startedAt, endedAt, popups } = deed.frame!;
  const shown = [deed.moment, startedAt].flatMap((m) => at(truth.windows, m).stack);
  if (shown.some((one) => popups.includes(one.id) && isOffer(one))) return "shows an offer";
  const seen = [page, at(truth.page, startedAt), at(truth.page, endedAt)].concat(
    truth.page.filter(({ since }) => since > startedAt && since <= endedAt).map((s) => s.value),
  );
  return seen.some((one) => bares(one, deed.frame!)) ? "shows a secret field" : undefined;
}

/** Pixel by pixel, so that nothing is shared with the rule. */
function bares({ secretAreas }: BrowserView, { clip, hidden }: FrameCandidate): boolean {
  if (secretAreas === null) return true;
  const within = (r: Rect, x: number, y: number) =>
    x >= r.x && y >= r.y && x < r.x + r.width && y < r.y + r.height;
  for (const area of secretAreas)
    for (let x = area.x; x < area.x + area.width; x++)
      for (let y = area.y; y < area.y + area.height; y++)
        if (within(clip, x, y) && !hidden.some((one) => within(one, x, y))) return true;
  return false;
}

const pointed = (value: Cleared): value is Extract<Cleared, { x: number }> => "x" in value;

const inside = ({ viewport }: BrowserView, { x, y }: { x: number; y: number }): boolean =>
  viewport !== null && y >= viewport.y && x >= viewport.x && x < viewport.x + viewport.width;

function hitOwner(world: WindowWorld, x: number, y: number): number | undefined {
  const hit = world.stack.findLast(
    ({ bounds: b }) => x >= b.x && y >= b.y && x < b.x + b.width && y < b.y + b.height,
  );
  return hit === undefined ? undefined : (hit.popupOf ?? hit.id);
}
