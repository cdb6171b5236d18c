import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWindowBrowser, type WindowBrowser } from "../fakes/window-browser.ts";

let browser: WindowBrowser;
beforeAll(async () => {
  browser = await startWindowBrowser();
});
afterAll(async () => browser[Symbol.asyncDispose]());

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function openSession(page: Page): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: "Review" }).click();
  await button(page, "Look through").first().click();
  await page.locator(".stage img").waitFor();
}

const edited = (calls: readonly (readonly [string, unknown])[]) =>
  calls.filter(([name]) => name === "edit").map(([, edit]) => edit);

describe("reviewing a session", () => {
  it("works by keyboard alone: move, select, cut, undo, play, look at all of it, approve", async () => {
    await using window = await browser.open({ joined: true, sessions: ["unreviewed"], steps: 30 });
    const { page, agent } = window;
    await openSession(page);
    const list = page.getByRole("listbox", { name: "Steps" });
    await list.focus();
    await page.keyboard.press("End");
    await page.getByText("Step 30 of 30").waitFor();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("x");
    await page.getByRole("option", { name: /cut/ }).nth(1).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("x");
    await page.getByRole("option", { name: /cut/ }).nth(2).waitFor();
    await page.keyboard.press("u");
    await page.getByRole("option", { name: /cut/ }).nth(2).waitFor({ state: "detached" });
    expect(agent.edits).toEqual([{ kind: "cut", from: 1500, until: 3900 }]);

    await page.keyboard.press("Space");
    await button(page, "Pause playing").waitFor();
    await page.getByText("Step 5 of 30").waitFor();
    await page.keyboard.press("Space");
    await button(page, "Play").waitFor();

    await button(page, "Exactly what would be sent").press("Enter");
    await page.getByRole("table").nth(1).waitFor();
    await button(page, "Approve and send").press("Enter");
    await page.getByText("Approved, waiting to be sent").waitFor();
    expect(agent.calls.at(-1)?.[0]).toBe("approve");
    expect(window.problems).toEqual([]);
  });

  it("draws only the steps in sight of a long session, and goes to its end at once", async () => {
    await using window = await browser.open({
      joined: true,
      sessions: ["unreviewed"],
      steps: 5_000,
    });
    const { page } = window;
    await openSession(page);
    await page.getByText("Step 1 of 5000").waitFor();
    await page.getByRole("listbox").focus();
    await page.keyboard.press("End");
    await page.getByText("Step 5000 of 5000").waitFor();
    await page.getByRole("option").last().waitFor();
    expect(await page.getByRole("option").count()).toBeLessThan(40);
    expect(await page.locator(".cell").count()).toBeLessThan(40);
  });

  it("paints a black box that was drawn with the mouse, in this picture", async () => {
    await using window = await browser.open({ joined: true, sessions: ["unreviewed"] });
    const { page, agent } = window;
    await openSession(page);
    await page.getByRole("tab", { name: "Black box" }).click();
    const place = await page.locator(".stage").boundingBox();
    if (place === null) throw new Error("Cannot see the picture");
    const scale = place.width / 1280;
    await page.mouse.move(place.x + 100 * scale, place.y + 50 * scale);
    await page.mouse.down();
    await page.mouse.move(place.x + 500 * scale, place.y + 250 * scale, { steps: 3 });
    await page.mouse.up();
    await button(page, "Paint black").click();
    await page.locator(".marks .box").waitFor();
    const [edit] = edited(agent.calls) as [{ rect: Record<string, number>; frames: string[] }];
    expect(edit.frames).toEqual(["f0"]);
    expect(Math.abs(edit.rect["x"]! - 100)).toBeLessThan(4);
    expect(Math.abs(edit.rect["width"]! - 400)).toBeLessThan(5);
    expect(Math.abs(edit.rect["height"]! - 200)).toBeLessThan(5);
  });

  it("paints a black box that was typed in, in all pictures of a selection", async () => {
    await using window = await browser.open({ joined: true, sessions: ["unreviewed"] });
    const { page, agent } = window;
    await openSession(page);
    await page.getByRole("tab", { name: "Black box" }).click();
    for (const [name, value] of [
      ["From the left", "10"],
      ["From the top", "20"],
      ["Width", "300"],
      ["Height", "40"],
    ] as const) {
      await page.getByLabel(name).fill(value);
      await page.keyboard.press("Tab");
    }
    await page.getByRole("listbox").focus();
    await page.keyboard.press("Shift+ArrowDown");
    await page.getByText("all pictures of steps 1 to 2").click();
    await button(page, "Paint black").click();
    await page.locator(".marks .box").waitFor();
    expect(edited(agent.calls)).toEqual([
      {
        kind: "black-box",
        frames: ["f0", "f1", "f2", "f3"],
        rect: { x: 10, y: 20, width: 300, height: 40 },
      },
    ]);
  });

  it("finds a text, hides it everywhere, and takes it back", async () => {
    await using window = await browser.open({ joined: true, sessions: ["unreviewed"] });
    const { page, agent } = window;
    await openSession(page);
    await page.getByRole("tab", { name: "Hide text" }).click();
    await page.getByLabel("Text to hide").fill("Ada");
    await page.getByText("Found in 6 steps.").waitFor();
    await button(page, "Step 3").click();
    await page.getByText("Step 3 of 24").waitFor();
    await button(page, "Hide everywhere").click();
    await page.locator(".step-facts").getByText("‹hidden›").first().waitFor();
    expect(await page.locator("main").textContent()).not.toContain("Ada");
    expect(edited(agent.calls)).toEqual([{ kind: "hide-text", text: "Ada" }]);
    await page.getByRole("tab", { name: "Changes" }).click();
    await page.getByText("Hid a text of 3 characters everywhere").waitFor();
    await button(page, "Undo last change").click();
    await page.getByText("No changes yet.").waitFor();
    expect(agent.edits).toEqual([]);
  });

  it("sends a description only when one was given", async () => {
    await using window = await browser.open({ joined: true, sessions: ["unreviewed"] });
    const { page, agent } = window;
    await openSession(page);
    await page.getByRole("tab", { name: "Describe" }).click();
    await page.getByLabel("What were you doing?").fill("Registered for a course");
    await page.getByText("Partly").click();
    await button(page, "Save").click();
    await page.getByText("Saved.").waitFor();
    expect(edited(agent.calls)).toEqual([
      { kind: "describe", task: "Registered for a course", outcome: "partial" },
    ]);
  });

  it("shows everything again when it changed before the approval, and sends nothing", async () => {
    await using window = await browser.open({ joined: true, sessions: ["unreviewed"] });
    const { page, agent } = window;
    agent.changesBeforeApproval = true;
    await openSession(page);
    await button(page, "Exactly what would be sent").click();
    const fingerprint = page.locator(".code");
    const before = await fingerprint.textContent();
    await button(page, "Approve and send").click();
    await page.getByText("Something changed since you looked.").waitFor();
    expect(await fingerprint.textContent()).not.toBe(before);
    expect(agent.calls.filter(([name]) => name === "approve")).toEqual([]);
    await button(page, "Approve and send").click();
    await page.getByText("Approved, waiting to be sent").waitFor();
  });

  it("pages through every event of the release", async () => {
    await using window = await browser.open({
      joined: true,
      sessions: ["unreviewed"],
      steps: 60,
    });
    const { page } = window;
    await openSession(page);
    await button(page, "Exactly what would be sent").click();
    await page.getByText("1 to 50 of 120").waitFor();
    const later = button(page, "Later");
    await later.click();
    await page.getByText("51 to 100 of 120").waitFor();
    await later.click();
    await page.getByText("101 to 120 of 120").waitFor();
    await page.getByRole("cell", { name: "119", exact: true }).waitFor();
    expect(await later.isDisabled()).toBe(true);
  });

  it("deletes only after a question", async () => {
    await using window = await browser.open({ joined: true, sessions: ["unreviewed"] });
    const { page, agent } = window;
    await page.getByRole("navigation").getByRole("link", { name: "Review" }).click();
    await button(page, "Delete").click();
    await button(page, "Cancel").click();
    expect(agent.calls).toEqual([]);
    await button(page, "Delete").click();
    await button(page, "Delete it").click();
    await page.getByText("Nothing to review").waitFor();
    expect(agent.calls).toHaveLength(1);
  });

  it("shows how far the sending is while it goes on", async () => {
    await using window = await browser.open({ joined: true, sessions: ["approved"] });
    const { page, agent } = window;
    await page.getByRole("navigation").getByRole("link", { name: "Review" }).click();
    await page.getByText("Approved, waiting to be sent").waitFor();
    const { session } = agent.sessions[0]!;
    agent.becomeSession(session, { state: "uploading", uploadedShare: 0.5 });
    await page.getByRole("progressbar").waitFor();
    expect(await page.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("50");
    agent.becomeSession(session, { state: "uploaded", uploadedShare: 1 });
    await page.getByText("Sent", { exact: true }).waitFor();
  });
});
