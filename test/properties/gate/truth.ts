import type { Rect } from "../../../src/contract/geometry.ts";
import type { Origin, ScopeId } from "../../../src/contract/ids.ts";
import type { DropReason, Signal } from "../../../src/contract/signals.ts";
import type { Denied, Grant, Policy } from "../../../src/core/policy/policy.ts";
import type { BrowserView } from "../../../src/core/ports/browser-context.ts";
import type {
  AppIdentity,
  TrackedWindow,
  WindowWorld,
} from "../../../src/core/ports/window-tracker.ts";

/**
 * What really happened on an invented desktop: three apps whose windows overlap, one browser
 * with one page in front, and one policy, each as a list of states and their beginnings.
 */

export interface State<T> {
  readonly since: number;
  readonly value: T;
}
export type History<T> = readonly State<T>[];

export function at<T>(history: History<T>, moment: number): T {
  let value = history[0]!.value;
  for (const state of history) {
    if (state.since > moment) break;
    ({ value } = state);
  }
  return value;
}

export interface Truth {
  readonly windows: History<WindowWorld>;
  readonly page: History<BrowserView>;
  readonly policy: History<Policy | Denied>;
  /** While this lasts the page is stuck, and every key after the first lands in a secure field. */
  readonly hang: { readonly from: number; readonly to: number } | undefined;
}

export const shop = "https://shop.example" as Origin;
export const wiki = "https://wiki.example" as Origin;

export const editor: AppIdentity = { pid: 10, exe: "/usr/bin/mousepad", startedAt: 1 };
export const terminal: AppIdentity = { pid: 20, exe: "/usr/bin/xterm", startedAt: 2 };
export const browser: AppIdentity = { pid: 30, exe: "/usr/lib/chromium/chromium", startedAt: 3 };
export const apps = { editor, terminal, browser };
export type AppName = keyof typeof apps;

export const idOf = (app: AppIdentity): number => app.pid * 100;
const foreignPopup = 7;
const ownPopup = 8;
const browserPopup = 9;

/** Places of the page's lists; nothing that a browser offers for a text field is flush with one. */
export const listBoxes: readonly Rect[] = [
  { x: 240, y: 200, width: 120, height: 20 },
  { x: 500, y: 360, width: 60, height: 40 },
];
const offerAt = ({ x, y, height }: Rect): Rect => ({
  x: x + 10,
  y: y + height,
  width: 160,
  height: 100,
});
const listAt = ({ x, y, height }: Rect): Rect => ({ x, y: y + height, width: 160, height: 100 });
/** Whether a browser's popup shows what is the person's: saved logins, addresses, cards. */
export const isOffer = ({ bounds }: TrackedWindow): boolean =>
  !listBoxes.some(({ x }) => x === bounds.x);

const windowOf = (app: AppIdentity, bounds: Rect): TrackedWindow => ({
  id: idOf(app),
  app,
  bounds,
  popupOf: null,
  overrideRedirect: false,
  title: app.exe,
});

export const firstWorld: WindowWorld = {
  focus: idOf(editor),
  keyboardGrabbed: false,
  stack: [
    windowOf(terminal, { x: 300, y: 250, width: 400, height: 300 }),
    windowOf(browser, { x: 200, y: 100, width: 600, height: 500 }),
    windowOf(editor, { x: 0, y: 40, width: 400, height: 300 }),
  ],
  display: { width: 900, height: 700 },
};

export type WindowChange =
  | { readonly kind: "focus"; readonly app: AppName }
  | { readonly kind: "move"; readonly app: "editor" | "terminal"; readonly by: number }
  | {
      readonly kind: "popup";
      readonly whose: "editor" | "terminal";
      readonly x: number;
      readonly y: number;
    }
  /** A browser uses one window for what it pops up, one after the other. */
  | { readonly kind: "browser-popup"; readonly list: boolean; readonly box: Rect }
  | { readonly kind: "popups-close" }
  | { readonly kind: "identity-fails"; readonly app: AppName }
  | { readonly kind: "identity-returns"; readonly app: AppName }
  | { readonly kind: "grab"; readonly on: boolean };

const only = (world: WindowWorld, id: number, to: (window: TrackedWindow) => TrackedWindow) => ({
  ...world,
  stack: world.stack.map((window) => (window.id === id ? to(window) : window)),
});

export function changeWindows(world: WindowWorld, change: WindowChange): WindowWorld {
  switch (change.kind) {
    case "focus": {
      const focus = idOf(apps[change.app]);
      const rank = ({ id, overrideRedirect }: TrackedWindow) =>
        overrideRedirect ? 2 : id === focus ? 1 : 0;
      return { ...world, focus, stack: world.stack.toSorted((a, b) => rank(a) - rank(b)) };
    }
    case "move":
      return only(world, idOf(apps[change.app]), (window) => ({
        ...window,
        bounds: { ...window.bounds, x: Math.max(0, window.bounds.x + change.by) },
      }));
    case "popup": {
      const owner = apps[change.whose];
      const id = change.whose === "editor" ? ownPopup : foreignPopup;
      const popup: TrackedWindow = {
        ...windowOf(owner, { x: change.x, y: change.y, width: 150, height: 150 }),
        id,
        popupOf: idOf(owner),
        overrideRedirect: true,
      };
      return { ...world, stack: [...world.stack.filter((window) => window.id !== id), popup] };
    }
    case "browser-popup": {
      const popup: TrackedWindow = {
        ...windowOf(browser, (change.list ? listAt : offerAt)(change.box)),
        id: browserPopup,
        popupOf: idOf(browser),
        overrideRedirect: true,
      };
      return { ...world, stack: [...world.stack.filter(({ id }) => id !== popup.id), popup] };
    }
    case "popups-close":
      return { ...world, stack: world.stack.filter((window) => !window.overrideRedirect) };
    case "identity-fails":
      return only(world, idOf(apps[change.app]), (window) => ({ ...window, app: null }));
    case "identity-returns":
      return only(world, idOf(apps[change.app]), (window) => ({
        ...window,
        app: apps[change.app],
      }));
    case "grab":
      return { ...world, keyboardGrabbed: change.on };
  }
}

export const firstView: BrowserView = {
  origin: shop,
  pageFocused: true,
  secure: "clear",
  viewport: { x: 200, y: 180, width: 600, height: 420 },
  secretAreas: [{ x: 300, y: 300, width: 120, height: 30 }],
  listBox: listBoxes[0]!,
  title: "page",
};

export type PageChange =
  | { readonly kind: "go"; readonly to: Origin | null }
  | { readonly kind: "secure"; readonly on: boolean }
  | { readonly kind: "page-focus"; readonly on: boolean }
  | { readonly kind: "shift"; readonly by: number }
  | { readonly kind: "list"; readonly box: Rect | null }
  /** `null`: the page does not know where its secret fields are. */
  | { readonly kind: "secrets"; readonly areas: readonly Rect[] | null };

export function changePage(view: BrowserView, change: PageChange): BrowserView {
  switch (change.kind) {
    case "go":
      return { ...view, origin: change.to, secure: "clear" };
    case "secure":
      return { ...view, secure: change.on ? "secure" : "clear" };
    case "page-focus":
      return { ...view, pageFocused: change.on };
    case "list":
      return { ...view, listBox: change.box };
    case "secrets":
      return { ...view, secretAreas: change.areas };
    case "shift": {
      const y = 180 + change.by;
      return { ...view, viewport: { x: 200, y, width: 600, height: 600 - y } };
    }
  }
}

const signals: readonly Signal[] = ["pointer", "keys.timing", "keys.content", "screenshot", "a11y"];
const grant = (scope: string): Grant => ({ scope: scope as ScopeId, signals: new Set(signals) });

export function policyFor(
  epoch: number,
  granted: { readonly editor: boolean; readonly sites: readonly Origin[] },
): Policy {
  return {
    epoch,
    apps: new Map(granted.editor ? [[editor.exe, grant("editor")]] : []),
    origins: new Map(granted.sites.map((site) => [site, grant("site")])),
    denies: () => false,
  };
}

export type PolicyChange =
  | { readonly kind: "grant"; readonly editor: boolean; readonly sites: readonly Origin[] }
  | { readonly kind: "deny"; readonly reason: DropReason }
  | { readonly kind: "pause" };

export const changePolicy = (change: PolicyChange, epoch: number): Policy | Denied =>
  change.kind === "grant"
    ? policyFor(epoch, change)
    : { denied: change.kind === "deny" ? change.reason : "paused" };
