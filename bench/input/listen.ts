/** Listens with one of the sources until its input ends; writes what it counted, and when. */
import { uIOhook } from "uiohook-napi";
import { chooseInputSource } from "../../src/adapters/x11/choose-input-source.ts";

let seen = 0;
const arrivals: bigint[] = [];
const pressed = (): void => void arrivals.push(process.hrtime.bigint());

async function listen(name: string | undefined): Promise<() => Promise<void>> {
  if (name === "uiohook") {
    uIOhook.on("mousemove", () => seen++);
    uIOhook.on("keydown", pressed);
    uIOhook.start();
    return () => {
      uIOhook.stop();
      return Promise.resolve();
    };
  }
  const chosen = chooseInputSource(process.env);
  if (chosen.name !== "native") throw new Error(`Cannot measure: ${chosen.reason}`);
  const listening = await chosen.source.start((facts) => {
    seen += facts.length;
    for (const fact of facts) if (fact.kind === "key" && fact.down) pressed();
  });
  return async () => {
    await listening[Symbol.asyncDispose]();
  };
}

const end = await listen(process.argv[2]);
process.stdin.once("end", () => {
  void end().then(() => {
    process.stdout.write(`${[seen, ...arrivals].join("\n")}\n`, () => process.exit(0));
  });
});
process.stdin.resume();
process.stdout.write("ready\n");
