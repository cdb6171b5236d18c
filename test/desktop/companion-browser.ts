import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import {
  hostManifestDirectoryOf,
  installHostManifest,
} from "../../src/adapters/browser/host-manifest.ts";
import { companionExtensionId } from "../../src/contract/companion-names.ts";
import type { Injector } from "./injector.ts";
import type { VirtualDesktop } from "./virtual-desktop.ts";

export interface CompanionBrowserOptions {
  readonly desktop: VirtualDesktop;
  /** The built extension. */
  readonly extension: string;
  /** The companion folder of the agent. */
  readonly directory: string;
  /** Profile folder; one below the desktop's home unless given. */
  readonly profile?: string;
  readonly args?: readonly string[];
}

export interface CompanionBrowser extends AsyncDisposable {
  /** The process that owns the browser's windows. */
  readonly pid: number;
  readonly context: BrowserContext;
}

/**
 * Debian's Chromium on a virtual desktop, with the companion and its relay installed.
 *
 * Started as any app and only then attached to: a browser that Playwright starts pretends
 * to every page that it has the keyboard.
 */
export async function launchCompanionBrowser(
  options: CompanionBrowserOptions,
): Promise<CompanionBrowser> {
  const { desktop, extension } = options;
  const profile = options.profile ?? join(desktop.home, "chromium");
  await installHostManifest({
    directory: options.directory,
    into: [{ kind: "chromium", folder: hostManifestDirectoryOf(profile) }],
  });
  const child = desktop.spawn(
    "/usr/bin/chromium",
    [
      "--no-sandbox",
      "--test-type",
      `--user-data-dir=${profile}`,
      `--load-extension=${extension}`,
      `--disable-extensions-except=${extension}`,
      "--remote-debugging-port=0",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
      "--no-default-browser-check",
      "--password-store=basic",
      "--window-position=40,40",
      "--window-size=1000,720",
      ...(options.args ?? []),
    ],
    { stdio: "pipe" },
  );
  const address = await debuggingAddress(child);
  const browser = await chromium.connectOverCDP(address, { noDefaults: true });
  const [context] = browser.contexts();
  if (context === undefined || child.pid === undefined)
    throw new Error("Cannot use Chromium: it has no window");
  const { pid } = child;
  return {
    pid,
    context,
    [Symbol.asyncDispose]: async () => {
      const runs = child.exitCode === null && child.signalCode === null;
      const ended = runs ? once(child, "exit") : undefined;
      child.kill("SIGTERM");
      await ended;
      await browser.close();
    },
  };
}

/** Chromium writes it once it listens. */
async function debuggingAddress(child: ChildProcess): Promise<string> {
  const lines = createInterface({ input: child.stderr as Readable });
  for await (const line of lines) {
    const address = /^DevTools listening on (ws:\S+)$/.exec(line)?.[1];
    if (address !== undefined) {
      child.stderr?.resume();
      return address;
    }
  }
  throw new Error("Cannot start Chromium: it ended before it listened");
}

export const optionsPage = `chrome-extension://${companionExtensionId}/options.html`;

/** Chromium takes no answer to a prompt in its first half second, against stolen clicks. */
const promptShieldMs = 700;

/**
 * Grants a site as a participant does: the companion's page, then the browser's own prompt,
 * answered with the keyboard through the X server. Leaves the page that it used open.
 */
export async function grantSite(page: Page, hand: Injector, address: string): Promise<void> {
  await page.goto(optionsPage);
  await page.bringToFront();
  await page.waitForFunction(() => document.hasFocus());
  const pattern = new URL("/", address);
  const name = `${pattern.protocol}//${pattern.hostname}`;
  await page.fill("#address", address);
  await page.click("#other button");
  // What was granted before and taken back, Chromium gives again without asking.
  const asked = await page.waitForFunction((wanted) => {
    const names = [...document.querySelectorAll("#granted span")].map((name) => name.textContent);
    return names.includes(wanted) ? "granted" : document.hasFocus() ? false : "asked";
  }, name);
  if ((await asked.jsonValue()) === "asked") {
    await new Promise((resolve) => setTimeout(resolve, promptShieldMs));
    // "Deny" has the focus; "Allow" is beside it.
    await hand.chord("shift", "Tab");
    await hand.chord("Enter");
  }
  await page.locator("#granted").getByText(name, { exact: true }).waitFor();
}
