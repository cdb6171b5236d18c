/** Where the trial's apps are shown: the desktop of whoever started it, or a virtual one. */
import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { ProcessGroup } from "../../test/desktop/process-group.ts";
import { startVirtualDesktop, type VirtualDesktop } from "../../test/desktop/virtual-desktop.ts";

export interface TrialDesktop extends AsyncDisposable {
  readonly environment: NodeJS.ProcessEnv;
  /** Present where there is no other way to see the desktop. */
  readonly virtual?: { readonly display: string };
  /** The app ends with the trial, with all its children. */
  start(command: string, args: readonly string[]): void;
}

export function ownDesktop(environment: NodeJS.ProcessEnv): TrialDesktop {
  const group = new ProcessGroup(randomUUID());
  return {
    environment,
    start: (command, args) => void group.spawn(command, args, environment, "ignore"),
    [Symbol.asyncDispose]: () => group.end(),
  };
}

const pictureEveryMs = 2_000;

/** `screenshot`: a picture of the whole screen, renewed while the desktop runs. */
export async function virtualDesktop(screenshot: string): Promise<TrialDesktop> {
  await using undo = new AsyncDisposableStack();
  const desktop = undo.use(await startVirtualDesktop({ width: 1600, height: 1000, dbus: true }));
  undo.use(keepPicturing(desktop, screenshot));
  const stack = undo.move();
  return {
    environment: { ...desktop.env, PATH: process.env["PATH"] },
    virtual: { display: desktop.display },
    start: (command, args) => void desktop.spawn(command, args),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/**
 * Whoever looks at the file sees a whole picture: the old one or the new one. It shows the whole
 * screen, so it is for its owner only, and goes when the desktop does.
 */
function keepPicturing(desktop: VirtualDesktop, path: string): AsyncDisposable {
  const partial = `${path}.partial`;
  const remove = () => Promise.all([path, partial].map((file) => rm(file, { force: true })));
  let taking: Promise<unknown> = remove();
  const timer = setInterval(() => {
    taking = taking.then(async () => {
      await writeFile(partial, "", { mode: 0o600, flag: "wx" });
      await desktop.screenshot(partial);
      await rename(partial, path);
    });
  }, pictureEveryMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      try {
        await taking;
      } finally {
        await remove();
      }
    },
  };
}
