import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleEnvelope } from "../fakes/fake-study.ts";
import { startWindowBrowser, studyFile, type WindowBrowser } from "../fakes/window-browser.ts";

let browser: WindowBrowser;
beforeAll(async () => {
  browser = await startWindowBrowser();
});
afterAll(async () => browser[Symbol.asyncDispose]());

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** Moves the focus with the Tab key, as somebody without a mouse does. */
async function tabTo(page: Page, name: string, role = "button"): Promise<void> {
  const wanted = page.getByRole(role as "button", { name }).first();
  await wanted.waitFor();
  for (let presses = 0; presses < 80; presses++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    if (await wanted.evaluate((element) => element.contains(document.activeElement))) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Cannot reach ${name} with the Tab key`);
}

async function readStudy(page: Page): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: "Studies" }).click();
  await page.locator("input[type=file]").setInputFiles(studyFile());
  await page.getByText("Page 1 of 8").waitFor();
}

async function goToPage(page: Page, from: number, to: number): Promise<void> {
  for (let number = from; number < to; number++) {
    await button(page, "Next").click();
    await page.getByText(`Page ${number + 1} of 8`).waitFor();
  }
}

describe("joining a study", () => {
  it("shows the key information first, and every switch off (CON-03, CON-05)", async () => {
    await using window = await browser.open();
    const { page } = window;
    await readStudy(page);
    await page.getByText("We ask you to record how you fill in web forms").waitFor();
    await goToPage(page, 1, 4);
    const switches = page.getByRole("switch");
    await switches.first().waitFor();
    expect(await switches.count()).toBe(13);
    expect(await page.getByRole("switch", { checked: true }).count()).toBe(0);
  });

  it("makes declining as large and as visible as going on and as accepting (CON-03)", async () => {
    await using window = await browser.open();
    const { page } = window;
    await readStudy(page);
    const looks = async (name: string) =>
      button(page, name).evaluate((element) => {
        const { width, height } = element.getBoundingClientRect();
        const { backgroundColor, borderColor, color, fontSize, fontWeight } =
          getComputedStyle(element);
        return { width, height, backgroundColor, borderColor, color, fontSize, fontWeight };
      });
    expect(await looks("I do not take part")).toEqual(await looks("Next"));
    await goToPage(page, 1, 4);
    await page.getByText("https://forms.example.org").click();
    await page.getByText("Mouse movements and clicks").first().click();
    await goToPage(page, 4, 7);
    await answerCheck(page);
    await goToPage(page, 7, 8);
    expect(await looks("I do not take part")).toEqual(await looks("I take part"));
  });

  it("tells nobody about a decline (CON-13)", async () => {
    await using window = await browser.open();
    const { page, agent, requests } = window;
    await readStudy(page);
    const before = requests.length;
    await button(page, "I do not take part").click();
    await page.getByText("You do not take part. Nothing was sent").waitFor();
    expect([agent.calls, requests.slice(before)]).toEqual([[], []]);
  });

  it("explains a wrong answer and lets the person try again, as often as needed (CON-06)", async () => {
    await using window = await browser.open();
    const { page } = window;
    await readStudy(page);
    await goToPage(page, 1, 7);
    const next = button(page, "Next");
    for (const answer of ["Yes", "I must explain", "Everything"])
      await page.getByText(answer, { exact: true }).click();
    await button(page, "Check my answers").click();
    await page.getByText("Nobody at work learns who takes part.").waitFor();
    expect(await page.getByText("Not quite.").count()).toBe(3);
    expect(await next.isDisabled()).toBe(true);
    await answerCheck(page);
    expect(await next.isDisabled()).toBe(false);
  });

  it("signs nothing while nothing is switched on", async () => {
    await using window = await browser.open();
    const { page } = window;
    await readStudy(page);
    await goToPage(page, 1, 7);
    await answerCheck(page);
    await goToPage(page, 7, 8);
    expect(await button(page, "I take part").isDisabled()).toBe(true);
    await page.getByText("You have not switched anything on").waitFor();
  });

  it("works by keyboard alone, signs exactly what was switched on, and hands over receipt and code", async () => {
    await using window = await browser.open();
    const { page, agent } = window;
    await readStudy(page);
    for (let number = 1; number <= 7; number++) {
      await page.getByText(`Page ${number} of 8`).waitFor();
      if (number === 4)
        for (const name of ["https://forms.example.org", "Mouse movements and clicks"]) {
          await tabTo(page, name, "switch");
          await page.keyboard.press("Space");
        }
      if (number === 7) {
        for (const [name, move] of [
          ["Yes", "ArrowDown"],
          ["Nothing bad", "Space"],
          ["Everything", "ArrowDown"],
        ] as const) {
          await tabTo(page, name, "radio");
          await page.keyboard.press(move);
        }
        await tabTo(page, "Check my answers");
        await page.keyboard.press("Enter");
        await page.getByText("All answers are right.").waitFor();
      }
      await tabTo(page, "Next");
      await page.keyboard.press("Enter");
    }
    await page.getByText("Page 8 of 8").waitFor();
    await tabTo(page, "I take part");
    await page.keyboard.press("Enter");
    await page.getByText("K7QM-2XRD-9VTB-4HNE-W6PA-3JYC").waitFor();
    expect(agent.calls).toEqual([
      [
        "join",
        {
          manifestHash: agent.study.manifestHash,
          choice: [
            {
              scope: "forms",
              signals: ["pointer"],
              apps: [],
              origins: ["https://forms.example.org"],
            },
            { scope: "writing", signals: [], apps: [], origins: [] },
          ],
          comprehensionPassed: true,
          invitation: null,
        },
      ],
    ]);
    expect(await window.check()).toEqual([]);

    const saving = page.waitForEvent("download");
    await tabTo(page, "Save the signed receipt");
    await page.keyboard.press("Enter");
    const saved = await (await saving).path();
    expect(JSON.parse(await readFile(saved, "utf8"))).toEqual(sampleEnvelope);
    expect(window.problems).toEqual([]);
  });

  it("says why a file is no study, and why a study cannot be joined", async () => {
    const findings = [
      { rule: "GOV-01", level: "error", path: "/purpose", message: "A purpose is not allowed." },
    ] as const;
    await using window = await browser.open({ findings });
    const { page } = window;
    await page.getByRole("navigation").getByRole("link", { name: "Studies" }).click();
    const file = page.locator("input[type=file]");
    await file.setInputFiles(studyFile({ hello: "world" }));
    await page.getByText("This file is not a signed study.").waitFor();
    await file.setInputFiles({ ...studyFile(), buffer: Buffer.from("{") });
    await page.getByText("This file is not a signed study.").waitFor();
    await file.setInputFiles(studyFile({ ...sampleEnvelope, payload: "e30=" }));
    await page.getByText("the signature does not match.").waitFor();
    await file.setInputFiles(studyFile());
    await page.getByText("A purpose is not allowed.").waitFor();
    expect(await button(page, "Next").isDisabled()).toBe(true);
    expect(await button(page, "I do not take part").isDisabled()).toBe(false);
  });
});

describe("leaving a study", () => {
  it("takes two actions from home, and asks for no reason (CON-11)", async () => {
    await using window = await browser.open({ joined: true });
    const { page, agent } = window;
    await page.getByRole("navigation").getByRole("link", { name: "Leave" }).click();
    await button(page, "Leave “How people fill in forms” now").click();
    await page.getByText("You left “How people fill in forms”.").waitFor();
    expect(agent.calls).toEqual([["withdraw", { study: "https://study.example.org/forms" }]]);
    expect(await page.locator("main input, main textarea").count()).toBe(0);
  });
});

async function answerCheck(page: Page): Promise<void> {
  for (const answer of ["No", "Nothing bad", "What I approve"])
    await page.getByText(answer, { exact: true }).click();
  await button(page, "Check my answers").click();
  await page.getByText("All answers are right.").waitFor();
}
