/** Quitting waits until the recorder has committed what it holds, and then really ends. */
import type { App } from "electron";
import { CallFailed } from "../contract/rpc.ts";
import type { Agent } from "../agent/agent.ts";

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

/** A utility process is killed when it is disposed of: the recorder has to close its store first. */
export async function endAgent(
  agent: { readonly api: Pick<Agent["api"], "lock"> } & AsyncDisposable,
): Promise<void> {
  try {
    await agent.api.lock(undefined, { onCancel: () => undefined });
  } catch (problem) {
    // The recorder is gone or stuck; what it had committed is kept.
    if (!(problem instanceof CallFailed)) throw problem;
  } finally {
    await agent[Symbol.asyncDispose]();
  }
}
