import type { KeyLanding } from "../../../src/core/ports/browser-context.ts";
import type { InputFact } from "../../../src/core/ports/input-source.ts";
import type { Observation } from "../../../src/core/ports/observation.ts";
import type { FrameCandidate } from "../../../src/core/gate/cleared.ts";
import type { Gate } from "../../../src/core/gate/gate.ts";
import type { Act, ActKind, Plan, Point, Seen, Step } from "./plan.ts";
import {
  type History,
  type State,
  type Truth,
  at,
  browser,
  changePage,
  changePolicy,
  changeWindows,
  editor,
  firstView,
  firstWorld,
  idOf,
  policyFor,
  shop,
  wiki,
} from "./truth.ts";

/** One fact that was put in, and what really became of it. */
export interface Deed {
  readonly kind: ActKind;
  readonly at: number;
  /** The moment whose truth decides. */
  readonly moment: number;
  readonly point: Point;
  /** How it landed in the page, if it did. */
  readonly landed: KeyLanding["landed"] | undefined;
  readonly frame: FrameCandidate | undefined;
}

export interface Session {
  readonly truth: Truth;
  readonly deeds: ReadonlyMap<number, Deed>;
  readonly messages: readonly Message[];
  readonly end: number;
}
interface Message {
  readonly when: number;
  readonly tell: (gate: Gate) => void;
}

const start = 1_000;
const hangLength = 900;

function historyOf<T, C>(
  first: T,
  all: readonly Step<C>[],
  apply: (value: T, change: C) => T,
): History<T> {
  const states: State<T>[] = [{ since: 0, value: first }];
  let since = start;
  for (const { gap, change } of all) {
    since += gap;
    states.push({ since, value: apply(states.at(-1)!.value, change) });
  }
  return states;
}

/** Reports every change within its bounds and in order, and confirms only what is true. */
function observed<T>(
  history: History<T>,
  seen: readonly Seen[],
  end: number,
  tell: (gate: Gate, observation: Observation<T>) => void,
): readonly Message[] {
  const messages: Message[] = [];
  const [first, ...changes] = history;
  const say = (when: number, observation: Observation<T>) =>
    messages.push({ when, tell: (gate) => tell(gate, observation) });
  say(0, { kind: "changed", value: first!.value, earliest: 0, latest: 0 });
  const reported: { readonly earliest: number; readonly when: number }[] = [];
  let when = 0;
  let blindUntil = 0;
  for (const [index, { since, value }] of changes.entries()) {
    const { early, late, delay, lostFor } = seen[index]!;
    if (since < blindUntil) continue;
    when = Math.max(when, since + late + delay);
    if (lostFor > 0) {
      blindUntil = since + lostFor;
      say(when, { kind: "lost", from: since - early });
      when = Math.max(when, blindUntil);
      const now = at(history, blindUntil);
      say(when, { kind: "changed", value: now, earliest: blindUntil, latest: blindUntil });
    } else say(when, { kind: "changed", value, earliest: since - early, latest: since + late });
    reported.push({ earliest: since - early, when });
  }
  for (let now = 40; now <= end; now += 40) {
    const open = reported.filter((report) => report.when >= now).map((report) => report.earliest);
    say(now, { kind: "confirmed", upTo: Math.min(now, ...open.map((earliest) => earliest - 1)) });
  }
  return messages;
}

export function sessionOf(plan: Plan): Session {
  const all = policyFor(0, { editor: true, sites: [shop, wiki] });
  let epoch = 0;
  const hang =
    plan.hang === undefined
      ? undefined
      : { from: start + plan.hang, to: start + plan.hang + hangLength };
  const truth: Truth = {
    windows: historyOf(firstWorld, plan.windows, changeWindows),
    page: historyOf(firstView, plan.page, changePage),
    policy: historyOf(all, plan.policy, (_, change) => changePolicy(change, ++epoch) as typeof all),
    hang,
  };
  const lastAct = start + plan.acts.reduce((sum, { gap }) => sum + gap, 0);
  const end =
    Math.max(lastAct, ...[truth.windows, truth.page, truth.policy].map((h) => h.at(-1)!.since)) +
    6_500;
  const messages: Message[] = [
    ...observed(truth.windows, plan.windows, end, (gate, seen) => gate.windows(seen)),
    ...observed(truth.page, plan.page, end, (gate, seen) => gate.browser(browser.pid, seen)),
    ...observed(truth.policy, plan.policy, end, (gate, seen) => {
      if (seen.kind === "changed" && "denied" in seen.value && seen.value.denied === "paused")
        gate.pause(seen.earliest);
      else gate.policy(seen);
    }),
  ];
  const deeds = new Map<number, Deed>();
  let moment = start;
  let delivered = start;
  let landedAt = start;
  for (const one of plan.acts) {
    moment += one.gap;
    const deed = deedOf(truth, one, moment);
    deeds.set(moment, deed);
    delivered = Math.max(delivered, moment + one.delay);
    messages.push({ when: delivered, tell: tellOf(deed) });
    if (deed.landed !== undefined) {
      const stuck = hang !== undefined && moment >= hang.from && moment < hang.to;
      landedAt = Math.max(landedAt, stuck ? hang.to : moment + 25);
      const landing = { at: moment - (moment % 6) - 0.5, landed: deed.landed, element: undefined };
      const { origin } = at(truth.page, deed.moment);
      messages.push({
        when: landedAt,
        tell: (gate) => gate.landing(browser.pid, { ...landing, origin: origin! }),
      });
    }
  }
  return { truth, deeds, messages: messages.toSorted((a, b) => a.when - b.when), end };
}

const isKey = (kind: ActKind): boolean => ["text", "edit", "named", "chord"].includes(kind);

function deedOf(truth: Truth, one: Act, moment: number): Deed {
  const skew = isKey(one.kind) || one.kind === "frame" ? one.skew : one.lag;
  const decisive = moment + skew;
  const page = at(truth.page, decisive);
  const world = at(truth.windows, decisive);
  const arrives =
    isKey(one.kind) &&
    world.focus === idOf(browser) &&
    !world.keyboardGrabbed &&
    page.pageFocused &&
    page.origin !== null;
  const stuck = truth.hang !== undefined && moment > truth.hang.from && moment < truth.hang.to;
  const landed = arrives ? (stuck || page.secure === "secure" ? "secure" : "clear") : undefined;
  const focus = at(truth.windows, moment).focus ?? idOf(editor);
  const clip =
    focus === idOf(browser)
      ? (at(truth.page, moment).viewport ?? { x: 0, y: 0, width: 900, height: 700 })
      : { x: 0, y: 0, width: 900, height: 700 };
  const frame = {
    ref: `p${moment}`,
    startedAt: moment,
    endedAt: moment + 10,
    window: focus,
    popups:
      focus === idOf(browser)
        ? at(truth.windows, moment).stack.flatMap((o) => (o.popupOf === focus ? [o.id] : []))
        : [],
    clip,
    hidden: focus === idOf(browser) ? (at(truth.page, moment).secretAreas ?? []) : [],
  };
  return {
    kind: one.kind,
    at: moment,
    moment: decisive,
    point: one,
    landed,
    frame: one.kind === "frame" ? frame : undefined,
  };
}

function tellOf(deed: Deed): (gate: Gate) => void {
  const { at: moment, point, kind, frame } = deed;
  const { x, y } = point;
  if (frame !== undefined) return (gate) => gate.frame(frame);
  const element = { role: "button", name: undefined, bounds: { x, y, width: 1, height: 1 } };
  if (kind === "element")
    return (gate) =>
      gate.element(browser.pid, { at: moment, cause: "pressed", origin: shop, element });
  return (gate) => gate.input([inputOf(kind, moment, x, y)]);
}

/** Every key that types is its own character, so that what comes out can be found again. */
export const textOf = (moment: number): string => `t${moment}`;

function inputOf(kind: ActKind, moment: number, x: number, y: number): InputFact {
  const key = { kind: "key", at: moment, down: true, modifiers: [], repeat: false } as const;
  switch (kind) {
    case "text":
      return { ...key, key: "a", text: textOf(moment) };
    case "edit":
      return { ...key, key: "Backspace" };
    case "named":
      return { ...key, key: "Tab" };
    case "chord":
      return { ...key, key: "s", text: "s", modifiers: ["ctrl"] };
    case "press":
      return { kind: "button", at: moment, x, y, button: "left", down: true, modifiers: [] };
    case "release":
      return { ...key, key: "s", text: "s", down: false };
    case "lost":
      return { kind: "lost", at: moment };
    case "move":
    case "frame":
    case "element":
      return { kind: "pointer-moved", at: moment, x, y };
  }
}
