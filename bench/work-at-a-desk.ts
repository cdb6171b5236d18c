/** Simulated input on a granted page: how fast it can be decided, not how fast it is typed. */
import type { Gate } from "../src/core/gate/gate.ts";
import type { PageElement } from "../src/core/ports/browser-context.ts";
import type { InputFact } from "../src/core/ports/input-source.ts";
import { browser, confirm, keyAt, landingAt, moveAt, rect } from "../test/unit/core/gate/desk.ts";

const tickMs = 33;

/** Every 33 ms of the simulated time: 32 moves of a 1000 Hz mouse, and now and then a key. */
export function factsOfTick(tick: number): readonly InputFact[] {
  const from = 1_000 + tick * tickMs;
  const moves = Array.from({ length: tickMs - 1 }, (_, step) =>
    moveAt(from + step, 50 + ((tick + step) % 700), 650 + (tick % 200)),
  );
  if (tick % 3 !== 0) return moves;
  const letter = String.fromCodePoint(97 + ((tick / 3) % 26));
  const key = tick % 30 === 0 ? keyAt(from + 32, " ") : keyAt(from + 32, letter);
  return [...moves, key];
}

export const timeAfter = (tick: number): number => 1_000 + (tick + 1) * tickMs;

/** What a browser companion and the window system say about these facts. */
export function vouchFor(gate: Gate, facts: readonly InputFact[], upTo: number): void {
  for (const fact of facts)
    if (fact.kind === "key") gate.landing(browser.pid, landingAt(fact.at, { element: notes }));
  confirm(gate, upTo);
}

const notes: PageElement = {
  role: "textbox",
  name: "Notes",
  bounds: rect(10, 610, 400, 80),
};
