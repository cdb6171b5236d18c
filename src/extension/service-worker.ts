/**
 * Joins the pages, the browser's windows and the agent.
 *
 * Which site is in front is known only from the page's own script, which the browser runs
 * on granted sites alone; of every other tab nothing but "another one" is visible here.
 *
 * @module
 */
import { companionProtocol } from "../contract/companion-names.ts";
import type { ToCompanion } from "../contract/companion.ts";
import type { Origin } from "../contract/ids.ts";
import { AgentLink } from "./agent-link.ts";
import { FrontPage, type Page } from "./front-page.ts";
import { grantedHosts, isGranted, serveGranted, serveOpenPages } from "./grants.ts";
import {
  pagePort,
  type FromOptions,
  type FromPage,
  type KnownPlace,
  type Offers,
  type ToPage,
} from "./messages.ts";

/** A page that does not answer this long vouches for nothing in this round. */
const answerWithin = 300;

const front = new FrontPage();
const link = new AgentLink(greet, receive);
let offered: readonly Origin[] = [];
let lastView = "";
let waiting: { readonly id: number; readonly question: number }[] = [];
let lookups = 0;
/** Where the page area is, by window. */
const places = new Map<number, KnownPlace>();

function greet(): void {
  lastView = "";
  waiting = [];
  link.send({
    kind: "hello",
    protocol: companionProtocol,
    version: chrome.runtime.getManifest().version,
    extensionId: chrome.runtime.id,
    browser: navigator.userAgent.match(/(?:Edg|Chrome)\/[\d.]+/g)?.at(-1) ?? "unknown",
  });
  void tellGrants();
  tellView();
  void lookAgain();
}

async function tellGrants(): Promise<void> {
  link.send({ kind: "granted", hosts: await grantedHosts() });
}

function tellView(): void {
  const view = front.view();
  const text = JSON.stringify(view);
  if (text === lastView) return;
  lastView = text;
  link.send({ kind: "view", view });
}

function receive(message: ToCompanion): void {
  if (message.kind === "offer") {
    offered = message.origins;
    return;
  }
  const { id } = message;
  checkFront();
  const question = front.ask();
  waiting.push({ id, question });
  setTimeout(() => {
    if (!waiting.some((ping) => ping.id === id)) return;
    waiting = waiting.filter((ping) => ping.id !== id);
    answer(id, false);
  }, answerWithin);
  settle();
}

function settle(): void {
  const ready = waiting.filter(({ question }) => front.answered(question));
  waiting = waiting.filter((ping) => !ready.includes(ping));
  for (const { id } of ready) answer(id, true);
}

function answer(id: number, vouched: boolean): void {
  const view = front.view();
  lastView = JSON.stringify(view);
  link.send({ kind: "pong", id, vouched, view });
}

/** Says at once that nothing is known, then finds out which tab is in front. */
async function lookAgain(focused?: number): Promise<void> {
  front.moved(undefined);
  tellView();
  settle();
  const lookup = ++lookups;
  const tab = focused === chrome.windows.WINDOW_ID_NONE ? undefined : await activeTab();
  if (lookup !== lookups) return;
  front.moved(tab);
  tellView();
  settle();
  if (tab !== undefined) chrome.tabs.sendMessage(tab, "wake").catch(() => undefined);
}

/** The browser does not always tell that another app or a private window came to the front. */
function checkFront(): void {
  const { origin, pageFocused } = front.view();
  if (origin === null || pageFocused) return;
  void activeTab().then((tab) => {
    if (tab !== front.tab) void lookAgain();
  });
}

async function activeTab(): Promise<number | undefined> {
  const window = await chrome.windows.getLastFocused({ windowTypes: ["normal", "popup"] });
  if (!window.focused || window.incognito || window.id === undefined) return undefined;
  const [tab] = await chrome.tabs.query({ active: true, windowId: window.id });
  return tab?.incognito ? undefined : tab?.id;
}

function serve(port: chrome.runtime.Port): void {
  const { tab, frameId, origin, id } = port.sender ?? {};
  if (port.name !== pagePort || id !== chrome.runtime.id) return;
  if (tab?.id === undefined || tab.incognito || frameId === undefined) return;
  if (origin === undefined || !/^https?:\/\//.test(origin)) return;
  let open = true;
  const tell = (message: ToPage) => {
    if (open) port.postMessage(message);
  };
  const page: Page = { tab: tab.id, window: tab.windowId, frame: frameId, origin, tell };
  const admitted = admit(page);
  port.onMessage.addListener((message: FromPage) => {
    void admitted.then((ok) => ok && hear(page, message));
  });
  port.onDisconnect.addListener(() => {
    open = false;
    front.left(page);
    tellView();
    settle();
  });
  link.nudge();
}

/** A page that was open when its site was taken back may still run the script. */
async function admit(page: Page): Promise<boolean> {
  if (!(await isGranted(page.origin))) {
    page.tell({ kind: "retire" });
    return false;
  }
  front.arrived(page);
  const known = places.get(page.window);
  if (known !== undefined && page.frame === 0) page.tell({ kind: "place", known });
  void chrome.tabs.getZoom(page.tab).then((zoom) => page.tell({ kind: "zoom", zoom }));
  return true;
}

async function dismissRevoked(): Promise<void> {
  for (const page of front.pages())
    if (!(await isGranted(page.origin))) {
      front.left(page);
      page.tell({ kind: "retire" });
    }
  tellView();
}

function hear(page: Page, message: FromPage): void {
  link.nudge();
  if (message.kind === "place") {
    places.set(page.window, message.known);
    return;
  }
  if (message.kind === "state") {
    front.told(page, message.answers, message.state);
    tellView();
    settle();
    if (page.tab !== front.tab && message.state.focus !== "away") void lookAgain();
    else checkFront();
    return;
  }
  link.send({ ...message, origin: page.origin as Origin });
}

chrome.runtime.onConnect.addListener(serve);
chrome.windows.onFocusChanged.addListener((window) => {
  link.nudge();
  void lookAgain(window);
});
chrome.tabs.onActivated.addListener(() => {
  link.nudge();
  void lookAgain();
});
chrome.tabs.onUpdated.addListener((tab, change) => {
  if (tab === front.tab && change.status === "loading") void lookAgain();
});
chrome.tabs.onReplaced.addListener(() => void lookAgain());
chrome.tabs.onDetached.addListener(() => void lookAgain());
chrome.tabs.onAttached.addListener(() => void lookAgain());
chrome.tabs.onRemoved.addListener(() => void lookAgain());
chrome.tabs.onZoomChange.addListener(({ tabId, newZoomFactor }) => {
  front.zoomed(tabId, newZoomFactor);
});
chrome.windows.onRemoved.addListener((window) => void places.delete(window));
chrome.permissions.onAdded.addListener(() => {
  void serveGranted().then(serveOpenPages).then(tellGrants);
});
chrome.permissions.onRemoved.addListener(() => {
  void lookAgain();
  void dismissRevoked().then(serveGranted).then(tellGrants);
});
chrome.runtime.onInstalled.addListener(() => void serveGranted().then(serveOpenPages));
chrome.runtime.onStartup.addListener(() => link.nudge());
chrome.action.onClicked.addListener(() => void chrome.runtime.openOptionsPage());
chrome.runtime.onMessage.addListener((message: FromOptions, sender, reply) => {
  if (sender.id !== chrome.runtime.id || sender.tab?.incognito) return;
  if (sender.url !== chrome.runtime.getURL("options.html") || message.kind !== "list-offers")
    return;
  link.nudge();
  reply({ connected: link.connected, origins: offered } satisfies Offers);
});
link.nudge();
