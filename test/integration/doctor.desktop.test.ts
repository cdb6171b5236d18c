/** The real command on real displays: none, X11, and what calls itself Wayland. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { X11PauseHotkey } from "../../src/adapters/x11/pause-hotkey.ts";
import type { Finding } from "../../src/core/doctor/judge.ts";
import { startVirtualDesktop, type VirtualDesktop } from "../desktop/virtual-desktop.ts";

const program = join(import.meta.dirname, "..", "..", "src", "cli", "main.ts");
const folder = mkdtempSync(join(tmpdir(), "assent-doctor-"));
const places = ["--home", join(folder, "home"), "--companion", join(folder, "companion")];
let desktop: VirtualDesktop;

beforeAll(async () => {
  desktop = await startVirtualDesktop({ dbus: true });
});
afterAll(async () => {
  await desktop[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

async function doctor(env: NodeJS.ProcessEnv, ...args: readonly string[]) {
  const child = spawn(process.execPath, [program, "doctor", ...places, ...args], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return { output, code: code as number };
}

async function findings(env: NodeJS.ProcessEnv) {
  const { output, code } = await doctor(env, "--json");
  const report = JSON.parse(output) as { canRecord: boolean; findings: Finding[] };
  const problems = report.findings.filter(({ level }) => level === "problem");
  return { ...report, code, problems: problems.map(({ part }) => part) };
}

it("assent doctor says that recording works on an X11 desktop, with exit code 0", async () => {
  const { code, canRecord, problems, findings: found } = await findings(desktop.env);
  expect({ code, canRecord, problems }).toEqual({ code: 0, canRecord: true, problems: [] });
  const parts = found.filter(({ level }) => level === "ok").map(({ part }) => part);
  expect(parts).toEqual(
    expect.arrayContaining([
      "display",
      "extension RECORD",
      "native addon",
      "input hook",
      "pause hotkey",
    ]),
  );
});

it("assent doctor hears the accessibility bus of the session", async () => {
  const { findings: found } = await findings(desktop.env);
  const bus = found.find(({ part }) => part === "accessibility bus");
  expect(bus).toMatchObject({
    level: "ok",
    fact: expect.stringMatching(/^answers; .*not recorded/),
  });
});

it("assent doctor says who holds the pause hotkey, and gives it back itself", async () => {
  {
    await using _held = await new X11PauseHotkey(desktop.display, "Ctrl+Alt+P").start(() => {});
    const { code, problems } = await findings(desktop.env);
    expect({ code, problems }).toEqual({ code: 1, problems: ["pause hotkey"] });
  }
  expect((await findings(desktop.env)).code).toBe(0);
});

it("assent doctor names the missing extension of a display", async () => {
  await using poor = await startVirtualDesktop({
    wm: false,
    server: ["-extension", "RECORD", "-extension", "XTEST"],
  });
  const { code, problems, findings: found } = await findings(poor.env);
  expect({ code, problems }).toEqual({ code: 1, problems: ["extension RECORD"] });
  expect(found.find(({ part }) => part === "extension XTEST")?.level).toBe("warning");
});

it("assent doctor without a display says so, with the mend and exit code 1", async () => {
  const { output, code } = await doctor({ ...desktop.env, DISPLAY: undefined });
  expect(code).toBe(1);
  expect(output).toContain("problem  display: there is none. Start Assent in a graphical session.");
  expect(output.trimEnd().split("\n").at(-1)).toBe(
    "Assent cannot record here: see each problem above.",
  );
});

it.each([":5999", ":99999", "nonsense", "/tmp/none:0"])(
  "assent doctor refuses the display %s, which nobody serves",
  async (name) => {
    const { code, problems } = await findings({ ...desktop.env, DISPLAY: name });
    expect({ code, problems }).toEqual({ code: 1, problems: ["display"] });
  },
);

it("assent doctor explains that a Wayland session cannot be recorded, with exit code 1", async () => {
  const { output, code } = await doctor({ ...desktop.env, XDG_SESSION_TYPE: "wayland" });
  expect(code).toBe(1);
  expect(output).toContain("problem  display: this is a Wayland session");
});
