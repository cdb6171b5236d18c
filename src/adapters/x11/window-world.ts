import type { TrackedWindow, WindowWorld } from "../../core/ports/window-tracker.ts";
import type { SeenDesktop, SeenWindow } from "./desktop-reader.ts";

/** What the port tells, from what the server said. */
export function worldOf(desktop: SeenDesktop, keyboardGrabbed: boolean): WindowWorld {
  const { windows, focus, display } = desktop;
  const stack = windows.map((window): TrackedWindow => {
    const { id, app, bounds, overrideRedirect, title } = window;
    return { id, app, bounds, overrideRedirect, title, popupOf: popupOf(window, desktop) };
  });
  return { focus, keyboardGrabbed, stack, display };
}

/**
 * A window belongs to another only when the kernel says that the same process made both: what
 * a window says about itself (its class, its parent) decides no more than between those.
 */
function popupOf(window: SeenWindow, { windows, focus }: SeenDesktop): number | null {
  if (window.app === null) return null;
  if (!window.overrideRedirect && window.transientFor === null) return null;
  const { pid, startedAt } = window.app;
  const family = windows.filter(
    (other) =>
      other.managed &&
      other.id !== window.id &&
      other.app?.pid === pid &&
      other.app.startedAt === startedAt,
  );
  const named = family.find((other) => other.id === window.transientFor);
  if (named !== undefined) return named.id;
  const main = family.filter((other) => other.transientFor === null);
  const focused = main.find((other) => other.id === focus);
  return (focused ?? main.at(-1))?.id ?? null;
}
