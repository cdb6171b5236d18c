import { expect, it } from "vitest";
import type { InputFact } from "../../src/core/ports/input-source.ts";
import { UiohookInput } from "../../src/adapters/x11/uiohook-input.ts";
import { X11WindowTracker } from "../../src/adapters/x11/window-tracker.ts";
import { Injector } from "../desktop/injector.ts";
import { childrenOf } from "../desktop/process-group.ts";
import { Told } from "../desktop/until.ts";
import { startVirtualDesktop, type VirtualDesktop } from "../desktop/virtual-desktop.ts";
import { inputSourceContract, type InputDesk } from "./input-source.contract.ts";

interface Opened extends InputDesk {
  readonly desktop: VirtualDesktop;
  readonly hand: Injector;
}

async function open(): Promise<Opened> {
  await using undo = new AsyncDisposableStack();
  const desktop = undo.use(await startVirtualDesktop({ width: 400, height: 300 }));
  const hand = undo.use(await Injector.open(desktop.display));
  // As in a session: the tracker's questions free what RECORD holds back on an idle desktop.
  undo.use(await new X11WindowTracker(desktop.display).start(() => undefined));
  const source = new UiohookInput(desktop.env);
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
    interrupt: () => {
      killHook();
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function killHook(): void {
  for (const pid of childrenOf(process.pid, "uiohook-child")) process.kill(pid, "SIGKILL");
}

inputSourceContract("UiohookInput", open);

const isKey = (fact: InputFact): boolean => fact.kind === "key";

it("UiohookInput hooks again after its process died once, and not a second time", async () => {
  await using desk = await open();
  const told = new Told<InputFact>();
  await using _listening = await desk.source.start((facts) => told.listen(...facts));
  const first = childrenOf(process.pid, "uiohook-child");
  killHook();
  await told.first((fact) => fact.kind === "lost");
  // A key held until it is heard: nothing tells from outside when the new process listens.
  while (!told.all.some(isKey)) await desk.chord("a");
  expect(childrenOf(process.pid, "uiohook-child")).not.toEqual(first);
  expect(desk.source.health()).toEqual({ ok: true, reasons: [] });

  killHook();
  await told.count((fact) => fact.kind === "lost", 2);
  expect(desk.source.health().ok).toBe(false);
});

it("UiohookInput tells that the display was lost, without going down with it", async () => {
  await using desk = await open();
  const told = new Told<InputFact>();
  await using _listening = await desk.source.start((facts) => told.listen(...facts));
  desk.desktop.server.kill("SIGKILL");
  await told.first((fact) => fact.kind === "lost");
  expect(desk.source.health().ok).toBe(false);
});

it("UiohookInput reads keys by the layout of the moment, with AltGr and CapsLock", async () => {
  await using desk = await open();
  const told = new Told<InputFact>();
  await using _listening = await desk.source.start((facts) => told.listen(...facts));
  const mapped = desk.hand.next((event) => event.name === "MappingNotify");
  desk.desktop.spawn("setxkbmap", ["de"]);
  await mapped;
  await desk.hand.refreshKeyboard();
  await desk.type("zÄ@");
  await desk.chord("Caps_Lock");
  await desk.chord("z");
  await desk.chord("1");
  await desk.chord("Caps_Lock");
  await told.count((fact) => fact.kind === "key" && fact.key === "CapsLock" && !fact.down, 2);

  const typed = told.all.flatMap((fact) => (fact.kind === "key" ? (fact.text ?? []) : []));
  expect(typed).toEqual(["z", "Ä", "@", "Z", "1"]);
  const at = told.all.find((fact) => fact.kind === "key" && fact.text === "@");
  expect(at).toMatchObject({ key: "q", modifiers: ["altgr"] });
});

it.each([
  ["no display", {}],
  ["a display that is not there", { DISPLAY: ":4711" }],
  ["a Wayland session", { DISPLAY: ":0", XDG_SESSION_TYPE: "wayland" }],
  ["a Wayland socket", { DISPLAY: ":0", WAYLAND_DISPLAY: "wayland-0" }],
])("UiohookInput refuses %s with a reason, instead of hanging", async (_name, env) => {
  await expect(new UiohookInput(env).start(() => undefined)).rejects.toMatchObject({
    code: "source-unavailable",
    message: expect.stringMatching(/^Cannot record input: .+\. .+/u) as string,
  });
});
