import type { Rect, Size } from "../../contract/geometry.ts";
import type { Health, Observation } from "./observation.ts";

/** What the operating system vouches for about the owner of a window. */
export interface AppIdentity {
  readonly pid: number;
  /** Real path of the executable. */
  readonly exe: string;
  /** Start time of the process, so that a reused pid is another app. */
  readonly startedAt: number;
}

export interface TrackedWindow {
  /** The system's own number for the window; never written anywhere. */
  readonly id: number;
  /** `null` while unverified: such a window is nobody's. */
  readonly app: AppIdentity | null;
  /** The client area, without the window manager's frame. */
  readonly bounds: Rect;
  /** The top-level window of the same app that this menu, tooltip or dialog belongs to. */
  readonly popupOf: number | null;
  /** Unmanaged: menus, tooltips, notifications, drag images. */
  readonly overrideRedirect: boolean;
  readonly title: string | undefined;
}

/** One consistent picture of the desktop. */
export interface WindowWorld {
  /** The top-level window that has the keyboard; `null` when none or not known. */
  readonly focus: number | null;
  /** Whether some client grabs the keyboard (menus, window switchers, screen lockers). */
  readonly keyboardGrabbed: boolean;
  /** Visible windows, lowest first. */
  readonly stack: readonly TrackedWindow[];
  readonly display: Size;
}

/**
 * Which windows exist, whose they are and which has the keyboard.
 * Every implementation must pass test/contracts/window-tracker.contract.ts.
 */
export interface WindowTracker {
  start(sink: (observation: Observation<WindowWorld>) => void): Promise<AsyncDisposable>;
  health(): Health;
}
