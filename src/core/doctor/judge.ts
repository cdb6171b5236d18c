/**
 * Judges whether a machine can record, part by part, each with the mend.
 *
 * Pure: every judgement can be tested by naming the facts. A `problem` means that recording is
 * impossible here, and nothing else is one; what only takes something away is a `warning`.
 *
 * @module
 */
import type { MachineFacts } from "./facts.ts";

export type Level = "ok" | "warning" | "problem";

export interface Finding {
  readonly part: string;
  readonly level: Level;
  readonly fact: string;
  /** What to do about it; absent where nothing needs doing. */
  readonly mend?: string;
}

const megabyte = 1_000_000;
export const leastFreeBytes = 200 * megabyte;
export const comfortableFreeBytes = 2_000 * megabyte;

/** What each extension is for, and whether recording is impossible without it. */
const extensions: readonly (readonly [string, string, Level])[] = [
  ["RECORD", "pointer and keys are heard through it", "problem"],
  ["XKEYBOARD", "key names come from it", "problem"],
  ["Composite", "allowed windows are read through it", "problem"],
  ["DAMAGE", "it tells when a window changed", "problem"],
  ["XFIXES", "it tells which parts of a window can be seen", "problem"],
  ["X-Resource", "it vouches for which program owns a window", "problem"],
  ["MIT-SHM", "pictures are read more cheaply with it", "warning"],
  ["XTEST", "only Assent's own tests need it", "warning"],
];

export function judge(facts: MachineFacts): readonly Finding[] {
  return [
    ...displayFindings(facts),
    addonFinding(facts),
    inputFinding(facts),
    hotkeyFinding(facts),
    homeFinding(facts),
    diskFinding(facts),
    ...browserFindings(facts),
    accessibilityFinding(facts),
    keychainFinding(facts),
    electronFinding(facts),
  ];
}

export const canRecord = (findings: readonly Finding[]): boolean =>
  findings.every(({ level }) => level !== "problem");

function displayFindings({ display }: MachineFacts): readonly Finding[] {
  const part = "display";
  if (display.wayland) {
    const fact = "this is a Wayland session, in which input to other apps cannot be read honestly";
    return [{ part, level: "problem", fact, mend: "Log out and choose an X11 (Xorg) session" }];
  }
  const mend = "Start Assent in a graphical session";
  if (display.name === null) return [{ part, level: "problem", fact: "there is none", mend }];
  if (!display.reachable) {
    const fact = "the one that DISPLAY names cannot be reached";
    return [{ part, level: "problem", fact, mend }];
  }
  return [
    { part, level: "ok", fact: "X11" },
    ...extensions.map(([name, purpose, without]): Finding =>
      display.extensions[name] === true
        ? { part: `extension ${name}`, level: "ok", fact: "present" }
        : {
            part: `extension ${name}`,
            level: without,
            fact: `absent; ${purpose}`,
            mend: "Use an X server that has it, such as Xorg",
          },
    ),
  ];
}

function addonFinding({ addon }: MachineFacts): Finding {
  const part = "native addon";
  const mend = "Run: node scripts/build-native.mjs";
  switch (addon) {
    case "loads":
      return { part, level: "ok", fact: "loads" };
    case "missing":
      return { part, level: "problem", fact: "not built", mend };
    case "broken":
      return { part, level: "problem", fact: "does not load", mend };
  }
}

function inputFinding({ inputHook }: MachineFacts): Finding {
  const part = "input hook";
  return inputHook === "loads"
    ? { part, level: "ok", fact: "loads" }
    : {
        part,
        level: "problem",
        fact: "does not load",
        mend: "Run: sudo apt-get install libx11-6 libxtst6 libxt6 libxinerama1 libxkbcommon-x11-0 libxkbfile1",
      };
}

function hotkeyFinding({ pauseHotkey: { combination, state } }: MachineFacts): Finding {
  const part = "pause hotkey";
  const mend = "Choose another one with: assent agent --pause-hotkey";
  switch (state) {
    case "free":
      return { part, level: "ok", fact: `${combination} is free` };
    case "taken":
      return {
        part,
        level: "problem",
        fact: `${combination} is held by another program, or by Assent while it records`,
        mend,
      };
    case "unusable":
      return { part, level: "problem", fact: `this keyboard has no ${combination}`, mend };
    case "not-tried":
      return { part, level: "warning", fact: "cannot be tried without a display" };
  }
}

function homeFinding({ home }: MachineFacts): Finding {
  const part = "home folder";
  switch (home) {
    case "missing":
      return { part, level: "ok", fact: "is made when you choose a passphrase" };
    case "private":
      return { part, level: "ok", fact: "yours alone" };
    case "open-to-others":
      return {
        part,
        level: "warning",
        fact: "other users of this machine can look into it; what it holds is encrypted",
        mend: "Run chmod 700 on it",
      };
    case "of-another-user":
      return {
        part,
        level: "problem",
        fact: "belongs to another user",
        mend: "Choose another one with --home",
      };
    case "not-writable":
      return {
        part,
        level: "problem",
        fact: "cannot be written to",
        mend: "Choose another one with --home",
      };
  }
}

function diskFinding({ freeBytes }: MachineFacts): Finding {
  const part = "disk space";
  if (freeBytes === null) return { part, level: "warning", fact: "cannot be told here" };
  const fact = `${(freeBytes / 1_000 / megabyte).toFixed(1)} GB free`;
  const mend = "Free some space; an hour of work takes about 60 MB";
  if (freeBytes < leastFreeBytes) return { part, level: "problem", fact, mend };
  if (freeBytes < comfortableFreeBytes) return { part, level: "warning", fact, mend };
  return { part, level: "ok", fact };
}

function browserFindings({ browsers }: MachineFacts): readonly Finding[] {
  if (browsers.length === 0) {
    const fact = "none found that Assent knows; sites cannot be recorded";
    return [{ part: "browser", level: "warning", fact, mend: "Install Chromium" }];
  }
  const mend = "Run: assent browser install";
  return browsers.map(({ name, companion }): Finding => {
    const part = `browser ${name}`;
    switch (companion) {
      case "installed":
        return { part, level: "ok", fact: "joined with Assent" };
      case "not-installed":
        return { part, level: "warning", fact: "not joined; its sites cannot be recorded", mend };
      case "of-another-assent":
        return { part, level: "warning", fact: "joined with another installation of Assent", mend };
    }
  });
}

function accessibilityFinding({ accessibilityBus }: MachineFacts): Finding {
  const part = "accessibility bus";
  // Said wherever it stands: nobody shall think that elements are being recorded.
  const limit = "elements in native apps are not recorded yet";
  const facts = {
    answers: "answers",
    absent: "does not answer",
    "no-session-bus": "no session bus",
    "not-tried": "neither gdbus nor dbus-send is installed to ask with",
  } as const;
  const fact = `${facts[accessibilityBus]}; ${limit}`;
  return accessibilityBus === "answers"
    ? { part, level: "ok", fact }
    : { part, level: "warning", fact, mend: "Run: sudo apt-get install at-spi2-core dbus-bin" };
}

function keychainFinding({ keychain }: MachineFacts): Finding {
  const part = "keychain";
  const facts = {
    present: "a Secret Service is there; the vault is opened by your passphrase",
    absent: "no Secret Service; the vault is opened by your passphrase",
    "no-session-bus": "no session bus; the vault is opened by your passphrase",
    "not-tried": "cannot be looked for; the vault is opened by your passphrase",
  } as const;
  return { part, level: "ok", fact: facts[keychain] };
}

function electronFinding({ electron }: MachineFacts): Finding {
  const part = "Electron";
  return electron === null
    ? { part, level: "ok", fact: "can be started" }
    : {
        part,
        level: "warning",
        fact: `cannot be started here: ${electron}`,
        mend: "Nothing is lost: assent agent shows the same window in your browser",
      };
}
