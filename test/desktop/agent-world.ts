/**
 * The real agent on a virtual desktop: its processes, a study that grants Mousepad, and a hand.
 *
 * @module
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { type PlainHost, startPlainHost } from "../../src/agent/host/plain-host.ts";
import type { FrameId, SessionId } from "../../src/contract/ids.ts";
import { ScopeId } from "../../src/contract/ids.ts";
import type { StudyManifest } from "../../src/contract/manifest.ts";
import {
  type AgentState,
  participantApi,
  participantApiVersion,
} from "../../src/contract/participant-api.ts";
import { type Client, connect } from "../../src/contract/rpc.ts";
import { dayOf } from "../../src/core/study/duration.ts";
import { newManifest } from "../../src/core/study/template.ts";
import { later } from "../fakes/later.ts";
import { wirePair } from "../fakes/wire-pair.ts";
import { type SignedManifest, signManifest, wholeChoice } from "../fixtures/study.ts";
import { Injector } from "./injector.ts";
import { childrenOf } from "./process-group.ts";
import { startVirtualDesktop, type VirtualDesktop } from "./virtual-desktop.ts";
import { boundsOf, findWindow, focusWindow, moveWindow } from "./windows.ts";

export const passphrase = "a passphrase for tests only";
export const editorExe = realpathSync("/usr/bin/mousepad");
const documented = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg";
const bundle = join(import.meta.dirname, "..", "..", "dist", "window");

/** A study that asks for everything in Mousepad, and for nothing else. */
export function editorManifest(changes: Partial<StudyManifest> = {}): StudyManifest {
  const base = newManifest({
    studyId: "https://study.example.org/editing",
    languages: ["en", "de"],
    today: dayOf(Date.now()),
    recipients: [documented],
    collectorUrl: "http://127.0.0.1:9",
    status: "active",
  });
  const editor = base.scopes.find(({ match }) => match.app.length > 0);
  if (editor === undefined) throw new TypeError("Cannot make the study: no app in the sample");
  return {
    ...base,
    scopes: [
      {
        ...editor,
        id: ScopeId.parse("editor"),
        match: { app: [{ os: "linux", exe: editorExe }], origin: [] },
        signals: ["pointer", "keys.timing", "keys.content", "screenshot", "title"],
      },
    ],
    ...changes,
  };
}

export type AgentClient = Client<typeof participantApi>;

export interface RunningAgent extends AsyncDisposable {
  readonly host: PlainHost;
  readonly client: AgentClient;
  /** Process of the recorder that runs now. */
  recorder(): number;
}

export async function startAgentProcesses(
  home: string,
  environment: NodeJS.ProcessEnv,
): Promise<RunningAgent> {
  const before = new Set(childrenOf(process.pid, "recorder-main"));
  const host = await startPlainHost({
    home,
    bundle,
    companionDirectory: join(home, "companion"),
    pauseHotkey: "Ctrl+Alt+P",
    environment: { ...process.env, WAYLAND_DISPLAY: undefined, ...environment },
    passphraseCost: 10,
  });
  const [near, far] = wirePair();
  host.agent.serveWindow(far);
  const client = connect(participantApi, near, { later, versions: [participantApiVersion] });
  return {
    host,
    client,
    recorder() {
      const mine = childrenOf(process.pid, "recorder-main").find((pid) => !before.has(pid));
      if (mine === undefined) throw new Error("Cannot find the recorder's process");
      return mine;
    },
    async [Symbol.asyncDispose]() {
      client[Symbol.dispose]();
      await host[Symbol.asyncDispose]();
    },
  };
}

export interface AgentWorld extends AsyncDisposable {
  readonly desktop: VirtualDesktop;
  readonly agent: RunningAgent;
  readonly client: AgentClient;
  readonly hand: Injector;
  readonly home: string;
  readonly study: SignedManifest;
  /** The editor's window; 500 × 360, its menu bar from about 80, 80 on. */
  readonly editor: number;
  start(): Promise<SessionId>;
  stop(): Promise<void>;
  toEditor(): Promise<void>;
}

export interface WorldOptions {
  readonly home?: string;
}

/** Everything is set up and joined; nothing is recorded yet. */
export async function openAgentWorld(options: WorldOptions = {}): Promise<AgentWorld> {
  await using undo = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), "assent-agent-"));
  undo.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const home = options.home ?? join(folder, "home");
  mkdirSync(home, { recursive: true });
  const desktop = undo.use(await startVirtualDesktop({ width: 900, height: 640, dbus: true }));
  const hand = undo.use(await Injector.open(desktop.display));
  const agent = undo.use(await startAgentProcesses(home, desktop.env));
  const { client } = agent;
  await client.createVault({ passphrase });
  const study = signManifest(editorManifest());
  await joinStudy(client, study);
  desktop.spawn("/usr/bin/mousepad", ["--disable-server"]);
  const editor = await findWindow(hand.connection, { className: "mousepad" });
  await moveWindow(hand.connection, editor, 60, 60, 500, 360);
  const stack = undo.move();
  const toEditor = async () => {
    await focusWindow(hand.connection, editor);
    await stateOf(client, ({ recording }) => recording === "recording");
  };
  return {
    desktop,
    agent,
    client,
    hand,
    home,
    study,
    editor,
    toEditor,
    async start() {
      await focusWindow(hand.connection, editor);
      const started = await client.startRecording({ study: study.manifest.studyId });
      if (started.outcome === "refused") throw new Error(started.why);
      await toEditor();
      return started.session;
    },
    async stop() {
      await client.stopRecording();
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

export async function joinStudy(client: AgentClient, study: SignedManifest): Promise<void> {
  const offered = await client.offerStudy({ envelope: study.envelope });
  if (offered.outcome === "refused") throw new Error(offered.why);
  const joined = await client.join({
    manifestHash: study.hash,
    choice: wholeChoice(study.manifest),
    comprehensionPassed: true,
    invitation: null,
  });
  if (joined.outcome === "refused") throw new Error(joined.why);
}

/** Asks again and again until an answer is there; a recorder that restarts is waited for. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask().catch((problem: unknown) => {
      if (problem instanceof Error && problem.name === "CallFailed") return undefined;
      throw problem;
    });
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export const stateOf = (client: AgentClient, fits: (state: AgentState) => boolean) =>
  until(async () => {
    const state = await client.state();
    return fits(state) ? state : undefined;
  });

/** Where the editor's client area is now. */
export const editorBounds = ({ hand, editor }: AgentWorld) => boundsOf(hand.connection, editor);

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

export async function framePixels(
  client: AgentClient,
  session: SessionId,
  frame: FrameId,
  edited = false,
): Promise<Pixels> {
  const { base64 } = await client.frame({ session, frame, edited, maxWidth: 8_192 });
  const image = sharp(Buffer.from(base64, "base64")).removeAlpha().raw();
  const { data, info } = await image.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgb: data };
}

export function countPixels(
  { width, rgb }: Pixels,
  fits: (x: number, y: number, r: number, g: number, b: number) => boolean,
): number {
  let count = 0;
  for (let pixel = 0; pixel * 3 < rgb.length; pixel++) {
    const at = pixel * 3;
    const [r = 0, g = 0, b = 0] = [rgb[at], rgb[at + 1], rgb[at + 2]];
    if (fits(pixel % width, Math.floor(pixel / width), r, g, b)) count++;
  }
  return count;
}

/** A file system of this size, where this machine lets us make one. */
export function smallDisk(bytes: number): (Disposable & { readonly path: string }) | undefined {
  const path = mkdtempSync(join(tmpdir(), "assent-small-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", path], { stdio: "pipe" });
  } catch {
    rmSync(path, { recursive: true });
    return undefined;
  }
  return {
    path,
    [Symbol.dispose]() {
      execFileSync("umount", ["-l", path]);
      rmSync(path, { recursive: true });
    },
  };
}
