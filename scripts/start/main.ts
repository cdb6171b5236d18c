/**
 * `npm start`: Assent with a study, a collector and a practice site of its own, so that the whole
 * way can be tried in five minutes. Everything that it starts ends with it.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findElectron } from "../../src/adapters/node/electron-binary.ts";
import { defaultPauseHotkey } from "../../src/agent/host/child-environment.ts";
import { startPlainHost } from "../../src/agent/host/plain-host.ts";
import { publishStudy } from "../../src/collector/publish-study.ts";
import { startCollector } from "../../src/collector/start-collector.ts";
import { startSiteServer } from "../../test/desktop/site-server.ts";
import { ownDesktop, type TrialDesktop, virtualDesktop } from "./desktop.ts";
import { chromiumArguments, findChromium } from "./trial-browser.ts";
import { openTrialFolder, type TrialFolder } from "./trial-folder.ts";
import { editorsHere, trialStudy } from "./trial-study.ts";
import { writeWindowPage } from "./window-page.ts";
import { whatToDoNext } from "./words.ts";

const root = join(import.meta.dirname, "..", "..");
const say = (text: string) => process.stdout.write(`${text}\n`);
const dataHome = process.env["XDG_DATA_HOME"] || join(homedir(), ".local", "share");

const { values: given } = parseArgs({
  options: {
    trial: { type: "string", default: join(dataHome, "assent-trial") },
    "no-apps": { type: "boolean", default: false },
  },
});

async function start(): Promise<void> {
  const ended = askedToEnd();
  const folder = await openTrialFolder(given.trial);
  await using site = await startSiteServer(join(root, "examples", "trial-site"), folder.ports.site);
  await using desktop = await desktopFor(process.env, folder);
  await using collector = await startCollector({
    directory: folder.collector,
    port: folder.ports.collector,
    open: true,
  });
  const editors = editorsHere(process.env["PATH"] ?? "");
  const place = { site: site.origin(), collector: collector.url.replace(/\/$/, ""), editors };
  const study = await trialStudy(folder.study, place);
  await publishStudy(collector.collector, study.envelope);

  await using host = await openAssent(desktop, folder);
  await using window =
    host.window === null ? null : await writeWindowPage(folder.windowPage, host.window);
  const chromium = findChromium(process.env["PATH"] ?? "");
  const apps = !given["no-apps"];
  if (apps && chromium !== undefined) {
    const pages = [site.origin()];
    if (desktop.virtual !== undefined && window !== null) pages.unshift(window.address);
    const [profile, companionDirectory] = [folder.profile, folder.companion];
    const extension = join(root, "dist", "extension", "chromium");
    desktop.start(
      chromium,
      await chromiumArguments({ profile, companionDirectory, extension, pages }),
    );
  }
  const [editor] = editors;
  if (apps && desktop.virtual !== undefined && editor !== undefined) desktop.start(editor, []);
  if (apps && desktop.virtual === undefined && window !== null)
    desktop.start("xdg-open", [window.address]);

  say(
    whatToDoNext({
      window: host.window,
      opened: apps,
      study: study.file,
      identity: study.identity,
      site: site.origin(),
      siteOpened: apps && chromium !== undefined,
      editors,
      collectorData: folder.collector,
      pauseHotkey: defaultPauseHotkey,
      virtual: desktop.virtual ? { ...desktop.virtual, screenshot: folder.screenshot } : null,
    }),
  );
  await Promise.race([ended, host.ended]);
}

function desktopFor(environment: NodeJS.ProcessEnv, folder: TrialFolder): Promise<TrialDesktop> {
  const shown = Boolean(environment["DISPLAY"] ?? environment["WAYLAND_DISPLAY"]);
  return shown || process.platform !== "linux"
    ? Promise.resolve(ownDesktop(environment))
    : virtualDesktop(folder.screenshot);
}

interface Opened extends AsyncDisposable {
  readonly window: string | null;
  /** Settles when the participant quits Assent. */
  readonly ended: Promise<unknown>;
}

async function openAssent({ environment }: TrialDesktop, folder: TrialFolder): Promise<Opened> {
  const { home, companion } = folder;
  const electron = findElectron(join(root, "node_modules"), environment);
  if (electron.outcome === "startable") {
    const program = join(root, "dist", "app", "host", "main.js");
    const child = spawn(electron.path, [program], {
      env: { ...environment, ASSENT_HOME: home, ASSENT_COMPANION: companion },
      stdio: "inherit",
    });
    const ended = once(child, "exit");
    return {
      window: null,
      ended,
      async [Symbol.asyncDispose]() {
        child.kill("SIGTERM");
        await ended;
      },
    };
  }
  say(`• Electron cannot be started here: ${electron.why}. The window opens in a browser instead.`);
  const host = await startPlainHost({
    home,
    bundle: join(root, "dist", "window"),
    companionDirectory: companion,
    pauseHotkey: defaultPauseHotkey,
    environment,
  });
  return {
    window: host.url,
    ended: new Promise(() => undefined),
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

/** A terminal's Ctrl-C arrives more than once: from the terminal, and from npm. */
function askedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => resolve());
  });
}

try {
  await start();
} catch (problem) {
  if (!(problem instanceof Error) || !("code" in problem)) throw problem;
  const inUse =
    "Cannot start: this trial runs already, or another program has its ports. End it, or choose another folder with: npm start -- --trial FOLDER";
  process.stderr.write(`${problem.code === "EADDRINUSE" ? inUse : problem.message}\n`);
  process.exitCode = 1;
}
