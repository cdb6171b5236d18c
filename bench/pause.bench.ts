/** From the call that pauses to the moment from which nothing is permitted. */
import { setInterval } from "node:timers/promises";
import { browser, deskGate, factsOf } from "../test/unit/core/gate/desk.ts";
import { figure, say } from "./harness.ts";
import { factsOfTick, timeAfter, vouchFor } from "./work-at-a-desk.ts";

/** A mouse that moved at 1000 Hz for the whole time that the gate may have to wait. */
const heldTicks = 180;
const recorderTickMs = 33;

function pauseTheGate(): number {
  const gate = deskGate({ focus: browser });
  const batches = Array.from({ length: heldTicks }, (_, tick) => factsOfTick(tick));
  for (const batch of batches) gate.input(batch);
  const at = timeAfter(heldTicks);
  const began = performance.now();
  gate.pause(at);
  const took = performance.now() - began;
  for (let tick = heldTicks; tick < heldTicks + 10; tick++) gate.input(factsOfTick(tick));
  vouchFor(gate, batches.flat(), at + 2_000);
  const late = factsOf(gate.advance(at + 2_000)).filter((fact) => fact.at >= at);
  if (late.length > 0)
    throw new Error("Cannot measure: the gate permitted something after a pause");
  return took;
}

/** What a recorder does that looks at a flag when its timer comes round. */
async function flagOnATick(): Promise<number> {
  const ticks = setInterval(recorderTickMs);
  await ticks.next();
  const began = performance.now() + Math.random() * recorderTickMs;
  for await (const _ of ticks) if (performance.now() > began) break;
  return performance.now() - began;
}

function emptyAnArray(): number {
  const held = Array.from({ length: heldTicks }, (_, tick) => factsOfTick(tick)).flat();
  const began = performance.now();
  held.length = 0;
  return performance.now() - began;
}

say(
  await figure({
    bench: "pause",
    figure: "pause() until nothing is permitted, 6 s of input undecided",
    unit: "ms",
    rounds: 30,
    subject: { name: "Assent: within the call", measure: pauseTheGate },
    peer: { name: "a flag that is read on a 33 ms timer", measure: flagOnATick },
    limit: { name: "emptying an array of as many facts", measure: emptyAnArray },
    target: { atMost: 50 },
  }),
);
