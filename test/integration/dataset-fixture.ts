/** Sealed bundles in a folder as `assent collector fetch` leaves it, from sessions really recorded. */
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Envelope } from "../../src/contract/dsse.ts";
import { SessionEvent } from "../../src/contract/events.ts";
import { type BundleId, ScopeId } from "../../src/contract/ids.ts";
import { Signal } from "../../src/contract/signals.ts";
import type { KeptFrame } from "../../src/core/ports/session-vault.ts";
import type { SessionStart } from "../../src/core/ports/home-store.ts";
import { type JoinedHome, joinedHome } from "../fixtures/reviewed-session.ts";
import { display, frame, frameTaken } from "../fixtures/vault.ts";

const editorSignals = ["pointer", "keys.timing", "screenshot", "title"] as const;
/** What the sample study asks for, and its sample participant granted. */
export const grantedScopes: SessionStart["scopes"] = [
  { id: ScopeId.parse("site"), signals: [...Signal.options] },
  { id: ScopeId.parse("editor"), signals: [...editorSignals] },
];

export const hardText = 'it\'s $5 "net" \\n\n¿què? 😀 ‹EMAIL#1›\u2028end';
const site = { context: "c2" };
const editor = { context: "c1" };
const plain = { modifiers: [] };
const email = hardText.indexOf("‹");
const button = {
  source: "dom",
  role: "button",
  name: "<script>alert(1)</script> ‹PHONE#1›",
  bounds: { x: 100, y: 60, width: 60, height: 20 },
};

/** Every kind of action, in an editor and on a site. */
export function manyEvents(): readonly SessionEvent[] {
  const events: unknown[] = [
    place("c1", "editor", "gnome-text-editor", { title: 'Notes "</title><img src=x onerror=1>' }),
    { kind: "button-pressed", at: 1_000, x: 40, y: 30, button: "left", ...plain, ...editor },
    { kind: "button-released", at: 1_080, x: 40, y: 30, button: "left", ...plain, ...editor },
    { kind: "typing-hidden", at: 1_500, until: 4_000, ...editor },
    { kind: "button-pressed", at: 5_000, x: 10, y: 10, button: "left", ...plain, ...editor },
    { kind: "pointer-moved", at: 5_050, x: 60, y: 40, ...editor },
    { kind: "pointer-moved", at: 5_100, x: 200, y: 120, ...editor },
    { kind: "button-released", at: 5_200, x: 210, y: 130, button: "left", ...plain, ...editor },
    { kind: "scrolled", at: 6_000, x: 150, y: 90, dx: 0, dy: -2, ...plain, ...editor },
    { kind: "scrolled", at: 6_100, x: 150, y: 90, dx: 0, dy: -1, ...plain, ...editor },
    place("c2", "site", "chromium", { origin: "https://example.org", title: "Form" }),
    ...click(8_000, "left", 1, { target: button }),
    ...click(9_000, "left", 2),
    ...click(11_000, "left", 3),
    ...click(13_000, "right", 1),
    ...click(14_000, "middle", 1),
    ...click(15_000, "x1", 1),
    ...click(16_000, "left", 1, { modifiers: ["ctrl"] }),
    {
      kind: "text-typed",
      at: 17_000,
      until: 19_000,
      text: hardText,
      edits: 2,
      redactions: [{ kind: "EMAIL", rule: "email/1", start: email, end: email + 9 }],
      target: { source: "dom", role: "textbox", name: "Note", bounds: button.bounds },
      ...site,
    },
    { kind: "key-pressed", at: 20_000, key: "Enter", ...plain, ...site },
    { kind: "key-released", at: 20_050, key: "Enter", ...plain, ...site },
    { kind: "key-pressed", at: 21_000, key: "t", modifiers: ["ctrl", "shift"], ...site },
    { kind: "key-released", at: 21_050, key: "t", modifiers: ["ctrl", "shift"], ...site },
    { kind: "scrolled", at: 22_000, x: 150, y: 90, dx: 2, dy: 0, ...plain, ...site },
    {
      kind: "text-typed",
      at: 22_500,
      until: 22_600,
      text: "\u0000a\u0007",
      edits: 9_007_199_254_740_991,
      redactions: [],
      target: { ...button, optionCount: 9_007_199_254_740_991 },
      ...site,
    },
    { kind: "gap", at: 23_000, until: 24_000, reason: "paused" },
  ];
  const numbered = events.map((event, seq) =>
    SessionEvent.parse({ seq, ...(event as Record<string, unknown>) }),
  );
  const pressed = numbered.flatMap((one) => (one.kind === "button-pressed" ? one.seq : []));
  return [
    ...numbered,
    taken(100, 990, "f1", "before", pressed[0]),
    taken(101, 1_300, "f2", "after", pressed[0]),
    taken(102, 7_990, "f3", "before", pressed[2]),
    taken(103, 8_300, "f4", "after", pressed[2]),
  ];
}

/** Pictures whose tiles differ, one of which leaves most of the display black. */
export const manyFrames: readonly KeptFrame[] = [
  frame("f1", 980, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
  frame("f2", 1_290, [1, 2, 3, 4, 5, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30]),
  frame("f3", 7_980, [31]),
  frame("f4", 8_290, [31, 32, 33, 34, 35, 36]),
];

function place(id: string, scope: string, app: string, rest: object) {
  const bounds = { x: 0, y: 0, ...display };
  const at = scope === "editor" ? 0 : 7_000;
  return {
    kind: "context-changed",
    at,
    context: { id, scope, app, window: "w1", bounds, ...rest },
  };
}

function click(at: number, button: string, times: number, rest: object = {}): readonly object[] {
  const where = { x: 130, y: 70, button, ...plain, ...site };
  const { target: _, ...released } = rest as { target?: unknown };
  return Array.from({ length: times }, (_one, n) => [
    { kind: "button-pressed", at: at + n * 150, ...where, ...rest },
    { kind: "button-released", at: at + n * 150 + 60, ...where, ...released },
  ]).flat();
}

function taken(seq: number, at: number, id: string, role: string, of = 0): SessionEvent {
  const context = at < 7_000 ? "c1" : "c2";
  return SessionEvent.parse({ ...frameTaken(seq, at, id, of), role, context });
}

export interface ReceivedFolder extends AsyncDisposable {
  readonly home: JoinedHome;
  readonly path: string;
  /** A place for something new beside the received bundles. */
  place(name: string): string;
  /** Records, approves and receives a session. */
  receive(
    n: number,
    events?: readonly SessionEvent[],
    frames?: readonly KeptFrame[],
    changes?: Partial<SessionStart>,
  ): Promise<BundleId>;
}

export async function receivedFolder(): Promise<ReceivedFolder> {
  const home = await joinedHome();
  const parent = await mkdtemp(join(tmpdir(), "assent-dataset-"));
  const path = join(parent, "received");
  await mkdir(path);
  return {
    home,
    path,
    place: (name) => join(parent, name),
    async receive(n, events = manyEvents(), frames = manyFrames, changes = {}) {
      const scopes = grantedScopes;
      const session = await home.record(n, events, frames, { scopes, ...changes });
      const { entry, path: sealed } = await home.approve(session);
      const folder = join(path, entry.bundle);
      await mkdir(folder);
      await copyFile(sealed, join(folder, "bundle.age"));
      const receipt = home.home.receipts()[0]?.envelope;
      await write(folder, "statement.dsse.json", entry.statement);
      await write(folder, "receipt.dsse.json", receipt as Envelope);
      await write(folder, "manifest.dsse.json", home.study.envelope);
      return entry.bundle;
    },
    async [Symbol.asyncDispose]() {
      await home[Symbol.asyncDispose]();
      await rm(parent, { recursive: true, force: true });
    },
  };
}

export const write = (folder: string, name: string, value: unknown) =>
  writeFile(join(folder, name), `${JSON.stringify(value)}\n`);
