import { once } from "node:events";
import { WindowPixels } from "../../src/adapters/x11/window-pixels.ts";
import { CanaryWindow } from "../desktop/canary-window.ts";
import { boundsOf } from "../desktop/windows.ts";
import { startVirtualDesktop } from "../desktop/virtual-desktop.ts";
import { pixelSourceContract } from "./pixel-source.contract.ts";

pixelSourceContract("WindowPixels", async () => {
  const display = { width: 500, height: 300 };
  await using undo = new AsyncDisposableStack();
  const desktop = undo.use(await startVirtualDesktop(display));
  const source = undo.use(new WindowPixels(desktop.display));
  const windows = new Map<number, CanaryWindow>();
  const stack = undo.move();
  return {
    source,
    display,
    open: async (bounds, colour) => {
      const window = stack.use(await CanaryWindow.open(desktop.display, { ...bounds, colour }));
      windows.set(window.id, window);
      return { id: window.id, bounds: await boundsOf(window.connection, window.id) };
    },
    paint: async (id, colour) => windows.get(id)?.repaint(colour),
    close: async (id) => windows.get(id)?.close(),
    loseDisplay: async () => {
      const ended = once(desktop.server, "exit");
      desktop.server.kill("SIGKILL");
      await ended;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
});
