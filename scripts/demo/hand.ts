/** A volunteer's hand: the pace of a person, and aiming at what a page shows. */
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "playwright-core";
import type { Injector } from "../../test/desktop/injector.ts";

export class Hand {
  readonly injector: Injector;
  #x = 640;
  #y = 400;

  constructor(injector: Injector) {
    this.injector = injector;
  }

  /** A straight way in steps of about 60 a second. */
  async moveTo(x: number, y: number): Promise<void> {
    const steps = Math.max(2, Math.round(Math.hypot(x - this.#x, y - this.#y) / 45));
    for (let step = 1; step <= steps; step++) {
      const part = step / steps;
      await this.injector.move(
        Math.round(this.#x + (x - this.#x) * part),
        Math.round(this.#y + (y - this.#y) * part),
      );
      await pause(16);
    }
    this.#x = x;
    this.#y = y;
  }

  async clickAt(x: number, y: number): Promise<void> {
    await this.moveTo(x, y);
    await pause(350);
    await this.injector.press("left");
    await pause(70);
    await this.injector.release("left");
    await pause(700);
  }

  async doubleClickAt(x: number, y: number): Promise<void> {
    await this.moveTo(x, y);
    await pause(350);
    for (let click = 0; click < 2; click++) {
      await this.injector.press("left");
      await pause(50);
      await this.injector.release("left");
      await pause(90);
    }
    await pause(700);
  }

  async drag(fromX: number, fromY: number, toX: number, toY: number): Promise<void> {
    await this.moveTo(fromX, fromY);
    await pause(300);
    await this.injector.press("left");
    await pause(120);
    await this.moveTo(toX, toY);
    await pause(120);
    await this.injector.release("left");
    await pause(700);
  }

  /** About seven keys a second. */
  async type(text: string): Promise<void> {
    for (const character of text) {
      await this.injector.type(character);
      await pause(90 + ((character.charCodeAt(0) * 37) % 90));
    }
  }

  async press(...keys: readonly string[]): Promise<void> {
    await this.injector.chord(...keys);
    await pause(450);
  }

  async wheel(direction: "up" | "down", notches: number): Promise<void> {
    for (let notch = 0; notch < notches; notch++) {
      await this.injector.scroll(direction, 1);
      await pause(140);
    }
    await pause(600);
  }
}

/** Where a page's elements are on the display. */
export class PageAim {
  readonly #page: Page;
  readonly #hand: Hand;
  #offset: { readonly x: number; readonly y: number } | undefined;

  constructor(page: Page, hand: Hand) {
    this.#page = page;
    this.#hand = hand;
  }

  async click(selector: string): Promise<void> {
    const { x, y } = await this.centre(selector);
    await this.#hand.clickAt(x, y);
  }

  async centre(selector: string): Promise<{ readonly x: number; readonly y: number }> {
    const box = await this.#page.locator(selector).boundingBox();
    const height = await this.#page.evaluate(() => innerHeight);
    if (box === null || box.y < 0 || box.y + box.height > height)
      throw new Error("Cannot aim: the page does not show that element");
    const offset = (this.#offset ??= await this.#pageOnDisplay());
    return {
      x: Math.round(offset.x + box.x + box.width / 2),
      y: Math.round(offset.y + box.y + box.height / 2),
    };
  }

  /** A real pointer event says where the page is, whatever bars the browser shows. */
  async #pageOnDisplay(): Promise<{ readonly x: number; readonly y: number }> {
    const told = this.#page.evaluate(
      () =>
        new Promise<{ x: number; y: number }>((resolve) => {
          const tell = (event: MouseEvent) =>
            resolve({ x: event.screenX - event.clientX, y: event.screenY - event.clientY });
          addEventListener("mousemove", tell, { once: true });
        }),
    );
    await pause(100);
    await this.#hand.moveTo(500, 500);
    await this.#hand.moveTo(520, 510);
    return told;
  }
}
