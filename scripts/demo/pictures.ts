/** Pictures of the real window for the README, taken while the demo runs. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

const size = { width: 1280, height: 800 };

export class Pictures implements AsyncDisposable {
  readonly #browser: Browser;
  readonly #folder: string;

  private constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  static async into(folder: string): Promise<Pictures> {
    mkdirSync(folder, { recursive: true });
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
    return new Pictures(browser, folder);
  }

  /** The page on which every signal of every scope is a switch of its own, and off. */
  async consent(url: string, study: string): Promise<void> {
    await this.#take(url, "consent", async (page) => {
      await page.getByRole("navigation").getByRole("link", { name: "Studies" }).click();
      await page.locator("input[type=file]").setInputFiles(study);
      await page.getByText("Page 1 of 8").waitFor();
      for (let next = 2; next <= 4; next++) {
        await page.getByRole("button", { name: "Next", exact: true }).click();
        await page.getByText(`Page ${next} of 8`).waitFor();
      }
      await page.getByRole("switch").first().waitFor();
    });
  }

  async recording(url: string): Promise<void> {
    await this.#take(url, "recording", (page) =>
      page.getByRole("button", { name: "Pause", exact: true }).waitFor(),
    );
  }

  async review(url: string): Promise<void> {
    await this.#take(url, "review", async (page) => {
      await page.getByRole("navigation").getByRole("link", { name: "Review" }).click();
      await page.getByRole("button", { name: "Look through", exact: true }).first().click();
      await page.locator(".stage img").waitFor();
      await page.getByRole("option", { name: /chose/ }).first().click();
      await page.getByText("After", { exact: true }).click();
    });
  }

  async report(path: string): Promise<void> {
    await this.#take(`file://${path}`, "report", (page) => page.locator("body").waitFor());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#browser.close();
  }

  async #take(url: string, name: string, arrange: (page: Page) => Promise<void>): Promise<void> {
    const context = await this.#browser.newContext({ viewport: size, locale: "en-GB" });
    const page = await context.newPage();
    await page.goto(url);
    await arrange(page);
    await page.waitForLoadState("networkidle");
    await page.waitForTimeout(600);
    await page.screenshot({ path: join(this.#folder, `${name}.png`) });
    await context.close();
  }
}
