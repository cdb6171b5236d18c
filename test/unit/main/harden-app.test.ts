import type { App, CustomScheme, Protocol, WebContents } from "electron";
import { expect, it } from "vitest";
import { windowOrigin, windowScheme } from "../../../src/adapters/electron/hardened-window.ts";
import { hardenEarly, hardenSession } from "../../../src/main/harden-app.ts";

it("hardenEarly() sandboxes every process and gives the window's scheme no more than an origin", () => {
  const done: unknown[] = [];
  const app: Pick<App, "enableSandbox" | "on"> = {
    enableSandbox: () => void done.push("sandbox"),
    on: (() => undefined) as never,
  };
  const protocol: Pick<Protocol, "registerSchemesAsPrivileged"> = {
    registerSchemesAsPrivileged: (schemes: CustomScheme[]) => void done.push(...schemes),
  };
  hardenEarly(app, protocol);
  expect(done).toEqual([
    "sandbox",
    { scheme: windowScheme, privileges: { standard: true, secure: true } },
  ]);
});

it("hardenEarly() keeps every page from going, opening and embedding, whoever made it", () => {
  let created: (event: unknown, contents: unknown) => void = () => {};
  const app: Pick<App, "enableSandbox" | "on"> = {
    enableSandbox: () => undefined,
    on: ((name: string, listener: typeof created) => {
      if (name === "web-contents-created") created = listener;
    }) as never,
  };
  hardenEarly(app, { registerSchemesAsPrivileged: () => undefined });
  const held: string[] = [];
  let opening: Parameters<WebContents["setWindowOpenHandler"]>[0] | undefined;
  const contents: Pick<WebContents, "on" | "setWindowOpenHandler"> = {
    setWindowOpenHandler: (handler) => void (opening = handler),
    on: ((name: string, listener: (event: { preventDefault(): void }) => void) =>
      listener({ preventDefault: () => held.push(name) })) as never,
  };
  created({}, contents);
  expect(held).toEqual(["will-navigate", "will-redirect", "will-attach-webview"]);
  expect(opening?.({} as never)).toEqual({ action: "deny" });
});

it.each([
  [`${windowOrigin}/`, false],
  ["blob:assent-window://app/1", false],
  ["https://example.org/", true],
  ["http://127.0.0.1:9222/", true],
  ["ws://example.org/", true],
  ["file:///etc/passwd", true],
])("hardenSession() lets a page ask for %s: cancelled is %s", (url, cancelled) => {
  let ask: (request: { url: string }, answer: (given: unknown) => void) => void = () => {};
  const session: Parameters<typeof hardenSession>[0] = {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
    setDevicePermissionHandler: () => undefined,
    protocol: { handle: () => undefined },
    webRequest: { onBeforeRequest: ((listener: typeof ask) => void (ask = listener)) as never },
  };
  hardenSession(session, "/nowhere");
  let answered: unknown;
  ask({ url }, (given) => (answered = given));
  expect(answered).toEqual({ cancel: cancelled });
});
