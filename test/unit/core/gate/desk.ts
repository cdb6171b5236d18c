import type { Origin, ScopeId } from "../../../../src/contract/ids.ts";
import type { Rect } from "../../../../src/contract/geometry.ts";
import type { DropReason, Signal } from "../../../../src/contract/signals.ts";
import type { Cleared, GateOutput } from "../../../../src/core/gate/cleared.ts";
import { Gate } from "../../../../src/core/gate/gate.ts";
import type { GateRules } from "../../../../src/core/gate/rules/table.ts";
import type { Grant, Policy } from "../../../../src/core/policy/policy.ts";
import type { BrowserView, KeyLanding } from "../../../../src/core/ports/browser-context.ts";
import type { InputFact } from "../../../../src/core/ports/input-source.ts";
import type {
  AppIdentity,
  TrackedWindow,
  WindowWorld,
} from "../../../../src/core/ports/window-tracker.ts";

/** A desk with an allowed editor, a terminal that is not allowed, a browser and Assent itself. */

export const allSignals: readonly Signal[] = [
  "pointer",
  "keys.timing",
  "keys.content",
  "screenshot",
  "a11y",
  "title",
];

export const shop = "https://shop.example" as Origin;
export const wiki = "https://wiki.example" as Origin;
export const bank = "https://bank.example" as Origin;

export const editor: AppIdentity = { pid: 10, exe: "/usr/bin/mousepad", startedAt: 1 };
export const terminal: AppIdentity = { pid: 20, exe: "/usr/bin/xterm", startedAt: 2 };
export const browser: AppIdentity = { pid: 30, exe: "/usr/lib/chromium/chromium", startedAt: 3 };
export const assent: AppIdentity = { pid: 40, exe: "/opt/assent/assent", startedAt: 4 };

export const rect = (x: number, y: number, width: number, height: number): Rect => ({
  x,
  y,
  width,
  height,
});

export const editorArea = rect(0, 100, 400, 300);
export const terminalArea = rect(500, 100, 400, 300);
export const browserArea = rect(0, 500, 800, 400);
export const viewport = rect(0, 600, 800, 300);

export function windowOf(
  app: AppIdentity | null,
  bounds: Rect,
  more: Partial<TrackedWindow> = {},
): TrackedWindow {
  const id = more.id ?? (app === null ? 999 : app.pid * 100);
  return { id, app, bounds, popupOf: null, overrideRedirect: false, title: "raw", ...more };
}

export const stack: readonly TrackedWindow[] = [
  windowOf(editor, editorArea),
  windowOf(terminal, terminalArea),
  windowOf(browser, browserArea),
];

export const idOf = (app: AppIdentity): number => app.pid * 100;

export const world = (focus: AppIdentity | null, more: Partial<WindowWorld> = {}): WindowWorld => ({
  focus: focus === null ? null : idOf(focus),
  keyboardGrabbed: false,
  stack,
  display: { width: 1_000, height: 1_000 },
  ...more,
});

export const view = (more: Partial<BrowserView> = {}): BrowserView => ({
  origin: shop,
  pageFocused: true,
  secure: "clear",
  viewport,
  secretAreas: [],
  listBox: null,
  title: "page",
  ...more,
});

export function policyOf(epoch = 1, signals: readonly Signal[] = allSignals): Policy {
  const grant = (scope: string): Grant => ({
    scope: scope as ScopeId,
    signals: new Set(signals),
  });
  return {
    epoch,
    apps: new Map([[editor.exe, grant("editor")]]),
    origins: new Map([
      [shop, grant("shop")],
      [wiki, grant("wiki")],
    ]),
    denies: (exe) => exe === assent.exe,
  };
}

type Key = Extract<InputFact, { kind: "key" }>;

export const keyAt = (at: number, key: string, more: Partial<Key> = {}): Key => ({
  kind: "key",
  at,
  down: true,
  key,
  modifiers: [],
  repeat: false,
  ...(key.length === 1 ? { text: key } : {}),
  ...more,
});

export const moveAt = (at: number, x: number, y: number): InputFact => ({
  kind: "pointer-moved",
  at,
  x,
  y,
});

export const landingAt = (at: number, more: Partial<KeyLanding> = {}): KeyLanding => ({
  at,
  landed: "clear",
  origin: shop,
  element: { role: "textbox", name: "Name", bounds: rect(10, 610, 100, 20) },
  ...more,
});

export interface DeskOptions {
  readonly focus?: AppIdentity;
  readonly policy?: Policy;
  readonly view?: BrowserView | null;
  readonly rules?: GateRules;
}

/** A gate that knows everything since moment 0 and nothing after it. */
export function deskGate(options: DeskOptions = {}): Gate {
  const gate = new Gate({
    own: new Set([assent.pid]),
    ...(options.rules === undefined ? {} : { rules: options.rules }),
  });
  const since = { earliest: 0, latest: 0 };
  gate.policy({ kind: "changed", value: options.policy ?? policyOf(), ...since });
  gate.windows({ kind: "changed", value: world(options.focus ?? editor), ...since });
  if (options.view !== null)
    gate.browser(browser.pid, { kind: "changed", value: options.view ?? view(), ...since });
  return gate;
}

/** Everything is known up to this moment. */
export function confirm(gate: Gate, upTo: number, withBrowser = true): void {
  gate.policy({ kind: "confirmed", upTo });
  gate.windows({ kind: "confirmed", upTo });
  if (withBrowser) gate.browser(browser.pid, { kind: "confirmed", upTo });
}

/** What came out, without the marks and without the contexts. */
export const factsOf = (output: GateOutput): readonly Cleared[] =>
  output.permitted.map(({ value }) => value).filter(({ kind }) => kind !== "context");

export const dropsOf = (output: GateOutput): Partial<Record<DropReason, number>> =>
  Object.fromEntries(output.dropped);

/** Confirms everything up to well after these facts, and takes out what was decided. */
export function decide(
  gate: Gate,
  facts: readonly InputFact[],
  upTo: number,
): { readonly kept: readonly string[]; readonly dropped: Partial<Record<DropReason, number>> } {
  gate.input(facts);
  confirm(gate, upTo);
  const output = gate.advance(upTo);
  return { kept: factsOf(output).map(({ kind }) => kind), dropped: dropsOf(output) };
}
