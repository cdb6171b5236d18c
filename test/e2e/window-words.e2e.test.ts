import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWindowBrowser, type WindowBrowser } from "../fakes/window-browser.ts";

let browser: WindowBrowser;
beforeAll(async () => {
  browser = await startWindowBrowser();
});
afterAll(async () => browser[Symbol.asyncDispose]());

describe("the words to hide", () => {
  it("are added, refused in words, and removed, by keyboard", async () => {
    await using window = await browser.open({ joined: true });
    const { page, agent } = window;
    const card = page.getByRole("region", { name: "Words to hide" });
    await card.getByText("No words yet").waitFor();
    const field = card.getByLabel("Word or phrase");
    const add = async (word: string) => {
      await field.fill(word);
      await page.keyboard.press("Enter");
    };
    for (const word of ["Harbour Street 7", "  Müller "]) {
      await add(word);
      await card.getByRole("button", { name: `Remove ${word.trim()}` }).waitFor();
      expect(await field.inputValue()).toBe("");
    }
    expect(await window.check()).toEqual([]);

    for (const [word, why] of [
      ["x", "too short"],
      ["Müller", "already"],
      ["- - -", "Cannot hide term 3"],
    ] as const) {
      await add(word);
      await card.getByRole("alert").getByText(why).waitFor();
      expect(await field.inputValue()).toBe(word);
    }
    expect(await window.check()).toEqual([]);
    expect(agent.terms).toEqual(["Harbour Street 7", "Müller"]);

    const remove = card.getByRole("button", { name: "Remove Harbour Street 7" });
    await remove.press("Enter");
    await remove.waitFor({ state: "detached" });
    expect(agent.terms).toEqual(["Müller"]);
    expect(window.problems).toEqual([]);
  });

  it("say so when the list is full, and show a word as text", async () => {
    await using window = await browser.open({ joined: true });
    const { page, agent } = window;
    agent.terms = ["<img src=x>{{t}}", ...Array.from({ length: 199 }, (_, n) => `word ${n}`)];
    await page.reload();
    const card = page.getByRole("region", { name: "Words to hide" });
    await card.getByText("<img src=x>{{t}}", { exact: true }).waitFor();
    await card.getByLabel("Word or phrase").fill("one more");
    await card.getByRole("button", { name: "Add", exact: true }).click();
    await card.getByRole("alert").getByText("at most 200").waitFor();
    expect(agent.terms).toHaveLength(200);
    expect(window.problems).toEqual([]);
  });

  it("are explained in German, in the dark and on a narrow screen", async () => {
    const context = { locale: "de-DE", viewport: { width: 360, height: 740 } };
    await using window = await browser.open({ joined: true }, { ...context, colorScheme: "dark" });
    const { page, agent } = window;
    agent.terms = ["Hafenstraße 7", "Donaudampfschifffahrtsgesellschaftskapitän".repeat(2)];
    await page.reload();
    await page.getByRole("button", { name: "Hafenstraße 7 entfernen" }).waitFor();
    expect(await window.check()).toEqual([]);
    const overflow = page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(await overflow).toBe(0);
  });
});
