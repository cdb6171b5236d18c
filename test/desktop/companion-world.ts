import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { BrowserContext as Chromium, Page } from "playwright-core";
import { CompanionServer } from "../../src/adapters/browser/companion-server.ts";
import type { Origin } from "../../src/contract/ids.ts";
import { grantSite, launchCompanionBrowser } from "./companion-browser.ts";
import { Injector } from "./injector.ts";
import { startSiteServer } from "./site-server.ts";
import { startVirtualDesktop, type VirtualDesktop } from "./virtual-desktop.ts";

export interface CompanionWorld extends AsyncDisposable {
  readonly desktop: VirtualDesktop;
  readonly hand: Injector;
  readonly server: CompanionServer;
  readonly directory: string;
  readonly browserPid: number;
  readonly chromium: Chromium;
  readonly page: Page;
  /** The site that was granted, and the same pages as a site that was not. */
  readonly granted: Origin;
  readonly other: Origin;
  grant(): Promise<void>;
}

const root = join(import.meta.dirname, "..", "..");

export const now = (): number => performance.now();

export function companionServer(directory: string): CompanionServer {
  return new CompanionServer({
    directory,
    now,
    epochToMono: (epoch) => now() - (Date.now() - epoch),
  });
}

/** A desktop with Chromium, the companion, and two sites; nothing is granted yet. */
export async function openCompanionWorld(): Promise<CompanionWorld> {
  await using undo = new AsyncDisposableStack();
  const site = undo.use(await startSiteServer(join(root, "test", "fixtures", "sites", "plain")));
  const desktop = undo.use(await startVirtualDesktop());
  const hand = undo.use(await Injector.open(desktop.display));
  const directory = join(desktop.home, "companion");
  const extension = join(desktop.home, "extension");
  execFileSync(process.execPath, [join(root, "scripts", "build-extension.mjs"), extension]);
  const browser = undo.use(await launchCompanionBrowser({ desktop, extension, directory }));
  const page = browser.context.pages()[0] ?? (await browser.context.newPage());
  const granted = site.origin() as Origin;
  const stack = undo.move();
  return {
    desktop,
    hand,
    server: companionServer(directory),
    directory,
    browserPid: browser.pid,
    chromium: browser.context,
    page,
    granted,
    other: site.origin("localhost") as Origin,
    grant: () => grantSite(page, hand, granted),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
