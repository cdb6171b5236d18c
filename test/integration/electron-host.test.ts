/**
 * The host as electron-vite builds it, with its real children, on a stand-in for Electron itself.
 * Whether Electron does what its typings say is tried in test/e2e/electron.e2e.test.ts.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { later } from "../../src/adapters/node/timer.ts";
import { participantApi, participantApiVersion } from "../../src/contract/participant-api.ts";
import { connect } from "../../src/contract/rpc.ts";
import { FakeElectron } from "../fakes/electron-module.ts";
import type { FakeWindow } from "../fakes/fake-window.ts";

const root = join(import.meta.dirname, "..", "..");
const host = join(root, "dist", "app", "host");
const folder = mkdtempSync(join(tmpdir(), "assent-electron-"));

beforeAll(async () => {
  const program = join(root, "node_modules", ".bin", "electron-vite");
  await promisify(execFile)(program, ["build", "--logLevel", "error"], { cwd: root });
  vi.stubEnv("ASSENT_HOME", join(folder, "home"));
  vi.stubEnv("ASSENT_COMPANION", join(folder, "companion"));
  vi.stubEnv("ASSENT_TEST_SECRET", "not for the children");
}, 60_000);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

async function launch(first: boolean): Promise<FakeElectron> {
  const electron = new FakeElectron({ first });
  vi.resetModules();
  vi.doMock("electron", () => electron.module());
  await import(pathToFileURL(join(host, "main.js")).href);
  return electron;
}

const pageIn = (electron: FakeElectron, window: FakeWindow | undefined) =>
  connect(participantApi, electron.pageOf(window as FakeWindow), {
    later,
    versions: [participantApiVersion],
  });

it("The built host shows one sandboxed window that a real recorder answers, and quits in order", async () => {
  const electron = await launch(true);
  expect(electron.windows.map(({ done }) => done)).toEqual([
    ["protect true", "load assent-window://app/", "show", "focus"],
  ]);
  expect(electron.windowOptions[0]?.webPreferences).toMatchObject({
    preload: join(host, "preload.cjs"),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  });

  const page = pageIn(electron, electron.windows[0]);
  expect(await page.state()).toMatchObject({ vault: "missing", recording: "off" });
  await page.createVault({ passphrase: "eight or more characters" });
  expect(await page.state()).toMatchObject({ vault: "open" });
  page[Symbol.dispose]();

  electron.happens("second-instance");
  expect(electron.windows.length).toBe(1);

  electron.happens("before-quit");
  expect(await electron.exited).toBe(0);
});

it("The built host tells the recorder where to keep things, and the courier nothing", async () => {
  const electron = await launch(true);
  const told = Object.fromEntries(
    electron.forked.map(({ script, env }) => [script.slice(host.length + 1), env]),
  );
  expect(told["recorder-main.js"]).toMatchObject({ ASSENT_HOME: join(folder, "home") });
  expect(told["recorder-main.js"]).not.toHaveProperty("ASSENT_TEST_SECRET");
  expect(told["courier-main.js"]).toEqual({});
  electron.happens("before-quit");
  await electron.exited;
});

it("A second instance of the built host quits without a window or a child", async () => {
  const electron = await launch(false);
  expect([electron.quits, electron.windows.length, electron.forked.length]).toEqual([1, 0, 0]);
});

it("The built preload script asks for Electron and nothing else, as a sandbox demands", () => {
  const script = readFileSync(join(host, "preload.cjs"), "utf8");
  expect([...script.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name)).toEqual([
    '"electron"',
  ]);
  expect(script).not.toMatch(/\bimport\b/);
});

it("The built preload script exposes one bridge of three functions", () => {
  const script = readFileSync(join(host, "preload.cjs"), "utf8");
  const exposed: [string, object][] = [];
  const sent: unknown[] = [];
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, bridge: object) => void exposed.push([name, bridge]),
    },
    ipcRenderer: {
      send: (...message: unknown[]) => void sent.push(message),
      on: () => undefined,
      off: () => undefined,
    },
  };
  // The way a sandboxed preload script is run: as a function of what it may require.
  // oxlint-disable-next-line typescript/no-implied-eval
  new Function("require", script)(() => electron);
  const [[name, bridge]] = exposed as [[string, { send(frame: unknown): void }]];
  expect([exposed.length, name, Object.keys(bridge)]).toEqual([
    1,
    "assent",
    ["send", "onFrame", "onClose"],
  ]);
  bridge.send({ t: "hello" });
  expect(sent).toEqual([["assent.wire", { t: "hello" }]]);
});
