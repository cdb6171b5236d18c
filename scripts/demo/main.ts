/**
 * The whole way, unattended: a study, consent, two minutes of work, review, upload, dataset, and
 * at the end a search for everything that must not be there.
 */
import { copyFileSync, mkdirSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod";
import type { SessionId } from "../../src/contract/ids.ts";
import { grantSite, launchCompanionBrowser } from "../../test/desktop/companion-browser.ts";
import { Injector } from "../../test/desktop/injector.ts";
import { startSiteServer } from "../../test/desktop/site-server.ts";
import { startVirtualDesktop } from "../../test/desktop/virtual-desktop.ts";
import { findWindow, focusWindow, moveWindow } from "../../test/desktop/windows.ts";
import { type AgentClient, connectToAgent } from "../../test/desktop/agent-client.ts";
import { Hand } from "./hand.ts";
import type { Leak } from "../../test/leaks/leak-scan.ts";
import { Pictures } from "./pictures.ts";
import { Programs } from "./processes.ts";
import { scanEverything } from "../../test/leaks/scan-everything.ts";
import { makeStudy } from "./study.ts";
import { canaries, secrets, work } from "./volunteer.ts";

const root = join(import.meta.dirname, "..", "..");
const out = join(root, "demo-out");
const passphrase = "a passphrase for the demo only";
const hotkey = "Ctrl+Alt+P";
const patienceMs = 60_000;

/** `--pictures`: also takes those of the README, into docs/pictures. */
const picturesWanted = process.argv.includes("--pictures");

const began = performance.now();
const say = (text: string) => {
  const seconds = ((performance.now() - began) / 1_000).toFixed(0).padStart(4);
  process.stdout.write(`${seconds} s  ${text}\n`);
};

async function demo(running: AsyncDisposableStack): Promise<number> {
  rmSync(out, { recursive: true, force: true });
  const place = (name: string) => join(out, name);
  mkdirSync(place("tmp"), { recursive: true });

  say("starts a virtual desktop with an editor, a terminal and a browser");
  const desktop = running.use(await startVirtualDesktop({ width: 1280, height: 800, dbus: true }));
  const programs = running.use(
    new Programs(place("logs"), {
      ...desktop.env,
      PATH: process.env["PATH"],
      TMPDIR: place("tmp"),
      HOME: place("tmp"),
    }),
  );
  const pictures = picturesWanted
    ? running.use(await Pictures.into(join(root, "docs", "pictures")))
    : undefined;
  const granted = running.use(await startSiteServer(join(import.meta.dirname, "site", "granted")));
  const foreign = running.use(await startSiteServer(join(import.meta.dirname, "site", "foreign")));
  const origin = granted.origin("127.0.0.1");

  say("makes a study, signs it, and starts its collector");
  const data = place("collector");
  const collector = await programs.serve("collector", [
    "collector",
    "serve",
    "--data",
    data,
    "--port",
    "0",
    "--open",
  ]);
  const url = collector.firstLine.replace(/^collector: /, "");
  const editor = realpathSync("/usr/bin/mousepad");
  const study = await makeStudy(place("study"), programs, url, { origin, editor });
  await programs.run("collector", ["collector", "publish", "--data", data, study.envelopePath]);

  say("starts the agent; the volunteer makes a passphrase and joins the study");
  const home = place("home");
  const companion = join(desktop.runtime, "assent-companion");
  const agentArgs = [
    "agent",
    "--json",
    "--home",
    home,
    "--companion",
    companion,
    "--pause-hotkey",
    hotkey,
  ];
  const program = await programs.serve("agent", agentArgs);
  const address = z.strictObject({ url: z.url() }).parse(JSON.parse(program.firstLine));
  let session: SessionId;
  let counts: Awaited<ReturnType<AgentClient["state"]>>;
  {
    using agent = await connectToAgent(address.url);
    await agent.createVault({ passphrase });
    await pictures?.consent(address.url, study.envelopePath);
    const offered = await agent.offerStudy({ envelope: study.envelope });
    if (offered.outcome === "refused") throw new Error(offered.why);
    const joined = await agent.join({
      manifestHash: offered.study.manifestHash,
      choice: study.choice,
      comprehensionPassed: true,
      invitation: null,
    });
    if (joined.outcome === "refused") throw new Error(joined.why);

    say("opens the apps and grants one site to the companion, through the browser's own prompt");
    using injector = await Injector.open(desktop.display);
    const hand = new Hand(injector);
    const x = injector.connection;
    desktop.spawn("/usr/bin/mousepad", ["--disable-server"]);
    const editorWindow = await findWindow(x, { className: "mousepad" });
    await moveWindow(x, editorWindow, 700, 120, 560, 420);
    const magentaText = "printf '\\033]0;terminal\\007'; exec sh";
    desktop.spawn("/usr/bin/xterm", [
      "-bg",
      "#ff00ff",
      "-fg",
      "#000000",
      "-e",
      "sh",
      "-c",
      magentaText,
    ]);
    const terminalWindow = await findWindow(x, { className: "xterm" });
    await moveWindow(x, terminalWindow, 20, 500);
    const browser = running.use(
      await launchCompanionBrowser({
        desktop,
        extension: join(root, "dist", "extension", "chromium"),
        directory: companion,
      }),
    );
    const browserWindow = await findWindow(x, { className: "Chromium" });
    const started = await agent.startRecording({ study: study.manifest.studyId });
    if (started.outcome === "refused") throw new Error(started.why);
    ({ session } = started);
    await agent.pause();
    await focusWindow(x, browserWindow);
    const settings = await browser.context.newPage();
    await grantSite(settings, injector, origin);
    const page = await browser.context.newPage();
    await page.goto(`${origin}/index.html`);
    await settings.close();
    await page.bringToFront();
    await agent.resume();
    await untilWell(agent);
    await desktop.screenshot(place("desktop.png"));

    say("the volunteer works:");
    await work({
      hand,
      context: browser.context,
      granted: origin,
      foreign: `${foreign.origin("localhost")}/index.html`,
      windows: { browser: browserWindow, editor: editorWindow, terminal: terminalWindow },
      say: (text) => say(`  ${text}`),
    });
    await desktop.screenshot(place("desktop-at-the-end.png"));
    await pictures?.recording(address.url);
    await pause(1_000);
    counts = await agent.state();
    await agent.stopRecording();
  }

  say("reviews: cuts one step, looks at what would be sent, approves");
  let bytes = 0;
  let frames = 0;
  let drops: Readonly<Record<string, number>> = {};
  let seen = 0;
  let kept = 0;
  {
    using agent = await connectToAgent(address.url);
    await pictures?.review(address.url);
    const { steps } = await agent.steps({ session, after: -1, limit: 1_000 });
    const first = steps.find(({ kind }) => kind === "click");
    if (first === undefined) throw new Error("Cannot review: nothing was recorded");
    await agent.edit({ session, edit: { kind: "cut", from: first.at, until: first.until } });
    await agent.edit({
      session,
      edit: { kind: "describe", task: "Filled in a form and wrote a note", outcome: "success" },
    });
    const release = await agent.release({ session });
    const approved = await agent.approve({ session, treeHash: release.treeHash });
    if (approved.outcome !== "approved") throw new Error("Cannot approve the session");
    say("uploads the sealed bundle");
    const uploaded = await until(async () => {
      const entry = (await agent.sessions()).find((one) => one.session === session);
      if (entry?.state === "failed") throw new Error(entry.problem ?? "Cannot upload");
      return entry?.state === "uploaded" ? entry : undefined;
    });
    ({ bytes, frames } = uploaded);
    ({ drops } = counts);
    kept = release.events;
    seen = counts.seen;
  }
  await program[Symbol.asyncDispose]();

  say("builds the dataset and verifies it");
  const received = place("received");
  const dataset = place("dataset");
  await programs.run("collector", ["collector", "fetch", "--data", data, received]);
  await programs.run("dataset", [
    "dataset",
    "build",
    "--from",
    received,
    "--identity",
    study.identityPath,
    "--to",
    dataset,
  ]);
  await programs.run("dataset", ["dataset", "verify", dataset]);
  await collector[Symbol.asyncDispose]();

  copyFileSync(join(dataset, "report.html"), place("report.html"));
  await pictures?.report(place("report.html"));

  say("searches everything that was written");
  const leaks = await scanEverything({
    home,
    passphrase,
    folders: [place("logs"), data, received, dataset, place("tmp"), place("study")],
    bundles: readdirSync(received).map((bundle) => join(received, bundle, "bundle.age")),
    identity: study.identityPath,
    canaries: [...Object.values(canaries), ...Object.values(secrets)],
  });
  tell(leaks, { seen, kept, drops, frames, bytes });
  return leaks.length;
}

function tell(
  leaks: readonly Leak[],
  counts: {
    readonly seen: number;
    readonly kept: number;
    readonly drops: Readonly<Record<string, number>>;
    readonly frames: number;
    readonly bytes: number;
  },
): void {
  const print = (name: string, value: number | string) =>
    process.stdout.write(`${name}: ${value}\n`);
  print("seen", counts.seen);
  print("kept", counts.kept);
  for (const [reason, count] of Object.entries(counts.drops)) print(`dropped.${reason}`, count);
  print("frames", counts.frames);
  print("bytes", counts.bytes);
  for (const { where, canary } of leaks) print("leak", `${canary} in ${where}`);
  print("report", join(out, "report.html"));
  print("leaks", leaks.length);
}

async function untilWell(agent: AgentClient): Promise<void> {
  await until(async () => {
    const { parts, recording } = await agent.state();
    return recording === "recording" && parts.every(({ ok }) => ok) ? true : undefined;
  });
}

async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new Error("Cannot go on: waited a minute in vain");
    await pause(200);
  }
}

await using running = new AsyncDisposableStack();
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.once(signal, () => {
    process.stdout.write("\nends everything that it started\n");
    void running.disposeAsync().finally(() => process.exit(code));
  });
}
process.exitCode = (await demo(running)) === 0 ? 0 : 1;
