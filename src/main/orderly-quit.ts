/** Quitting waits until the recorder has committed what it holds, and then really ends. */
import type { App } from "electron";

export function quitInOrder(app: Pick<App, "on" | "exit">, end: () => Promise<void>): void {
  let ending = false;
  app.on("before-quit", (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    end().then(
      () => app.exit(0),
      () => app.exit(1),
    );
  });
  // The tray stays: closing the window ends nothing.
  app.on("window-all-closed", () => undefined);
}
