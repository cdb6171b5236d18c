/** The built window in a real browser, on a fake agent, through the real loopback server. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Result } from "axe-core";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { type ServedWindow, serveWindow } from "../../src/adapters/loopback/serve-window.ts";
import { FakeAgent, type FakeAgentOptions } from "./fake-agent.ts";
import { sampleEnvelope } from "./fake-study.ts";

const run = promisify(execFile);
const buildScript = fileURLToPath(new URL("../../scripts/build-window.mjs", import.meta.url));
const axeFile = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export interface OpenWindow extends AsyncDisposable {
  readonly page: Page;
  readonly agent: FakeAgent;
  readonly served: ServedWindow;
  /** Errors of the page, and everything its content policy blocked. */
  readonly problems: readonly string[];
  /** Every address that the page asked for, with the frames of its wire left out. */
  readonly requests: readonly string[];
  /** What axe finds wrong in the page as it is now, each with its place. */
  check(): Promise<readonly string[]>;
}

export interface WindowBrowser extends AsyncDisposable {
  readonly directory: string;
  open(options?: FakeAgentOptions, context?: BrowserContextOptions): Promise<OpenWindow>;
}

export async function startWindowBrowser(): Promise<WindowBrowser> {
  const directory = await mkdtemp(join(tmpdir(), "assent-window-"));
  await run(process.execPath, [buildScript, directory]);
  const axe = await readFile(axeFile, "utf8");
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });

  const open = async (
    options: FakeAgentOptions = {},
    contextOptions: BrowserContextOptions = {},
  ): Promise<OpenWindow> => {
    const agent = new FakeAgent(options);
    const served = await serveWindow({ directory, onWire: (wire) => agent.attach(wire) });
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: "en-GB",
      reducedMotion: "reduce",
      ...contextOptions,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(6_000);
    const problems: string[] = [];
    const requests: string[] = [];
    page.on("pageerror", (problem) => problems.push(problem.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(served.url);
    await page.locator("h1").first().waitFor();
    return {
      page,
      agent,
      served,
      problems,
      requests,
      async check() {
        await page.evaluate(axe);
        const violations = await page.evaluate<readonly Result[]>(
          "axe.run({ runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice'] }).then((result) => result.violations)",
        );
        return violations.map(
          ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`,
        );
      },
      async [Symbol.asyncDispose]() {
        await context.close();
        await served.close();
      },
    };
  };
  return {
    directory,
    open,
    async [Symbol.asyncDispose]() {
      await browser.close();
      await rm(directory, { recursive: true });
    },
  };
}

export const studyFile = (content: unknown = sampleEnvelope) => ({
  name: "study.json",
  mimeType: "application/json",
  buffer: Buffer.from(JSON.stringify(content)),
});
