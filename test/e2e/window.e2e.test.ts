import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Page, WebSocketRoute } from "playwright-core";
import { hostileManifest } from "../fakes/fake-study.ts";
import { startWindowBrowser, studyFile, type WindowBrowser } from "../fakes/window-browser.ts";

let browser: WindowBrowser;
beforeAll(async () => {
  browser = await startWindowBrowser();
});
afterAll(async () => browser[Symbol.asyncDispose]());

const go = (page: Page, place: string) =>
  page.getByRole("navigation").getByRole("link", { name: place }).click();
const heading = (page: Page, name: string) => page.getByRole("heading", { name }).first().waitFor();
const sessions = ["unreviewed", "approved", "uploading", "uploaded", "failed"] as const;
const recording = {
  recording: "recording",
  seen: 1840,
  kept: 1204,
  drops: { "not-allowed-app": 512, "secure-field": 88 },
  lastDrop: "secure-field",
  notices: [{ id: 1, level: "warning", code: "recovered", text: "Assent had stopped." }],
} as const;

describe.each(["light", "dark"] as const)("in the %s scheme, axe finds nothing wrong", (scheme) => {
  const context = { colorScheme: scheme };

  it("while a passphrase is chosen, and when it is asked for", async () => {
    await using create = await browser.open({ vault: "missing" }, context);
    await create.page.getByRole("button", { name: "Lock with this passphrase" }).click();
    expect(await create.check()).toEqual([]);
    await using unlock = await browser.open({ vault: "locked" }, context);
    await unlock.page.getByLabel("Passphrase").fill("wrong");
    await unlock.page.keyboard.press("Enter");
    await unlock.page.getByRole("alert").waitFor();
    expect(await unlock.check()).toEqual([]);
    await unlock.page.getByLabel("Passphrase").fill(unlock.agent.passphrase);
    await unlock.page.keyboard.press("Enter");
    await heading(unlock.page, "Home");
    expect([...create.problems, ...unlock.problems]).toEqual([]);
  });

  it("at home, in every state", async () => {
    await using window = await browser.open({ joined: true, sessions: ["unreviewed"] }, context);
    const { page, agent } = window;
    await page.getByText("waits for your review").waitFor();
    expect(await window.check()).toEqual([]);
    await page.getByRole("button", { name: "Start recording" }).click();
    for (const state of ["recording", "paused", "allowed-elsewhere"] as const) {
      agent.become({ ...recording, recording: state });
      await page.locator(`.now.is-${state}`).waitFor();
      expect(await window.check()).toEqual([]);
    }
    await page.getByRole("button", { name: "Forget the last 5 minutes" }).click();
    await page.getByRole("alertdialog").waitFor();
    expect(await window.check()).toEqual([]);
    expect(window.problems).toEqual([]);
  });

  it("on every page of joining", async () => {
    await using window = await browser.open({}, context);
    const { page } = window;
    expect(await window.check()).toEqual([]);
    await go(page, "Studies");
    await page.getByText("No studies yet").waitFor();
    expect(await window.check()).toEqual([]);
    await page.locator("input[type=file]").setInputFiles(studyFile());
    for (let number = 1; number <= 7; number++) {
      await page.getByText(`Page ${number} of 8`).waitFor();
      if (number === 4) await page.getByText("Mouse movements").first().waitFor();
      if (number === 7) {
        await page.getByRole("button", { name: "Check my answers" }).click();
        for (const answer of ["No", "Nothing bad", "What I approve"])
          await page.getByText(answer, { exact: true }).click();
        await page.getByRole("button", { name: "Check my answers" }).click();
      }
      expect(await window.check()).toEqual([]);
      await page.getByRole("button", { name: "Next" }).click();
    }
    await heading(page, "Sign");
    expect(await window.check()).toEqual([]);
    expect(window.problems).toEqual([]);
  });

  it("in the review, in each of its tools, and in what would be sent", async () => {
    await using window = await browser.open({ joined: true, sessions, steps: 40 }, context);
    const { page } = window;
    await go(page, "Review");
    await page.getByText("Waits for your review").waitFor();
    expect(await window.check()).toEqual([]);
    await page.getByRole("button", { name: "Look through" }).first().click();
    await page.locator(".stage img").waitFor();
    for (const tool of ["Cut", "Black box", "Hide text", "Describe", "Changes"]) {
      await page.getByRole("tab", { name: tool }).click();
      expect(await window.check()).toEqual([]);
    }
    await page.getByRole("button", { name: "Exactly what would be sent" }).click();
    await page.getByRole("table").nth(1).waitFor();
    expect(await window.check()).toEqual([]);
    expect(window.problems).toEqual([]);
  });

  it("when studies were joined, and where they are left", async () => {
    await using window = await browser.open({ joined: true }, context);
    await go(window.page, "Studies");
    await window.page.getByText("You take part", { exact: true }).waitFor();
    expect(await window.check()).toEqual([]);
    await go(window.page, "Leave");
    await window.page.getByText("Recording stops at once").waitFor();
    expect(await window.check()).toEqual([]);
  });
});

describe("the window", () => {
  it.each([360, 768, 2560])("needs no sideways scrolling at %i pixels", async (width) => {
    await using window = await browser.open(
      { joined: true, sessions },
      { viewport: { width, height: 740 } },
    );
    const { page } = window;
    const overflow = () =>
      page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
    for (const place of ["Home", "Studies", "Leave", "Review"]) {
      await go(page, place);
      await page.getByRole("heading", { level: 1 }).waitFor();
      expect(await overflow()).toBe(0);
    }
    await page.getByRole("button", { name: "Look through" }).first().click();
    await page.locator(".stage img").waitFor();
    expect(await overflow()).toBe(0);
    await page.getByRole("button", { name: "Exactly what would be sent" }).click();
    await page.getByRole("table").nth(1).waitFor();
    expect(await overflow()).toBe(0);
  });

  it("speaks German to those who prefer it, and changes when asked", async () => {
    await using window = await browser.open({ joined: true }, { locale: "de-DE" });
    const { page } = window;
    await heading(page, "Start");
    expect(await page.locator("html").getAttribute("lang")).toBe("de");
    await page.getByRole("button", { name: "English" }).click();
    await heading(page, "Home");
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
  });

  it("asks nobody but its own agent, and leaves the token out of its address", async () => {
    await using window = await browser.open({ joined: true, sessions });
    await go(window.page, "Review");
    await window.page.getByText("Waits for your review").waitFor();
    const own = `http://127.0.0.1:${window.served.port}/`;
    expect(window.requests.filter((address) => !address.startsWith(own))).toEqual([]);
    expect(window.page.url()).toBe(own);
    expect(await window.page.evaluate(() => [localStorage.length, document.cookie])).toEqual([
      0,
      "",
    ]);
  });

  it("shows whatever a study or an app is called as text (T13)", async () => {
    const attack = `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>{{- t }}\u202e`;
    await using window = await browser.open({ manifest: hostileManifest(attack) });
    const { page, agent } = window;
    agent.become({
      notices: [{ id: 1, level: "error", code: "x", text: attack }],
      parts: [{ part: "input", ok: false, reasons: [attack] }],
    });
    await page.getByText("onerror").first().waitFor();
    await go(page, "Studies");
    await page.locator("input[type=file]").setInputFiles(studyFile());
    for (let number = 1; number <= 6; number++) {
      await page.getByText(`Page ${number} of 8`).waitFor();
      expect(await page.locator("main img, main script").count()).toBe(0);
      await page.getByRole("button", { name: "Next" }).click();
    }
    expect(await page.title()).toBe("Assent");
    expect(window.problems).toEqual([]);
    const injected = page.evaluate(() => (document.body.innerHTML = "<b>HTML</b>"));
    await expect(injected).rejects.toThrow("TrustedHTML");
  });

  it("says that the agent is gone, and connects again by itself", async () => {
    await using window = await browser.open({ joined: true });
    const { page, agent } = window;
    let away = false;
    const open = new Set<WebSocketRoute>();
    await page.routeWebSocket(/\/wire$/, (route) => {
      if (away) return route.close();
      open.add(route);
      route.connectToServer();
      return undefined;
    });
    await page.reload();
    await page.getByRole("button", { name: "Start recording" }).click();
    await page.getByRole("button", { name: "Stop recording" }).waitFor();
    away = true;
    for (const route of open) await route.close();
    await page.getByText("Assent is not answering").waitFor();
    expect(await window.check()).toEqual([]);
    agent.become({ recording: "paused" });
    away = false;
    await page.locator(".now.is-paused").waitFor();
    expect(await page.getByText("Assent is not answering").count()).toBe(0);
  });

  it("asks to be opened from Assent when it has no token", async () => {
    await using window = await browser.open();
    const stranger = await window.page.context().newPage();
    await stranger.goto(`http://127.0.0.1:${window.served.port}/`);
    await heading(stranger, "Please open this window from Assent");
    await stranger.goto(`http://127.0.0.1:${window.served.port}/?again#token=${"A".repeat(43)}`);
    await heading(stranger, "Assent is not answering");
    expect(window.agent.calls).toEqual([]);
  });

  it("has no inline style, script or handler in its page", () => {
    const html = readFileSync(`${browser.directory}/index.html`, "utf8");
    expect(html).not.toMatch(/<style|<script(?! type="module" crossorigin src=)|\son\w+=/);
  });
});
