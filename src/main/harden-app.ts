/** What no page may do, set before the first one is made (ELE-01, ELE-02). */
import type { App, Protocol, Session } from "electron";
import {
  denyNavigation,
  denyPermissions,
  windowScheme,
} from "../adapters/electron/hardened-window.ts";
import { serveBundle } from "../adapters/electron/window-protocol.ts";

/** Before the app is ready; later Electron ignores or refuses it. */
export function hardenEarly(
  app: Pick<App, "enableSandbox" | "on">,
  protocol: Pick<Protocol, "registerSchemesAsPrivileged">,
): void {
  app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme: windowScheme, privileges: { standard: true, secure: true } },
  ]);
  app.on("web-contents-created", (_event, contents) => denyNavigation(contents));
}

/** Once the app is ready. `bundle`: the built window, the only content there is. */
export function hardenSession(
  session: Parameters<typeof denyPermissions>[0] & {
    readonly protocol: Pick<Protocol, "handle">;
    readonly webRequest: Pick<Session["webRequest"], "onBeforeRequest">;
  },
  bundle: string,
): void {
  denyPermissions(session);
  serveBundle(session.protocol, bundle);
  session.webRequest.onBeforeRequest((request, answer) =>
    answer({ cancel: !/^(?:assent-window|blob|data|devtools):/.test(request.url) }),
  );
}
