import type { ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import sharp from "sharp";
import { XConnection } from "../../src/adapters/x11/connection.ts";
import { ProcessGroup } from "./process-group.ts";

export interface DesktopOptions {
  readonly width?: number;
  readonly height?: number;
  /** A window manager (openbox). On unless `false`. */
  readonly wm?: boolean;
  /** A session bus of its own. Off unless `true`. */
  readonly dbus?: boolean;
  /** More arguments for the X server. */
  readonly server?: readonly string[];
}

export interface VirtualDesktop extends AsyncDisposable {
  /** As in `:42`. */
  readonly display: string;
  /** What apps are started with: display, home, run-time directory and bus of their own. */
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly runtime: string;
  readonly server: ChildProcess;
  /** Starts an app that ends with the desktop, with all its children. */
  spawn(command: string, args?: readonly string[], more?: SpawnOptions): ChildProcess;
  /** Everything on the screen, as PNG. */
  screenshot(path: string): Promise<void>;
}

export interface SpawnOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly stdio?: "ignore" | "inherit" | "pipe";
}

/** A desktop of its own on a virtual display. After its disposal no process or file is left. */
export async function startVirtualDesktop(options: DesktopOptions = {}): Promise<VirtualDesktop> {
  const { width = 1280, height = 800 } = options;
  await using undo = new AsyncDisposableStack();

  const directory = mkdtempSync(join(tmpdir(), "assent-desktop-"));
  undo.defer(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  const home = join(directory, "home");
  const runtime = join(directory, "run");
  mkdirSync(home);
  mkdirSync(runtime, { mode: 0o700 });

  const group = new ProcessGroup(randomUUID());
  undo.defer(() => group.end());

  const env: NodeJS.ProcessEnv = {
    PATH: process.env["PATH"],
    LANG: "C.UTF-8",
    HOME: home,
    XDG_RUNTIME_DIR: runtime,
    XDG_SESSION_TYPE: "x11",
    NO_AT_BRIDGE: options.dbus === true ? undefined : "1",
  };

  const screen = `${width}x${height}x24`;
  const server = group.spawn(
    "Xvfb",
    ["-displayfd", "3", "-screen", "0", screen, "-nolisten", "tcp", "-noreset"].concat(
      options.server ?? [],
    ),
    env,
    ["ignore", "ignore", "ignore", "pipe"],
  );
  env["DISPLAY"] = `:${await firstLine(server, server.stdio[3] as Readable)}`;
  const display = env["DISPLAY"];

  if (options.dbus === true) {
    const address = `unix:path=${join(runtime, "bus")}`;
    const bus = group.spawn(
      "dbus-daemon",
      ["--session", "--nofork", "--nopidfile", "--print-address=1", `--address=${address}`],
      env,
      ["ignore", "pipe", "ignore"],
    );
    await firstLine(bus, bus.stdout as Readable);
    env["DBUS_SESSION_BUS_ADDRESS"] = address;
  }

  if (options.wm !== false) {
    // Its start-up command runs when it manages windows; one that appears earlier may be overlooked.
    const manager = group.spawn("openbox", ["--startup", "echo ready"], env, [
      "ignore",
      "pipe",
      "ignore",
    ]);
    await firstLine(manager, manager.stdout as Readable);
  }

  const stack = undo.move();
  return {
    display,
    env,
    home,
    runtime,
    server,
    spawn: (command, args = [], more = {}) =>
      group.spawn(command, args, { ...env, ...more.env }, more.stdio ?? "ignore"),
    screenshot: (path) => screenshot(display, path),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function firstLine(child: ChildProcess, output: Readable): Promise<string> {
  let text = "";
  output.setEncoding("utf8");
  output.on("data", (chunk: string) => (text += chunk));
  while (!text.includes("\n")) {
    await Promise.race([once(output, "data"), failed(child)]);
  }
  return text.slice(0, text.indexOf("\n")).trim();
}

async function failed(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, "exit")) as [number | null];
  throw new Error(`Cannot start ${child.spawnfile}: it ended with code ${code}`);
}

async function screenshot(display: string, path: string): Promise<void> {
  using connection = await XConnection.open(display);
  const { client, root } = connection;
  const { width, height } = await connection.ask<{ width: number; height: number }>((answer) =>
    client.GetGeometry(root, answer),
  );
  const image = await connection.ask<{ data: Buffer }>((answer) =>
    client.GetImage(2, root, 0, 0, width, height, 0xffffffff, answer),
  );
  const rgb = Buffer.alloc(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgb[pixel * 3] = image.data[pixel * 4 + 2] ?? 0;
    rgb[pixel * 3 + 1] = image.data[pixel * 4 + 1] ?? 0;
    rgb[pixel * 3 + 2] = image.data[pixel * 4] ?? 0;
  }
  await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(path);
}
