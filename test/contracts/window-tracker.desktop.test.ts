import { realpathSync } from "node:fs";
import { expect, it } from "vitest";
import type { Observation } from "../../src/core/ports/observation.ts";
import type { WindowWorld } from "../../src/core/ports/window-tracker.ts";
import { X11WindowTracker } from "../../src/adapters/x11/window-tracker.ts";
import { CanaryWindow } from "../desktop/canary-window.ts";
import { Injector } from "../desktop/injector.ts";
import { Told } from "../desktop/until.ts";
import { startVirtualDesktop } from "../desktop/virtual-desktop.ts";
import { findWindow, focusWindow } from "../desktop/windows.ts";
import { windowTrackerContract } from "./window-tracker.contract.ts";

windowTrackerContract("X11WindowTracker", async () => {
  await using undo = new AsyncDisposableStack();
  const desktop = undo.use(await startVirtualDesktop({ width: 600, height: 400 }));
  const hand = undo.use(await Injector.open(desktop.display));
  const open = async (x: number, overrideRedirect = false): Promise<CanaryWindow> =>
    undo.disposed
      ? stack.use(await CanaryWindow.open(desktop.display, { x, y: 30, ...size, overrideRedirect }))
      : undo.use(await CanaryWindow.open(desktop.display, { x, y: 30, ...size, overrideRedirect }));
  const size = { width: 120, height: 90 };
  const first = await open(20);
  const second = await open(300);
  await focusWindow(hand.connection, second.id);
  await focused(hand, second.id);
  const windows = new Map([first, second].map((window) => [window.id, window]));
  const stack = undo.move();
  return {
    tracker: new X11WindowTracker(desktop.display),
    first: first.id,
    second: second.id,
    now: () => hand.now(),
    focus: async (id) => {
      await focusWindow(hand.connection, id);
      await focused(hand, id);
      return hand.now();
    },
    openPopup: async () => (await open(320, true)).id,
    close: async (id) => windows.get(id)?.close(),
    loseDisplay: () => {
      desktop.server.kill("SIGKILL");
      return Promise.resolve();
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
});

/**
 * Asks until the server says so; each question waits for the server, none for time. The window
 * manager may have been busy with a window that just opened, so it is told again now and then.
 */
async function focused({ connection }: Injector, id: number): Promise<void> {
  for (let asked = 1; ; asked++) {
    const { focus } = await connection.ask<{ focus: number }>((answer) =>
      connection.client.GetInputFocus(answer),
    );
    if (focus === id) return;
    if (asked % 50 === 0) await focusWindow(connection, id);
  }
}

it("X11WindowTracker knows an app by its process, whatever its windows say they are", async () => {
  await using desktop = await startVirtualDesktop({ width: 600, height: 400 });
  using hand = await Injector.open(desktop.display);
  const terminal = desktop.spawn("xterm");
  const honest = await findWindow(hand.connection, { className: "XTerm" });
  using liar = await CanaryWindow.open(desktop.display, {
    x: 20,
    y: 30,
    width: 90,
    height: 60,
    className: "XTerm",
    claimedPid: terminal.pid ?? 0,
    title: "a\u0007b",
    transientFor: honest,
  });
  const told = new Told<Observation<WindowWorld>>();
  const tracker = new X11WindowTracker(desktop.display);
  await using _running = await tracker.start((seen) => told.listen(seen));

  const seen = await told.first((one) => one.kind === "changed" && one.value.stack.length >= 2);
  const stack = seen.kind === "changed" ? seen.value.stack : [];
  const byId = new Map(stack.map((window) => [window.id, window]));
  expect(byId.get(liar.id)).toMatchObject({
    app: { pid: process.pid, exe: realpathSync(process.execPath) },
    popupOf: null,
    title: "ab",
  });
  expect(byId.get(honest)?.app).toMatchObject({ pid: terminal.pid });
});

it("X11WindowTracker tells while another client grabs the keyboard", async () => {
  await using desktop = await startVirtualDesktop({ width: 600, height: 400 });
  using hand = await Injector.open(desktop.display);
  using _window = await CanaryWindow.open(desktop.display, { x: 9, y: 30, width: 90, height: 60 });
  const told = new Told<Observation<WindowWorld>>();
  const tracker = new X11WindowTracker(desktop.display);
  await using _running = await tracker.start((seen) => told.listen(seen));
  const grabbed = (wanted: boolean) => (seen: Observation<WindowWorld>) =>
    seen.kind === "changed" && seen.value.keyboardGrabbed === wanted;
  await told.first(grabbed(false));

  const { connection } = hand;
  const { client, root } = connection;
  await connection.ask<number>((answer) => client.GrabKeyboard(root, false, 0, 1, 1, answer));
  await told.first(grabbed(true));
  const after = told.all.length;
  client.UngrabKeyboard(0);
  const released = await told.first(grabbed(false), after);
  expect(released.kind).toBe("changed");
});

it("X11WindowTracker refuses a display that is not there", async () => {
  const start = new X11WindowTracker(":4711").start(() => undefined);
  await expect(start).rejects.toMatchObject({ code: "source-unavailable" });
});
