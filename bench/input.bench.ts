/** What listening to pointer and keyboard costs, and how soon a key is heard. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { openInputDesk } from "./input/desk.ts";
import { figure, say, type Side } from "./harness.ts";

const seconds = 2;
const rates = [125, 1000, 8000];
const keysPerSecond = 20;

await using desk = await openInputDesk();

const listen = join(import.meta.dirname, "input", "listen.ts");
const native = [process.execPath, listen, "native"];
const uiohook = [process.execPath, listen, "uiohook"];
// Debian's, for which its pynput is made.
const python = "/usr/bin/python3";
const pynput = [python, join(import.meta.dirname, "input", "listen.py")];
const hasPynput =
  spawnSync(python, ["-c", "import importlib.util as u, sys; sys.exit(not u.find_spec('pynput'))"])
    .status === 0;

const costOf = (name: string, listener: readonly string[], rate: number): Side => ({
  name,
  measure: async () => {
    const { events, cpuMicroseconds } = await desk.moves(listener, rate, seconds);
    // A hand that fell behind, or a listener that missed something, would make the figure wrong.
    if (events < rate * seconds * 0.98) throw new Error(`Cannot measure: ${name} missed events`);
    return cpuMicroseconds / events;
  },
});

const limitOf = (rate: number): Side => costOf("a RECORD client in C", desk.c("record"), rate);

for (const rate of rates) {
  say(
    await figure({
      bench: "input",
      figure: `processor time a move, ${rate} moves/s`,
      unit: "µs",
      rounds: 3,
      subject: costOf("Assent", native, rate),
      peer: costOf("uiohook-napi", uiohook, rate),
      limit: limitOf(rate),
      ...(rate === 1000 ? { target: { timesPeer: 0.45, timesLimit: 2 } } : {}),
    }),
  );
}

if (hasPynput) {
  say(
    await figure({
      bench: "input",
      figure: "processor time a move, 1000 moves/s",
      unit: "µs",
      rounds: 3,
      subject: costOf("Assent", native, 1000),
      peer: costOf("pynput", pynput, 1000),
      limit: limitOf(1000),
      target: { timesPeer: 0.3 },
    }),
  );
}

const latencyOf = (name: string, listener: readonly string[]): Side => ({
  name,
  measure: async () => {
    const heard = (await desk.keys(listener, keysPerSecond, seconds)).toSorted((a, b) => a - b);
    return heard[Math.floor(heard.length / 2)] ?? NaN;
  },
});

say(
  await figure({
    bench: "input",
    figure: "from a key's press to JavaScript on an idle desktop, p50",
    unit: "ms",
    rounds: 3,
    subject: latencyOf("Assent", native),
    peer: latencyOf("uiohook-napi", uiohook),
    limit: latencyOf("an XInput raw client in C", desk.c("raw")),
    target: { atMost: 5 },
  }),
);
