import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { NativeInput } from "../../src/adapters/x11/native-input.ts";
import type { InputSeen } from "../../src/adapters/x11/native-input-facts.ts";
import type { InputFact } from "../../src/core/ports/input-source.ts";
import { CanaryWindow } from "../desktop/canary-window.ts";
import { Injector } from "../desktop/injector.ts";
import { Told } from "../desktop/until.ts";
import { startVirtualDesktop, type VirtualDesktop } from "../desktop/virtual-desktop.ts";
import { focusWindow } from "../desktop/windows.ts";
import { inputSourceContract, type InputDesk } from "./input-source.contract.ts";

interface Opened extends InputDesk {
  readonly source: NativeInput;
  readonly desktop: VirtualDesktop;
  readonly hand: Injector;
}

const capacity = 512;

/** No window tracker here: this source has to free by itself what RECORD holds back. */
async function open(): Promise<Opened> {
  await using undo = new AsyncDisposableStack();
  const desktop = undo.use(await startVirtualDesktop({ width: 400, height: 300 }));
  const hand = undo.use(await Injector.open(desktop.display));
  const source = new NativeInput(desktop.env, { capacity });
  const stack = undo.move();
  return {
    source,
    desktop,
    hand,
    now: () => hand.now(),
    move: (x, y) => hand.move(x, y),
    click: (button) => hand.click(button),
    scroll: (direction) => hand.scroll(direction),
    type: (text) => hand.type(text),
    chord: (...keys) => hand.chord(...keys),
    keyDown: (key) => hand.keyDown(key),
    keyUp: (key) => hand.keyUp(key),
    interrupt: () => overflow(desktop),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** More than may wait, while this process looks at nothing. */
function overflow(desktop: VirtualDesktop): Promise<void> {
  const moves = Array.from({ length: capacity }, (_, n) => [
    `mousemove ${n % 300} 7`,
    "mousemove 9 9",
  ]);
  spawnSync("xdotool", ["-"], { env: desktop.env, input: moves.flat().join("\n") });
  return Promise.resolve();
}

inputSourceContract("NativeInput", open);

it("NativeInput goes on after an overflow, with what came before it told before it", async () => {
  await using desk = await open();
  const told = new Told<InputFact>();
  await using _listening = await desk.source.start((facts) => told.listen(...facts));
  await desk.interrupt();
  await told.first((fact) => fact.kind === "lost");
  expect(told.all.at(-1)?.kind).toBe("lost");
  expect(told.all.filter((fact) => fact.kind === "pointer-moved")).toHaveLength(capacity);
  await desk.chord("a");
  await told.first((fact) => fact.kind === "key" && !fact.down);
  expect(desk.source.health()).toEqual({ ok: true, reasons: [] });
});

it("NativeInput tells the last key on an idle desktop, although RECORD holds it back", async () => {
  await using desk = await open();
  const told = new Told<InputFact>();
  await using _listening = await desk.source.start((facts) => told.listen(...facts));
  for (let count = 1; count <= 5; count++) {
    await desk.keyDown("a");
    await told.count((fact) => fact.kind === "key" && fact.down, count);
    await desk.keyUp("a");
    await told.count((fact) => fact.kind === "key" && !fact.down, count);
  }
  expect(desk.source.made()).toEqual({ byHand: 0, byProgram: 10 });
});

it("NativeInput tells that the display was lost, without going down with it", async () => {
  await using desk = await open();
  const told = new Told<InputFact>();
  await using _listening = await desk.source.start((facts) => told.listen(...facts));
  desk.desktop.server.kill("SIGKILL");
  await told.first((fact) => fact.kind === "lost");
  expect(desk.source.health()).toEqual({ ok: false, reasons: ["The display was lost."] });
});

it("NativeInput marks what the server repeats while a key is held", async () => {
  await using desk = await open();
  const told = new Told<InputFact>();
  await using _listening = await desk.source.start((facts) => told.listen(...facts));
  await desk.keyDown("k");
  await told.count((fact) => fact.kind === "key" && fact.down, 4);
  await desk.keyUp("k");
  await told.first((fact) => fact.kind === "key" && !fact.down);
  const repeats = told.all.flatMap((fact) => (fact.kind === "key" && fact.down ? fact.repeat : []));
  expect(repeats.slice(0, 4)).toEqual([false, true, true, true]);
});

it("NativeInput reads keys by the layout of the moment, with AltGr, CapsLock and dead keys", async () => {
  await using desk = await open();
  const told = new Told<InputFact>();
  await using _listening = await desk.source.start((facts) => told.listen(...facts));
  const mapped = desk.hand.next((event) => event.name === "MappingNotify");
  desk.desktop.spawn("setxkbmap", ["de"]);
  await mapped;
  await desk.hand.refreshKeyboard();
  await desk.type("zÄ@");
  await desk.chord("dead_acute");
  await desk.chord("Caps_Lock");
  await desk.chord("z");
  await desk.chord("1");
  await desk.chord("Caps_Lock");
  await told.count((fact) => fact.kind === "key" && fact.key === "CapsLock" && !fact.down, 2);

  const typed = told.all.flatMap((fact) => (fact.kind === "key" ? (fact.text ?? []) : []));
  expect(typed).toEqual(["z", "Ä", "@", "Z", "1"]);
  const at = told.all.find((fact) => fact.kind === "key" && fact.text === "@");
  expect(at).toMatchObject({ key: "q", modifiers: ["altgr"] });
  expect(told.all).toContainEqual(expect.objectContaining({ key: "Dead", down: true }));
});

it("NativeInput tells focus changes in one order with the keys around them", async () => {
  await using desk = await open();
  const { display, env } = desk.desktop;
  const place = { x: 0, y: 0, width: 90, height: 90 };
  using one = await CanaryWindow.open(display, place);
  using two = await CanaryWindow.open(display, { ...place, x: 200 });
  const seen = new Told<InputSeen>();
  const source = new NativeInput(env, { inOrder: (all) => seen.listen(...all) });
  await using _listening = await source.start(() => undefined);

  const order: string[] = [];
  for (const window of [one, two, one]) {
    const before = seen.all.length;
    const focused = (it: InputSeen): boolean =>
      it.kind === "focus" && it.entered && it.window === window.id;
    await focusWindow(desk.hand.connection, window.id);
    await seen.first(focused, before);
    await desk.chord("a");
    await seen.first((it) => it.kind === "key" && !it.down, before);
    for (const it of seen.all.slice(before)) {
      if (focused(it)) order.push(window === one ? "one" : "two");
      if (it.kind === "key" && it.down) order.push("key");
    }
  }
  expect(order).toEqual(["one", "key", "two", "key", "one", "key"]);
});

it.each([
  ["no display", {}],
  ["a display that is not there", { DISPLAY: ":4711" }],
  ["a Wayland session", { DISPLAY: ":0", XDG_SESSION_TYPE: "wayland" }],
])("NativeInput refuses %s with a reason", async (_name, env) => {
  await expect(new NativeInput(env).start(() => undefined)).rejects.toMatchObject({
    code: "source-unavailable",
    message: expect.stringMatching(/^Cannot record input: .+\. .+/u) as string,
  });
});
