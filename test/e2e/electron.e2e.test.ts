/** The app as participants get it, in Electron itself, wherever its program can be started. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findElectron } from "../../src/adapters/node/electron-binary.ts";
import { startVirtualDesktop, type VirtualDesktop } from "../desktop/virtual-desktop.ts";

const root = join(import.meta.dirname, "..", "..");
const modules = join(root, "node_modules");
/** A virtual display will be there for it. */
const electron = findElectron(modules, { ...process.env, DISPLAY: ":0" });
if (electron.outcome === "not-startable") {
  process.stdout.write(`Electron cannot be started here: ${electron.why}\n`);
}

interface Asked {
  getLastWebPreferences(): object;
}

describe.skipIf(electron.outcome === "not-startable")("Assent in Electron", () => {
  const folder = mkdtempSync(join(tmpdir(), "assent-electron-"));
  let desktop: VirtualDesktop;
  let app: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    await promisify(execFile)(join(modules, ".bin", "electron-vite"), ["build"], { cwd: root });
    await promisify(execFile)(process.execPath, ["scripts/build-window.mjs"], { cwd: root });
    desktop = await startVirtualDesktop({ dbus: true });
    app = await _electron.launch({
      executablePath: electron.outcome === "startable" ? electron.path : "",
      args: [join(root, "dist", "app", "host", "main.js")],
      env: {
        ...(desktop.env as Record<string, string>),
        ASSENT_HOME: join(folder, "home"),
        ASSENT_COMPANION: join(folder, "companion"),
      },
    });
    page = await app.firstWindow();
  });
  afterAll(async () => {
    await app.close();
    await desktop[Symbol.asyncDispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  it("shows the participant's window, with a bridge and without Node", async () => {
    await page.getByRole("heading", { name: "Choose a passphrase" }).waitFor();
    const seen = await page.evaluate(() => ({
      origin: location.origin,
      bridge: Object.keys((globalThis as { assent?: object }).assent ?? {}),
      node: ["require", "process", "Buffer"].filter((name) => name in globalThis),
    }));
    expect(seen).toEqual({
      origin: "assent-window://app",
      bridge: ["send", "onFrame", "onClose"],
      node: [],
    });
  });

  it("runs every page sandboxed, isolated and without Node (ELE-01)", async () => {
    const preferences = await app.evaluate(({ webContents }) =>
      // Electron has this function and does not document it.
      (webContents.getAllWebContents() as unknown as Asked[]).map((contents) =>
        contents.getLastWebPreferences(),
      ),
    );
    expect(preferences.length).toBeGreaterThan(0);
    for (const one of preferences) {
      expect(one).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false });
    }
  });

  it("lets no page go elsewhere, open a window, get a permission or ask the network", async () => {
    const tried = await page.evaluate(async () => {
      location.href = "https://example.org/";
      const opened = window.open("https://example.org/") !== null;
      const fetched = await fetch("https://example.org/").then(
        () => true,
        () => false,
      );
      const { state } = await navigator.permissions.query({ name: "geolocation" });
      return { opened, fetched, state };
    });
    expect(tried).toEqual({ opened: false, fetched: false, state: "denied" });
    expect(page.url()).toMatch(/^assent-window:\/\/app\//);
  });

  it("hides its window when it is closed, and goes on", async () => {
    const hidden = await app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      window?.close();
      return window?.isDestroyed() === false && !window.isVisible();
    });
    expect(hidden).toBe(true);
  });
});
