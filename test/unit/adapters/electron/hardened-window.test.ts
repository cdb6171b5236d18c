import { mkdtempSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Protocol, Session, WebContents } from "electron";
import { expect, it } from "vitest";
import {
  denyNavigation,
  denyPermissions,
  windowOptions,
  windowScheme,
} from "../../../../src/adapters/electron/hardened-window.ts";
import { windowPolicy } from "../../../../src/contract/window-files.ts";
import { serveBundle } from "../../../../src/adapters/electron/window-protocol.ts";

it("windowOptions() turns every escape from the sandbox off", () => {
  expect(windowOptions("/preload.js").webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  });
});

it("denyPermissions() refuses every permission that is asked for", () => {
  const answers: boolean[] = [];
  const session: Pick<
    Session,
    "setPermissionRequestHandler" | "setPermissionCheckHandler" | "setDevicePermissionHandler"
  > = {
    setPermissionRequestHandler: (handler) =>
      handler?.({} as WebContents, "media", (granted) => answers.push(granted), {} as never),
    setPermissionCheckHandler: (handler) =>
      void answers.push(handler?.(null, "media", "", {} as never) ?? true),
    setDevicePermissionHandler: (handler) => void answers.push(handler?.({} as never) ?? true),
  };
  denyPermissions(session);
  expect(answers).toEqual([false, false, false]);
});

it("denyNavigation() opens no window and follows no link", () => {
  const stopped: string[] = [];
  const opened: string[] = [];
  denyNavigation({
    on: ((name: string, listener: (event: { preventDefault: () => void }) => void) =>
      listener({ preventDefault: () => stopped.push(name) })) as never,
    setWindowOpenHandler: (handler) =>
      void opened.push(handler({ url: "https://example.org" } as never).action),
  });
  expect([stopped, opened]).toEqual([
    ["will-navigate", "will-redirect", "will-attach-webview"],
    ["deny"],
  ]);
});

async function get(url: string): Promise<Response> {
  const directory = mkdtempSync(join(tmpdir(), "assent-bundle-"));
  mkdirSync(join(directory, "assets"));
  writeFileSync(join(directory, "index.html"), "<!doctype html>");
  writeFileSync(join(directory, "..", "secret.html"), "secret");
  let handler: ((request: Request) => Response | Promise<Response>) | undefined;
  const protocol: Pick<Protocol, "handle"> = {
    handle: (scheme, answer) => {
      if (scheme === windowScheme) handler = answer as typeof handler;
    },
  };
  serveBundle(protocol, directory);
  return (await handler?.(new Request(url))) ?? Response.error();
}

it("serveBundle() answers with the bundle's page and a policy without inline scripts", async () => {
  const response = await get(`${windowScheme}://app/`);
  expect([response.status, await response.text()]).toEqual([200, "<!doctype html>"]);
  expect(response.headers.get("content-security-policy")).toContain(
    "default-src 'none'; script-src 'self';",
  );
});

it("serveBundle() states the policy that the loopback window has, which its components need", async () => {
  const policy = (await get(`${windowScheme}://app/`)).headers.get("content-security-policy");
  expect(policy?.split("; ")).toEqual(windowPolicy);
});

it.each([
  "app/%2e%2e/secret.html",
  "app/..%2fsecret.html",
  "elsewhere/index.html",
  "app/none.html",
  "app/index.html.map",
])("serveBundle() refuses %s", async (path) => {
  expect((await get(`${windowScheme}://${path}`)).status).toBe(404);
});
