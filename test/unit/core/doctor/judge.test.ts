import { expect, it } from "vitest";
import type { MachineFacts } from "../../../../src/core/doctor/facts.ts";
import { canRecord, judge } from "../../../../src/core/doctor/judge.ts";

const extensions = {
  RECORD: true,
  XKEYBOARD: true,
  Composite: true,
  DAMAGE: true,
  XFIXES: true,
  "X-Resource": true,
  "MIT-SHM": true,
  XTEST: true,
};
const fit: MachineFacts = {
  display: { name: ":0", reachable: true, wayland: false, extensions },
  pauseHotkey: { combination: "Ctrl+Alt+P", state: "free" },
  addon: "loads",
  inputHook: "loads",
  accessibilityBus: "answers",
  keychain: "present",
  browsers: [{ name: "chromium", companion: "installed" }],
  electron: null,
  freeBytes: 50_000_000_000,
  home: "private",
};

const notOk = (facts: MachineFacts) =>
  judge(facts)
    .filter(({ level }) => level !== "ok")
    .map(({ part, level }) => `${level}: ${part}`);

it("judge() finds nothing to mend on a machine where all is well", () => {
  expect([notOk(fit), canRecord(judge(fit))]).toEqual([[], true]);
});

const display = (change: Partial<MachineFacts["display"]>) => ({
  display: { ...fit.display, ...change },
});
const without = (name: string) => display({ extensions: { ...extensions, [name]: false } });

it.each<[string, Partial<MachineFacts>, string]>([
  ["there is no display", display({ name: null, reachable: false }), "display"],
  ["the display cannot be reached", display({ reachable: false }), "display"],
  ["the session is Wayland's", display({ wayland: true }), "display"],
  ["RECORD is absent", without("RECORD"), "extension RECORD"],
  ["XKEYBOARD is absent", without("XKEYBOARD"), "extension XKEYBOARD"],
  ["Composite is absent", without("Composite"), "extension Composite"],
  ["DAMAGE is absent", without("DAMAGE"), "extension DAMAGE"],
  ["XFIXES is absent", without("XFIXES"), "extension XFIXES"],
  ["X-Resource is absent", without("X-Resource"), "extension X-Resource"],
  ["the addon is not built", { addon: "missing" }, "native addon"],
  ["the addon does not load", { addon: "broken" }, "native addon"],
  ["the input hook does not load", { inputHook: "broken" }, "input hook"],
  [
    "the pause hotkey is taken",
    { pauseHotkey: { combination: "Ctrl+Alt+P", state: "taken" } },
    "pause hotkey",
  ],
  [
    "the keyboard lacks the pause hotkey",
    { pauseHotkey: { combination: "F35", state: "unusable" } },
    "pause hotkey",
  ],
  ["the home is another user's", { home: "of-another-user" }, "home folder"],
  ["the home cannot be written to", { home: "not-writable" }, "home folder"],
  ["less than 200 MB are free", { freeBytes: 199_999_999 }, "disk space"],
])("judge() says that recording is impossible when %s", (_case, change, part) => {
  const findings = judge({ ...fit, ...change });
  expect(notOk({ ...fit, ...change })).toEqual([`problem: ${part}`]);
  expect(canRecord(findings)).toBe(false);
});

it.each<[string, Partial<MachineFacts>, string]>([
  ["XTEST is absent", without("XTEST"), "extension XTEST"],
  ["MIT-SHM is absent", without("MIT-SHM"), "extension MIT-SHM"],
  ["200 MB are free", { freeBytes: 200_000_000 }, "disk space"],
  ["less than 2 GB are free", { freeBytes: 1_999_999_999 }, "disk space"],
  ["the disk does not tell", { freeBytes: null }, "disk space"],
  ["no browser is there", { browsers: [] }, "browser"],
  [
    "a browser is not joined",
    { browsers: [{ name: "brave", companion: "not-installed" }] },
    "browser brave",
  ],
  [
    "a browser is joined with another Assent",
    { browsers: [{ name: "edge", companion: "of-another-assent" }] },
    "browser edge",
  ],
  ["the accessibility bus is silent", { accessibilityBus: "absent" }, "accessibility bus"],
  ["there is no session bus", { accessibilityBus: "no-session-bus" }, "accessibility bus"],
  ["Electron cannot be started", { electron: "there is no display" }, "Electron"],
  ["others can look into the home", { home: "open-to-others" }, "home folder"],
])("judge() warns, and lets recording go on, when %s", (_case, change, part) => {
  const findings = judge({ ...fit, ...change });
  expect(notOk({ ...fit, ...change })).toEqual([`warning: ${part}`]);
  expect(canRecord(findings)).toBe(true);
});

it("judge() accepts 2 GB, a home that is not made yet, and a machine without a keychain", () => {
  const facts = { ...fit, freeBytes: 2_000_000_000, home: "missing", keychain: "absent" } as const;
  expect(notOk(facts)).toEqual([]);
});

it("judge() gives a mend with every problem", () => {
  const bad = {
    ...fit,
    ...without("RECORD"),
    addon: "missing",
    inputHook: "broken",
    home: "not-writable",
    freeBytes: 0,
    pauseHotkey: { combination: "Ctrl+Alt+P", state: "taken" },
  } as const;
  const problems = judge(bad).filter(({ level }) => level === "problem");
  expect(problems.length).toBe(6);
  expect(problems.every(({ mend }) => mend !== undefined)).toBe(true);
});

it("judge() never lets anybody believe that elements of native apps are recorded", () => {
  const said = (["answers", "absent", "no-session-bus", "not-tried"] as const).map((state) =>
    judge({ ...fit, accessibilityBus: state }).find(({ part }) => part === "accessibility bus"),
  );
  expect(said.every((one) => one?.fact.includes("are not recorded yet"))).toBe(true);
});
