/**
 * A recording over fake sources and a real store: an allowed editor, a granted site, a terminal.
 *
 * Time stands still but for {@link Scene.pass}; the recorder's ticks are told, never waited for.
 *
 * @module
 */
import { vi } from "vitest";
import type { SessionEvent } from "../../../src/contract/events.ts";
import { Origin, ScopeId } from "../../../src/contract/ids.ts";
import type { StudyManifest } from "../../../src/contract/manifest.ts";
import type { ActiveConsent } from "../../../src/core/consent/active-consent.ts";
import type { InputFact } from "../../../src/core/ports/input-source.ts";
import type { SessionVault } from "../../../src/core/ports/session-vault.ts";
import type { AppIdentity, WindowWorld } from "../../../src/core/ports/window-tracker.ts";
import { SessionRedactor } from "../../../src/core/redact/session-redactor.ts";
import { allEvents } from "../../../src/core/review/all-events.ts";
import {
  type EndReason,
  Recording,
  type RecordingParts,
  tickMs,
} from "../../../src/agent/recorder/recording.ts";
import { FakeBrowserContext } from "../../fakes/fake-browser-context.ts";
import { FakeInputSource } from "../../fakes/fake-input-source.ts";
import { FakePixelSource } from "../../fakes/fake-pixel-source.ts";
import { FakeWindowTracker } from "../../fakes/fake-window-tracker.ts";
import { sampleConsent, sampleManifest, wholeChoice } from "../../fixtures/study.ts";
import { sessionStart, type TestHome, testHome } from "../../fixtures/vault.ts";

export const editor: AppIdentity = { pid: 10, exe: "/usr/bin/mousepad", startedAt: 1 };
export const terminal: AppIdentity = { pid: 20, exe: "/usr/bin/xterm", startedAt: 2 };
export const browser: AppIdentity = { pid: 30, exe: "/usr/lib/chromium/chromium", startedAt: 3 };
export const assent: AppIdentity = { pid: 40, exe: "/usr/bin/mousepad", startedAt: 4 };
export const shop = Origin.parse("https://shop.example");
export const display = { width: 640, height: 512 };
const areas = new Map([
  [editor.pid, { x: 0, y: 0, width: 256, height: 192 }],
  [terminal.pid, { x: 320, y: 0, width: 256, height: 192 }],
  [browser.pid, { x: 0, y: 256, width: 512, height: 192 }],
  [assent.pid, { x: 320, y: 256, width: 128, height: 128 }],
]);
export const viewport = { x: 0, y: 320, width: 512, height: 128 };
export const windowOf = ({ pid }: AppIdentity) => pid * 100;

export const world = (focus: AppIdentity): WindowWorld => ({
  focus: windowOf(focus),
  keyboardGrabbed: false,
  display,
  stack: [editor, terminal, browser, assent].map((app) => ({
    id: windowOf(app),
    app,
    bounds: areas.get(app.pid) ?? { x: 0, y: 0, ...display },
    popupOf: null,
    overrideRedirect: false,
    title: `window of ${app.pid}`,
  })),
});

/** The sample study, asking for the editor and the shop. */
export function sceneManifest(changes: Partial<StudyManifest> = {}): StudyManifest {
  const [scope] = sampleManifest().scopes;
  if (scope === undefined) throw new TypeError("Cannot make a study without a scope");
  const signals = [
    "pointer",
    "keys.timing",
    "keys.content",
    "screenshot",
    "a11y",
    "title",
  ] as const;
  const like = { ...scope, signals: [...signals] };
  return sampleManifest({
    scopes: [
      {
        ...like,
        id: ScopeId.parse("editor"),
        match: { app: [{ os: "linux", exe: editor.exe }], origin: [] },
      },
      { ...like, id: ScopeId.parse("shop"), match: { app: [], origin: [shop] } },
    ],
    ...changes,
  });
}

export const sceneConsent = (): ActiveConsent => {
  const manifest = sceneManifest();
  return sampleConsent(manifest, wholeChoice(manifest));
};

export interface Scene extends AsyncDisposable {
  readonly test: TestHome;
  readonly recording: Recording;
  readonly input: FakeInputSource;
  readonly windows: FakeWindowTracker;
  readonly pixels: FakePixelSource;
  readonly page: FakeBrowserContext;
  readonly ended: Promise<{ readonly why: EndReason; readonly splitSecrets: readonly string[] }>;
  readonly ends: EndReason[];
  /** How often the recorder said that its state changed. */
  changes: number;
  consent: ActiveConsent | undefined;
  now(): number;
  /** Lets time pass in ticks, with everything confirmed up to each moment. */
  pass(ms: number): void;
  /** Ticks without any evidence about the time that passed. */
  tick(): void;
  deliver(...facts: readonly InputFact[]): void;
  /** Presses and releases the left button in the window. */
  click(app: AppIdentity): void;
  /** Types into the page's field, every key confirmed. */
  type(text: string): void;
  focus(app: AppIdentity): void;
  stop(): Promise<void>;
  events(): readonly SessionEvent[];
}

export interface SceneOptions {
  readonly vault?: (vault: SessionVault) => SessionVault;
  readonly parts?: Partial<RecordingParts>;
  readonly consent?: ActiveConsent | undefined;
}

export async function startScene(options: SceneOptions = {}): Promise<Scene> {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const test = await testHome();
  const page = new FakeBrowserContext(browser.pid);
  page.pass(1_000);
  const now = () => page.now();
  const input = new FakeInputSource();
  const windows = new FakeWindowTracker(world(editor), now);
  const pixels = new FakePixelSource(now);
  for (const { id, bounds } of world(editor).stack)
    pixels.paint(id, { width: bounds.width, height: bounds.height, colour: id });
  const start = sessionStart(1, { display });
  const vault = await test.home.createSession(start);
  const ending = Promise.withResolvers<Awaited<Scene["ended"]>>();
  const scene = { consent: "consent" in options ? options.consent : sceneConsent(), changes: 0 };
  const ends: EndReason[] = [];
  const recording = await Recording.start({
    clock: { now, wall: () => Date.parse("2027-03-01T12:00:00Z") + now() },
    input,
    windows,
    pixels,
    browser: page,
    vault: options.vault?.(vault) ?? vault,
    redactor: new SessionRedactor({ profile: "standard" }),
    consent: () => scene.consent,
    deny: { apps: [], origins: [], own: [] },
    own: new Set([assent.pid]),
    onChange: () => scene.changes++,
    onEnd(why, splitSecrets) {
      ends.push(why);
      ending.resolve({ why, splitSecrets });
    },
    ...options.parts,
  });
  const tick = () => void vi.advanceTimersByTime(tickMs);
  const pass = (ms: number) => {
    for (let left = ms; left > 0; left -= tickMs) {
      page.pass(Math.min(left, tickMs));
      windows.confirm();
      tick();
    }
  };
  const deliver = (...facts: readonly InputFact[]) => input.deliver(...facts);
  return Object.assign(scene, {
    test,
    recording,
    input,
    windows,
    pixels,
    page,
    ends,
    ended: ending.promise,
    now,
    pass,
    tick,
    deliver,
    click(app: AppIdentity) {
      const { x, y } = areas.get(app.pid) ?? { x: 0, y: 0 };
      const press = {
        kind: "button",
        x: x + 20,
        y: y + 100,
        button: "left",
        modifiers: [],
      } as const;
      deliver({ ...press, at: now(), down: true });
      pass(tickMs);
      deliver({ ...press, at: now(), down: false });
      pass(tickMs);
    },
    type(text: string) {
      for (const key of text) {
        deliver({
          kind: "key",
          at: now(),
          down: true,
          key,
          text: key,
          modifiers: [],
          repeat: false,
        });
        page.land();
        deliver({ kind: "key", at: now(), down: false, key, modifiers: [], repeat: false });
        pass(tickMs);
      }
    },
    focus(app: AppIdentity) {
      windows.become(world(app));
      windows.confirm();
      if (app === browser)
        page.show({ origin: shop, pageFocused: true, secure: "clear", viewport, title: "Shop" });
      pass(600);
    },
    async stop() {
      const stopped = recording.stop();
      pass(1_000);
      await stopped;
    },
    events() {
      const reader = test.home.readSession(start.session);
      try {
        return allEvents(reader);
      } finally {
        reader.close();
      }
    },
    async [Symbol.asyncDispose]() {
      if (ends.length === 0) await recording.stop();
      vi.useRealTimers();
      await test[Symbol.asyncDispose]();
    },
  });
}

export const kinds = (events: readonly SessionEvent[]) => events.map(({ kind }) => kind);

export const texts = (events: readonly SessionEvent[]) =>
  events.flatMap((event) => (event.kind === "text-typed" ? [event.text] : []));
export const presses = (events: readonly SessionEvent[]) =>
  events.filter(({ kind }) => kind === "button-pressed");

/** One click in the editor that is decided and written. */
export function oneClick(scene: Scene): void {
  scene.pass(500);
  scene.click(editor);
  scene.pass(1_500);
}
