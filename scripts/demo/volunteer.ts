/** Two minutes of a volunteer at work, on a real desktop with real apps. */
import { setTimeout as pause } from "node:timers/promises";
import type { BrowserContext, Page } from "playwright-core";
import { focusWindow, moveWindow } from "../../test/desktop/windows.ts";
import { type Hand, PageAim } from "./hand.ts";

/** Typed or shown only where recording is not allowed: must be found nowhere. */
export const canaries = {
  terminal: "canary-terminal-7f3a91",
  foreignSite: "canary-foreign-91bc44",
  foreignTitle: "CANARY-TITLE-FOREIGN",
  password: "canary-password-55d0aa",
} as const;

/** Typed where recording is allowed: must be found nowhere but as a token. */
export const secrets = {
  email: "ada.lovelace@example.org",
  card: "4111 1111 1111 1111",
} as const;

export const plainText = "I would like to read about old rivers";

export interface Scene {
  readonly hand: Hand;
  readonly context: BrowserContext;
  readonly granted: string;
  readonly foreign: string;
  readonly windows: {
    readonly browser: number;
    readonly editor: number;
    readonly terminal: number;
  };
  readonly say: (text: string) => void;
}

export async function work(scene: Scene): Promise<void> {
  const [page] = scene.context.pages().filter((one) => one.url().startsWith(scene.granted));
  if (page === undefined) throw new Error("Cannot begin: the library's page is not open");
  scene.say("fills in a form on the granted site");
  await fillForm(scene, page);
  scene.say("uses a menu, a link and the wheel");
  await browse(scene, page);
  scene.say("writes in the editor");
  await write(scene);
  scene.say("types into a terminal, which is not allowed");
  await terminal(scene);
  scene.say("switches quickly between both, one above the other");
  await switchQuickly(scene);
  scene.say("writes on a site that was not granted");
  await foreignSite(scene);
  scene.say("comes back to the granted site");
  await page.bringToFront();
  await pause(1_500);
  await again(scene, page);
}

async function again({ hand }: Scene, page: Page): Promise<void> {
  const aim = new PageAim(page, hand);
  await aim.click("nav a[aria-current]");
  await page.waitForLoadState();
  await pause(1_200);
  await aim.click("#name");
  await hand.type("Charles");
  await aim.click("#notes");
  await hand.type("Maps of the harbour, please");
  const word = await aim.centre("#notes");
  await hand.doubleClickAt(word.x - 240, word.y - 20);
  await hand.drag(word.x - 250, word.y - 20, word.x - 120, word.y - 20);
  await hand.press("ctrl", "c");
  await aim.click("#send");
  await pause(1_500);
}

async function to({ hand }: Scene, window: number): Promise<void> {
  await focusWindow(hand.injector.connection, window);
  await pause(900);
}

async function fillForm(scene: Scene, page: Page): Promise<void> {
  const { hand } = scene;
  const aim = new PageAim(page, hand);
  await to(scene, scene.windows.browser);
  await aim.click("#name");
  await hand.type("Ada Lovelacee");
  await hand.press("Backspace");
  await hand.press("Tab");
  await hand.type(secrets.email);
  await aim.click("#kind");
  await hand.press("ArrowDown");
  await hand.press("ArrowDown");
  await hand.press("Enter");
  await aim.click("#account");
  await hand.type(secrets.card);
  await aim.click("#notes");
  await hand.type(plainText);
  await aim.click("#password");
  await hand.type(canaries.password);
  await pause(400);
  await aim.click("#send");
  await pause(1_200);
}

async function browse({ hand }: Scene, page: Page): Promise<void> {
  const aim = new PageAim(page, hand);
  await aim.click("#menu");
  await aim.click("#branches li:nth-child(2)");
  await aim.click('nav a[href="books.html"]');
  await page.waitForURL(/books/);
  await pause(1_000);
  await hand.wheel("down", 6);
  await hand.wheel("up", 3);
  await aim.click('nav a[href="index.html"]');
  await pause(1_200);
}

async function write(scene: Scene): Promise<void> {
  const { hand } = scene;
  await to(scene, scene.windows.editor);
  await hand.clickAt(900, 300);
  await hand.type("Notes about the harbour.");
  await hand.press("ctrl", "a");
  await hand.press("ctrl", "c");
  await hand.press("End");
  await hand.press("Enter");
  await hand.type("Second line.");
  await pause(500);
  // The menu "Edit", and in it "Undo": a popup of the editor's own.
  await hand.clickAt(755, 150);
  await hand.press("ArrowDown");
  await hand.press("Enter");
  await hand.clickAt(755, 150);
  await hand.press("Escape");
  await pause(800);
}

async function terminal(scene: Scene): Promise<void> {
  await to(scene, scene.windows.terminal);
  await scene.hand.clickAt(300, 620);
  await scene.hand.type(canaries.terminal);
  await scene.hand.press("Enter");
}

async function switchQuickly(scene: Scene): Promise<void> {
  const { hand, windows } = scene;
  const { connection } = hand.injector;
  await moveWindow(connection, windows.terminal, 760, 240);
  for (let turn = 0; turn < 8; turn++) {
    await focusWindow(connection, windows.editor);
    await pause(15 * turn);
    await hand.injector.type("xy");
    await focusWindow(connection, windows.terminal);
    await pause(10 * turn);
    await hand.injector.type(canaries.terminal);
  }
  await moveWindow(connection, windows.terminal, 20, 500);
  await pause(500);
}

async function foreignSite(scene: Scene): Promise<void> {
  const { hand } = scene;
  await to(scene, scene.windows.browser);
  const tab = await scene.context.newPage();
  await tab.goto(scene.foreign);
  await tab.bringToFront();
  await pause(800);
  await new PageAim(tab, hand).click("#diary");
  await hand.type(canaries.foreignSite);
  await pause(800);
  await tab.close();
}
