/**
 * Where the participant lets Assent see a site, one at a time.
 *
 * @module
 */
import { hostPattern, readable } from "./host-pattern.ts";
import { grantedHosts } from "../grants.ts";
import type { FromOptions, Offers } from "../messages.ts";

const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

async function offers(): Promise<Offers> {
  const message: FromOptions = { kind: "list-offers" };
  return (await chrome.runtime.sendMessage(message)) as Offers;
}

function item(text: string, verb: string, style: string, press: () => Promise<unknown>) {
  const li = document.createElement("li");
  const name = document.createElement("span");
  name.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = style;
  button.textContent = verb;
  button.setAttribute("aria-label", `${verb} ${text}`);
  button.addEventListener("click", () => void press().then(show));
  li.append(name, button);
  return li;
}

/** The browser asks the participant; nothing changes when the answer is no. */
const grant = (pattern: string) => chrome.permissions.request({ origins: [pattern] });
const revoke = (pattern: string) => chrome.permissions.remove({ origins: [pattern] });

function fill(id: string, items: readonly HTMLElement[]): void {
  byId(id).replaceChildren(...items);
  byId(`${id}-empty`).hidden = items.length > 0;
}

let shown = "";

/** Leaves the page as it is, and the keyboard where it is, unless something changed. */
async function show(): Promise<void> {
  const granted = await grantedHosts();
  const { connected, origins } = await offers();
  const now = JSON.stringify([granted, connected, origins]);
  if (now === shown) return;
  shown = now;
  fill(
    "granted",
    granted.map((pattern) => item(readable(pattern), "Remove", "remove", () => revoke(pattern))),
  );
  const asked = [...new Set(origins.map((origin) => hostPattern(origin)))].filter(
    (pattern) => pattern !== undefined && !granted.includes(pattern),
  ) as string[];
  fill(
    "offered",
    asked.map((pattern) => item(readable(pattern), "Allow", "allow", () => grant(pattern))),
  );
  byId("status").textContent = connected
    ? "Assent is running and connected to this browser."
    : "Assent is not running, or not connected to this browser.";
}

byId("other").addEventListener("submit", (event) => {
  event.preventDefault();
  const address = byId<HTMLInputElement>("address");
  const pattern = hostPattern(address.value);
  byId("address-error").textContent =
    pattern === undefined ? "Enter the address of a site, such as https://example.org" : "";
  if (pattern === undefined) return;
  void grant(pattern).then((given) => {
    if (given) address.value = "";
    return show();
  });
});
chrome.permissions.onAdded.addListener(() => void show());
chrome.permissions.onRemoved.addListener(() => void show());
setInterval(() => void show(), 2000);
void show();
