/**
 * Acknowledges that a key press arrived here, and whether on a secret. Never which key.
 *
 * The answer is given once the key took effect: a page may move the keyboard to another
 * field while it handles the press, and the character then lands there.
 *
 * @module
 */
import type { CompanionElement } from "../../contract/companion.ts";

export interface Landing {
  readonly at: number;
  readonly landed: "clear" | "secure";
  readonly element: CompanionElement | undefined;
}

interface Surroundings {
  judge(): "clear" | "secure";
  describe(): CompanionElement | undefined;
  epochOf(event: Event): number;
}

interface Pending {
  readonly at: number;
  readonly element: CompanionElement | undefined;
  landed: "clear" | "secure";
}

/** Listens before any script of the page, which therefore cannot hold events back. */
export function watchLandings(around: Surroundings, tell: (landing: Landing) => void): Disposable {
  const stop = new AbortController();
  let pending: Pending[] = [];

  const settle = () => {
    const landed = around.judge();
    const settled = pending;
    pending = [];
    for (const { at, element, landed: before } of settled)
      tell(
        landed === "secure" || before === "secure"
          ? { at, landed: "secure", element: undefined }
          : { at, landed, element },
      );
  };
  const taint = (event: Event) => {
    if (event.isTrusted && around.judge() === "secure")
      for (const landing of pending) landing.landed = "secure";
  };

  const options = { capture: true, passive: true, signal: stop.signal };
  addEventListener(
    "keydown",
    (event) => {
      if (!event.isTrusted) return;
      const landed = around.judge();
      const element = landed === "clear" ? around.describe() : undefined;
      pending.push({ at: around.epochOf(event), landed, element });
      if (pending.length === 1) setTimeout(settle, 0);
    },
    options,
  );
  for (const effect of ["keypress", "beforeinput", "input"])
    addEventListener(effect, taint, options);
  return { [Symbol.dispose]: () => stop.abort() };
}
