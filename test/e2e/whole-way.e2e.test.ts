/** The real window over the real agent: from the passphrase to the bundle that the study opens. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { chromium, type Page } from "playwright-core";
import { expect, it } from "vitest";
import { openBundle } from "../../src/adapters/seal/bundle-reader.ts";
import { handOver, listBundles } from "../../src/collector/hand-over.ts";
import { publishStudy } from "../../src/collector/publish-study.ts";
import { startCollector } from "../../src/collector/start-collector.ts";
import { SessionEvent } from "../../src/contract/events.ts";
import { editorManifest, passphrase, startAgentProcesses } from "../desktop/agent-world.ts";
import { Injector } from "../desktop/injector.ts";
import { startVirtualDesktop } from "../desktop/virtual-desktop.ts";
import { findWindow, focusWindow, moveWindow } from "../desktop/windows.ts";
import { signManifest } from "../fixtures/study.ts";

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const go = (page: Page, name: string) =>
  page.getByRole("navigation").getByRole("link", { name }).click();
/** Goes to a step that has a picture: on a busy machine the gate drops some. */
async function showPicture(page: Page): Promise<void> {
  const steps = page.getByRole("option", { name: /click/i });
  const seen = page.locator(".stage img");
  for (let step = 0; step < (await steps.count()); step++) {
    await steps.nth(step).click();
    const shown = seen.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    if (await shown) return;
  }
  await seen.waitFor();
}

/** Where to put pictures of the window; nowhere unless told. */
const pictures = process.env["ASSENT_TEST_PICTURES"];
const picture = async (page: Page, name: string) => {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
};

it("a volunteer joins, records, reviews, approves and sends, and the study opens just that", async () => {
  await using undo = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "assent-whole-way-"));
  undo.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const running = undo.use(await startCollector({ directory: join(folder, "data"), open: true }));
  const identity = await generateX25519Identity();
  const base = editorManifest({ collector: { url: running.url.replace(/\/$/, "") } });
  const innerRecipients = [await identityToRecipient(identity)];
  const study = signManifest({ ...base, crypto: { ...base.crypto, innerRecipients } });
  await publishStudy(running.collector, study.envelope);

  const desktop = undo.use(await startVirtualDesktop({ width: 900, height: 640, dbus: true }));
  const hand = undo.use(await Injector.open(desktop.display));
  const agent = undo.use(await startAgentProcesses(join(folder, "home"), desktop.env));
  desktop.spawn("/usr/bin/mousepad", ["--disable-server"]);
  const editor = await findWindow(hand.connection, { className: "mousepad" });
  await moveWindow(hand.connection, editor, 60, 60, 500, 360);
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"],
  });
  undo.defer(() => browser.close());
  const context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const problems: string[] = [];
  page.on("pageerror", (problem) => problems.push(problem.message));
  await page.goto(agent.host.url);

  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("Repeat the passphrase").fill(passphrase);
  await button(page, "Lock with this passphrase").click();
  await go(page, "Studies");
  const buffer = Buffer.from(JSON.stringify(study.envelope));
  const file = { name: "study.json", mimeType: "application/json", buffer };
  await page.locator("input[type=file]").setInputFiles(file);
  for (let number = 1; number <= 7; number++) {
    await page.getByText(`Page ${number} of 8`).waitFor();
    if (number === 4) {
      await picture(page, "choices");
      for (const name of [/Text Editor|Mousepad/, /Mouse movements/, /icture|creen/]) {
        const wanted = page.getByRole("switch", { name }).first();
        await wanted.focus();
        await page.keyboard.press("Space");
      }
      await picture(page, "choosing");
    }
    if (number === 7) {
      for (const { options, correct } of study.manifest.comprehension.items)
        await page.getByText(options[correct]?.["en"] ?? "", { exact: true }).click();
      await button(page, "Check my answers").click();
      await page.getByText("All answers are right.").waitFor();
    }
    await button(page, "Next").click();
  }
  await button(page, "I take part").click();
  await page.locator("p.code").waitFor();
  await go(page, "Home");

  await focusWindow(hand.connection, editor);
  await button(page, "Start recording").click();
  await page.locator(".now.is-recording").waitFor();
  await pause(800);
  for (const y of [200, 230, 260, 290]) {
    await hand.move(200, y);
    await pause(700);
    await hand.click("left");
    await pause(1_200);
  }
  await picture(page, "recording");
  await button(page, "Stop recording").click();
  await button(page, "Start recording").waitFor();

  await go(page, "Review");
  await button(page, "Look through").first().click();
  const list = page.getByRole("listbox", { name: "Steps" });
  await list.focus();
  await picture(page, "review-first-step");
  await showPicture(page);
  await picture(page, "review");
  await list.focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Space");
  await button(page, "Pause playing").waitFor();
  await page.keyboard.press("Space");
  await button(page, "Play").waitFor();
  await list.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("x");
  await page.getByRole("option", { name: /cut/ }).first().waitFor();
  await showPicture(page);
  await page.getByRole("tab", { name: "Black box" }).click();
  const rect = { x: 70, y: 150, width: 200, height: 100 };
  for (const [name, value] of [
    ["From the left", rect.x],
    ["From the top", rect.y],
    ["Width", rect.width],
    ["Height", rect.height],
  ] as const) {
    await page.getByLabel(name).fill(String(value));
    await page.keyboard.press("Tab");
  }
  await button(page, "Paint black").click();
  await page.locator(".marks .box").first().waitFor();
  await page.getByRole("tab", { name: "Hide text" }).click();
  await page.getByLabel("Text to hide").fill("Mousepad");
  await button(page, "Hide everywhere").click();
  await button(page, "Exactly what would be sent").click();
  await page.locator(".code").first().waitFor();
  const shown = await page.locator("main").innerText();
  await picture(page, "release");
  await button(page, "Approve and send").click();
  await page.getByText("Sent", { exact: true }).waitFor({ timeout: 60_000 });
  await picture(page, "sent");

  const received = join(folder, "received");
  await handOver(running.collector, study.manifest.studyId, received);
  const [bundle] = readdirSync(received);
  if (bundle === undefined) throw new Error("The collector holds nothing");
  const path = join(received, bundle, "bundle.age");
  const opened = await openBundle({ path, identities: [identity] });
  expect(shown.replaceAll(/\s/g, "")).toContain(
    opened.manifest.treeHash.replace("sha256:", "").replaceAll(/\s/g, ""),
  );
  const lines = Buffer.from(opened.files.get("events.jsonl") ?? [])
    .toString()
    .trim()
    .split("\n");
  const events = lines.map((line) => SessionEvent.parse(JSON.parse(line)));
  const presses = events.filter((event) => event.kind === "button-pressed");
  expect(presses.length).toBeGreaterThan(0);
  expect(presses.map(({ y }) => y)).not.toContain(290);
  expect(lines.join("\n")).not.toContain("Mousepad");
  expect(problems).toEqual([]);

  await go(page, "Leave");
  await page.getByRole("button", { name: /^Leave .* now$/ }).click();
  await page.getByText(/^You left/).waitFor();
  await expect.poll(() => listBundles(running.collector), { timeout: 30_000 }).toEqual([]);
});
