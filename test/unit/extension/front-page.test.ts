import { beforeEach, expect, it } from "vitest";
import { FrontPage, type Page } from "../../../src/extension/front-page.ts";
import type { PageState, ToPage } from "../../../src/extension/messages.ts";

const site = "http://site.test";
const plain: PageState = {
  focus: "here",
  secure: "clear",
  exposed: false,
  viewport: { x: 0, y: 0, width: 10, height: 10 },
  secretAreas: [{ x: 2, y: 3, width: 4, height: 1 }],
  listBox: { x: 1, y: 1, width: 5, height: 2 },
  title: "Site",
};
const nothing = {
  origin: null,
  pageFocused: false,
  secure: "unknown",
  viewport: null,
  secretAreas: null,
  listBox: null,
  private: false,
};

class TestPage implements Page {
  readonly tab: number;
  readonly window = 1;
  readonly frame: number;
  readonly origin: string;
  asked = 0;
  constructor(tab: number, frame = 0, origin = site) {
    this.tab = tab;
    this.frame = frame;
    this.origin = origin;
  }
  tell(message: ToPage): void {
    if (message.kind === "ask") this.asked = message.question;
  }
}

let front: FrontPage;
let page: TestPage;
const says = (who: TestPage, state: Partial<PageState> = {}) =>
  front.told(who, who.asked, { ...plain, ...state });

beforeEach(() => {
  front = new FrontPage();
  page = new TestPage(7);
  front.moved(7);
  front.arrived(page);
  says(page);
});

it("view() tells what the page in front told", () => {
  expect(front.view()).toEqual({
    origin: site,
    pageFocused: true,
    secure: "clear",
    viewport: plain.viewport,
    secretAreas: plain.secretAreas,
    listBox: plain.listBox,
    title: "Site",
    private: false,
  });
});

it("view() knows nothing of a tab without the companion's script", () => {
  front.moved(8);
  expect(front.view()).toEqual(nothing);
});

it("view() knows nothing after another tab was in front until the page answers anew", () => {
  const before = page.asked;
  front.moved(8);
  front.moved(7);
  front.told(page, before, plain);
  expect(front.view()).toEqual(nothing);
  says(page);
  expect(front.view().origin).toBe(site);
});

it("view() knows nothing of a page that left", () => {
  front.left(page);
  expect(front.view()).toEqual(nothing);
});

it("view() does not believe a document that another one replaced", () => {
  const next = new TestPage(7, 0, "http://next.test");
  front.arrived(next);
  says(page);
  expect(front.view()).toEqual(nothing);
  front.left(page);
  says(next);
  expect(front.view().origin).toBe("http://next.test");
});

it("view() is not page-focused when the browser's own bars have the keyboard", () => {
  says(page, { focus: "away" });
  expect(front.view().pageFocused).toBe(false);
});

it("view() is secure while a frame without the companion has the keyboard", () => {
  says(page, { focus: "in-frame" });
  expect(front.view().secure).toBe("secure");
});

it("view() is clear when a frame of the same site says so itself", () => {
  const frame = new TestPage(7, 3);
  front.arrived(frame);
  says(frame);
  says(page, { focus: "in-frame" });
  expect(front.view().secure).toBe("clear");
});

it("view() is secure when a frame of another granted site has the keyboard", () => {
  const frame = new TestPage(7, 3, "http://other.test");
  front.arrived(frame);
  says(frame);
  says(page, { focus: "in-frame" });
  expect(front.view().secure).toBe("secure");
});

it("view() is secure when two frames claim the keyboard", () => {
  for (const id of [3, 4]) {
    const frame = new TestPage(7, id);
    front.arrived(frame);
    says(frame);
  }
  says(page, { focus: "in-frame" });
  expect(front.view().secure).toBe("secure");
});

it("view() is secure while any frame shows a secret", () => {
  const frame = new TestPage(7, 3);
  front.arrived(frame);
  says(frame, { focus: "away", exposed: true });
  expect(front.view().secure).toBe("secure");
});

it("answered() waits for the page in front, and for nobody when there is none", () => {
  const question = front.ask();
  expect(front.answered(question)).toBe(false);
  says(page);
  expect(front.answered(question)).toBe(true);
  front.moved(8);
  expect(front.answered(front.ask())).toBe(true);
});

it("answered() waits for the frame that has the keyboard", () => {
  const frame = new TestPage(7, 3);
  front.arrived(frame);
  says(frame);
  says(page, { focus: "in-frame" });
  const question = front.ask();
  says(page, { focus: "in-frame" });
  expect(front.answered(question)).toBe(false);
  says(frame);
  expect(front.answered(question)).toBe(true);
});
