/** The Electron host: joins the agent with one window, a tray and the system. Decides nothing. */
import { join } from "node:path";
import {
  app,
  BrowserWindow,
  globalShortcut,
  ipcMain,
  Menu,
  nativeImage,
  powerMonitor,
  protocol,
  session,
  Tray,
  utilityProcess,
} from "electron";
import { defaultCompanionDirectory } from "../adapters/browser/companion-directory.ts";
import { windowOptions } from "../adapters/electron/hardened-window.ts";
import { TrayIcon } from "../adapters/electron/tray-icon.ts";
import { UtilitySpawner } from "../adapters/electron/utility-spawner.ts";
import { later } from "../adapters/node/timer.ts";
import { startAgent } from "../agent/agent.ts";
import {
  childEnvironment,
  defaultHome,
  defaultPauseHotkey,
} from "../agent/host/child-environment.ts";
import { AppWindow } from "./app-window.ts";
import { hardenEarly, hardenSession } from "./harden-app.ts";
import { endAgent, quitInOrder } from "./orderly-quit.ts";
import { PauseWays } from "./pause-ways.ts";
import { trayImages } from "./tray-images.ts";

/** Everything built stands in one folder, three levels below the package. */
const host = import.meta.dirname;
const packaged = join(host, "..", "..", "..");

app.setName("Assent");
hardenEarly(app, protocol);
if (app.requestSingleInstanceLock()) await start();
else app.quit();

async function start(): Promise<void> {
  await app.whenReady();
  hardenSession(session.defaultSession, join(packaged, "dist", "window"));

  const env = childEnvironment({
    home: process.env["ASSENT_HOME"] ?? defaultHome(process.env),
    companionDirectory: process.env["ASSENT_COMPANION"] ?? defaultCompanionDirectory(),
    pauseHotkey: defaultPauseHotkey,
    environment: process.env,
  });
  const agent = startAgent(
    new UtilitySpawner({
      entries: {
        recorder: join(host, "recorder-main.js"),
        courier: join(host, "courier-main.js"),
      },
      fork: (script, name) =>
        utilityProcess.fork(script, [], {
          env: name === "recorder" ? env : {},
          serviceName: `Assent ${name}`,
          stdio: "ignore",
        }),
    }),
    later,
  );

  const window = new AppWindow({
    make: () => new BrowserWindow(windowOptions(join(host, "preload.cjs"))),
    ipc: ipcMain,
    serve: (wire) => agent.serveWindow(wire),
  });
  const open = () => void window.open();
  const pausing = new PauseWays(agent);
  const images = trayImages(nativeImage);
  const tray = new TrayIcon({
    tray: new Tray(images.off),
    images,
    menu: (items) => Menu.buildFromTemplate(items),
    actions: pausing.trayActions(open, () => app.quit()),
  });
  agent.onState(({ recording }) => tray.show(recording));
  pausing.onAway(powerMonitor);
  pausing.onHotkey(globalShortcut, defaultPauseHotkey, process.platform);
  app.on("second-instance", open);
  app.on("activate", open);
  quitInOrder(app, async () => {
    window[Symbol.dispose]();
    globalShortcut.unregisterAll();
    await endAgent(agent);
  });
  await window.open();
}
