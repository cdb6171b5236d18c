/** What `npm start` opens Assent's window with, and who can read it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { XConnection } from "../../src/adapters/x11/connection.ts";
import { startVirtualDesktop } from "../desktop/virtual-desktop.ts";
import { findWindow } from "../desktop/windows.ts";

const root = join(import.meta.dirname, "..", "..");
let folder: string;
let trial: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assent-opens-"));
  trial = join(folder, "trial");
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

interface Started extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly words: string;
  readonly token: string;
}

async function start(env: NodeJS.ProcessEnv): Promise<Started> {
  const child = spawn(process.execPath, ["scripts/start/main.ts", "--trial", trial], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  let words = "";
  for await (const chunk of child.stdout.setEncoding("utf8")) {
    words += chunk as string;
    if (words.includes("Ctrl-C ends everything")) break;
  }
  const token = /#token=([\w-]{43})/.exec(words)?.[1] ?? "";
  return {
    child,
    words,
    token,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return;
      child.kill("SIGINT");
      await once(child, "exit");
    },
  };
}

/** What every user of this computer can read. */
const commandLines = () =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(join("/proc", pid, "cmdline"), "utf8");
      } catch {
        // Gone in between.
        return "";
      }
    });

async function untilThere(directory: string, name: string): Promise<void> {
  const watcher = watch(directory);
  try {
    while (!existsSync(join(directory, name))) await once(watcher, "change");
  } finally {
    watcher.close();
  }
}

const modeOf = (path: string) => statSync(path).mode & 0o777;

it("npm start shows the window on a virtual desktop, and no process carries its token among its arguments", async () => {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  await using running = await start(env);
  const display = /a virtual one was started: (:\d+)\./.exec(running.words)?.[1] ?? "";
  {
    using connection = await XConnection.open(display);
    // What the window itself is called once it was reached: the page before it is named otherwise.
    await findWindow(connection, { title: "Assent - Chromium" });
  }
  expect(running.token).toHaveLength(43);
  const lines = commandLines();
  expect(lines.filter((line) => line.includes(trial)).length).toBeGreaterThan(2);
  expect(lines.filter((line) => line.includes(running.token))).toEqual([]);

  await untilThere(trial, "screen.png");
  const own = ["", "screen.png", "window.html"].map((name) => modeOf(join(trial, name)));
  expect(own).toEqual([0o700, 0o600, 0o600]);
  await running[Symbol.asyncDispose]();
  expect(readdirSync(trial).filter((name) => /screen|window/.test(name))).toEqual([]);
});

it("npm start gives the person's own browser a page that leads to the window, not its address", async () => {
  await using desktop = await startVirtualDesktop({ dbus: true });
  const programs = join(folder, "bin");
  mkdirSync(programs);
  const told = join(folder, "told");
  writeFileSync(
    join(programs, "xdg-open"),
    `#!/bin/sh\nprintf '%s' "$*" > '${told}.partial'\nexec /bin/mv '${told}.partial' '${told}'\n`,
    { mode: 0o700 },
  );
  const unstartable = join(folder, "no-electron");
  await using running = await start({
    ...desktop.env,
    PATH: programs,
    ELECTRON_OVERRIDE_DIST_PATH: unstartable,
  });
  await untilThere(folder, "told");
  const address = readFileSync(told, "utf8");
  expect(address).not.toContain(running.token);
  const page = fileURLToPath(address);
  expect(modeOf(page)).toBe(0o600);
  expect(readFileSync(page, "utf8")).toMatch(
    new RegExp(
      `http-equiv="refresh" content="0; url=http://127.0.0.1:\\d+/#token=${running.token}"`,
    ),
  );
  await running[Symbol.asyncDispose]();
  expect(existsSync(page)).toBe(false);
});

it("npm start leaves a folder alone that holds something else", async () => {
  mkdirSync(trial);
  writeFileSync(join(trial, "letter.txt"), "mine");
  chmodSync(trial, 0o755);
  const child = spawn(process.execPath, ["scripts/start/main.ts", "--trial", trial], {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const [said, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  expect([said, code]).toEqual([expect.stringMatching(/^Cannot start: the folder holds/), 1]);
  expect([modeOf(trial), readdirSync(trial)]).toEqual([0o755, ["letter.txt"]]);
});
